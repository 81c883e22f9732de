// Lookups of the stock admin have no accessible name of their own: give them that of their field.
const name = (root) => {
  for (const selection of root.querySelectorAll(".select2-selection")) {
    const select = selection.closest(".select2-container").previousElementSibling;
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const value = selection.querySelector(".select2-selection__rendered");
    if (!label || !value) continue;
    label.id ||= `${select.id}-label`;
    selection.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
    value.setAttribute("aria-labelledby", label.id);
  }
};

// Registered after the lookups' own, this runs when they are there.
window.django?.jQuery?.(() => name(document));
document.addEventListener("formset:added", (event) => setTimeout(() => name(event.target)));
