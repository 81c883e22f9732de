// Buttons that print the page: <button data-print hidden>. Without this script, the browser's menu does.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
