// One table of the grid as rows and columns of cells, with the block that is selected in it.

export class Sheet {
  constructor(table) {
    this.table = table;
    this.headings = [...table.tHead.rows[0].cells].slice(1);
    this.names = [...table.tBodies[0].rows].map((row) => row.cells[0]);
    this.rows = [...table.tBodies[0].rows].map((row, r) =>
      [...row.cells].slice(1).map((td, c) => ({ td, r, c, input: td.querySelector("input") })));
    this.start = this.end = null;
  }

  cellOf(element) {
    const td = element.closest?.("td");
    return this.rows[td?.parentElement.sectionRowIndex]?.[td.cellIndex - 1];
  }

  textOf({ td, input }) {
    return input ? input.value : td.querySelector("[data-value]")?.dataset.value ?? "";
  }

  labelOf({ r, c }) {
    return `${this.names[r].textContent.trim()}, ${this.headings[c].firstChild.textContent.trim()}`;
  }

  // The nearest cell that may be typed into, from one cell by steps of one kind.
  next({ r, c }, down, right) {
    do { r += down; c += right; } while (this.rows[r]?.[c] && !this.rows[r][c].input);
    return this.rows[r]?.[c];
  }

  choose(start, end = start) {
    [this.start, this.end] = [start, end];
    const chosen = new Set(this.block().flat());
    for (const cell of this.rows.flat()) {
      cell.td.classList.toggle("selected", chosen.size > 1 && chosen.has(cell));
    }
  }

  // The selected cells by rows.
  block() {
    if (!this.start) return [];
    const [top, bottom] = [this.start.r, this.end.r].sort((a, b) => a - b);
    const [left, right] = [this.start.c, this.end.c].sort((a, b) => a - b);
    return this.rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
  }

  get several() {
    return this.start !== this.end;
  }
}
