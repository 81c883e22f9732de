// Escape takes away what a pointer or the keyboard shows of a number, until either moves on.
const root = document.documentElement;

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") root.toggleAttribute("data-told-off", true);
});
for (const moved of ["pointerover", "focusin"]) {
  document.addEventListener(moved, (event) => {
    if (event.target.closest?.(".number-mark")) root.removeAttribute("data-told-off");
  });
}
