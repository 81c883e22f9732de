// A block of cells chosen by mouse, or by keyboard in keys.js.

export function select(sheet) {
  const { table } = sheet;

  table.addEventListener("focusin", ({ target }) => {
    const cell = sheet.cellOf(target);
    if (cell) sheet.choose(cell);
  });
  table.addEventListener("mousedown", (event) => {
    const cell = sheet.cellOf(event.target);
    if (!cell || !event.shiftKey || !sheet.start) return;
    event.preventDefault();
    sheet.choose(sheet.start, cell);
  });
  table.addEventListener("mouseover", (event) => {
    const cell = sheet.cellOf(event.target);
    if (event.buttons !== 1 || !cell || !sheet.start || cell === sheet.end) return;
    sheet.choose(sheet.start, cell);
    if (sheet.several) sheet.start.input?.setSelectionRange(0, 0);
  });
}
