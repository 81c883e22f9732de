// A block from a spreadsheet into the table, and out of it.

import { align } from "./align.js";
import { report } from "./report.js";

// Tab-separated cells as spreadsheets copy them: those that hold a quote, a tab or a line end are quoted.
export function parse(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  const end = () => { rows.at(-1).push(cell); cell = ""; };
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') { cell += sign; at += 1; }
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t") end();
    else if (sign === "\n") { end(); rows.push([]); }
    else if (sign !== "\r") cell += sign;
  }
  end();
  const clean = rows.map((row) => row.map((one) => one.replace(/\s+/gu, " ").trim()));
  return clean.filter((row) => row.some(Boolean));
}

export function acceptPaste(sheet, undo) {
  sheet.table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    const cell = sheet.cellOf(event.target);
    if (!cell || !/[\t\n\r]/.test(text)) return; // a single value: the field's own paste
    event.preventDefault();
    const block = sheet.block();
    const first = block[0]?.[0] ?? cell;
    const found = align(sheet, parse(text), first);
    undo.write(found.changes);
    report(sheet, undo, found);
  });
}

const quote = (text) => (/["\t\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export function giveCopy(sheet) {
  sheet.table.addEventListener("copy", (event) => {
    if (!sheet.several) return;
    event.preventDefault();
    const lines = sheet.block().map((row) => row.map((cell) => quote(sheet.textOf(cell))).join("\t"));
    event.clipboardData.setData("text/plain", lines.join("\n"));
  });
}
