// Nothing typed is lost: leaving asks, a second click on the button does nothing, and the line beside it
// repeats what is wrong with the cell where one stands.

export function guard(form) {
  const fields = [...form.querySelectorAll("input:not([type=hidden]), select")];
  const refused = Boolean(form.querySelector(".faults.wrong"));
  const isChanged = (field) =>
    field.matches("select") ? !field.options[field.selectedIndex]?.defaultSelected && field.selectedIndex > 0 : field.value !== field.defaultValue;
  let sending = false;

  form.addEventListener("submit", (event) => {
    if (sending) event.preventDefault();
    sending = true;
  });
  addEventListener("pageshow", () => { sending = false; });
  addEventListener("beforeunload", (event) => {
    if (!sending && (refused || fields.some(isChanged))) event.preventDefault();
  });

  // Only from cell to cell: nothing moves under a button that is being pressed.
  const line = form.querySelector("[data-cell]");
  const tell = (target) => {
    if (!target?.closest("[data-grid]")) return;
    const told = (target.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    line.textContent = told.map((id) => document.getElementById(id)?.textContent).join(" ");
  };
  form.addEventListener("focusin", ({ target }) => tell(target));
  form.addEventListener("entry:checked", () => tell(document.activeElement));
}
