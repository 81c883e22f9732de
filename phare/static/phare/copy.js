// Buttons that copy a text with its address: <button data-copy="…" [data-address="/…"] hidden>.
// Without this script the text stands on the page; with it, the buttons show.

async function copy(button) {
  const address = button.dataset.address ? new URL(button.dataset.address, location.href).href : "";
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText([button.dataset.copy, address].filter(Boolean).join(" "));
    button.textContent = "Copié";
  } catch {
    button.textContent = "Copie impossible : sélectionnez le texte";
  }
  button.setAttribute("aria-live", "polite");
  setTimeout(() => { button.textContent = label; }, 2500);
}

function offer(root) {
  for (const button of root.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) {
      button.remove();
      continue;
    }
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

offer(document);
document.addEventListener("phare:swapped", ({ target }) => offer(target));
