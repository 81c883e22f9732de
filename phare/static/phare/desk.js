// Lookups of the stock admin have no accessible name of their own: give them that of their field.
const name = (root) => {
  for (const selection of root.querySelectorAll(".select2-selection")) {
    const select = selection.closest(".select2-container").previousElementSibling;
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const value = selection.querySelector(".select2-selection__rendered");
    const search = selection.querySelector(".select2-search__field");
    const words = select.getAttribute("aria-label") ?? label?.textContent.trim();
    if (!words || !value) continue;
    search?.setAttribute("aria-label", words);
    value.setAttribute("aria-label", words);
    if (!label) {
      selection.setAttribute("aria-label", words);
      continue;
    }
    label.id ||= `${select.id}-label`;
    selection.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
    value.removeAttribute("aria-label");
    value.setAttribute("aria-labelledby", label.id);
  }
};

// Registered after the lookups' own, this runs when they are there.
window.django?.jQuery?.(() => name(document));
document.addEventListener("formset:added", (event) => setTimeout(() => name(event.target)));

// The text editor takes the name of the field that it stands for.
document.addEventListener("prose-editor:ready", ({ target, detail }) => {
  const label = document.querySelector(`label[for="${CSS.escape(target.id)}"]`);
  if (!label) return;
  label.id ||= `${target.id}-label`;
  detail.editor.view.dom.setAttribute("aria-labelledby", label.id);
});

// The first column of stock tables has a heading without words: a plain cell says as much.
for (const heading of document.querySelectorAll("th.original:empty")) {
  const cell = document.createElement("td");
  cell.className = heading.className;
  heading.replaceWith(cell);
}
