// Where each cell of a pasted block goes: by the names that it carries, else from the active cell on.

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase().trim();
const isNumber = (text) => /^([\d .,\u00a0\u202f]+(%|\/ ?10|sur 10)?|n\.?d\.?|)$/iu.test(text);

// Plain name → index, of rows or headings; a former name in `hints` is proposed, never taken.
function names(elements, key, separator) {
  const found = new Map();
  elements.forEach((element, index) => {
    for (const name of (element.dataset[key] ?? "").split(separator)) if (name.trim()) found.set(plain(name), index);
  });
  return found;
}

// { changes, lines: what to tell, proposals: [{ name, row, changes }] }
export function align(sheet, block, first) {
  const trs = sheet.names.map((name) => name.parentElement);
  const regions = names(trs, "names", "|");
  const hints = names(trs, "hints", "\n");
  const columns = names(sheet.headings, "names", "|");
  const isNamed = block.some(([name]) => regions.has(plain(name)) || hints.has(plain(name)));
  const skip = isNamed ? 1 : 0;

  const heads = block[0].slice(skip);
  const isHeaded = heads.some((head) => columns.has(plain(head)));
  const isTitled = isHeaded || heads.every((head) => head && !isNumber(head));
  const columnOf = (index) => (isHeaded ? columns.get(plain(heads[index] ?? "")) : first.c + index);
  const found = { changes: [], proposals: [], lines: [], cells: 0, closed: [], lost: 0 };
  if (isNamed) found.lines.push("Lignes placées d'après le nom de leur région.");
  if (isHeaded) {
    found.lines.push("Colonnes placées d'après leur en-tête.");
    const unknown = heads.filter((head) => head && !columns.has(plain(head)));
    if (unknown.length) found.lines.push(`Colonnes inconnues, laissées de côté : ${unknown.join(", ")}.`);
  } else if (isTitled) found.lines.push("La première ligne, sans nombre, est laissée de côté.");

  const met = new Set();
  block.slice(isTitled ? 1 : 0).forEach((cells, index) => {
    const values = cells.slice(skip);
    let r = first.r + index;
    if (isNamed) {
      const name = plain(cells[0]);
      r = regions.get(name);
      if (r === undefined) {
        const part = { changes: [], closed: [], cells: 0, lost: 0 };
        if (hints.has(name)) place(sheet, values, hints.get(name), columnOf, part);
        if (values.some(Boolean)) found.proposals.push({ name: cells[0], row: hints.get(name), ...part });
        return;
      }
      if (met.has(r)) {
        found.lines.push(`Deux lignes pour ${sheet.names[r].textContent} : la première est gardée.`);
        return;
      }
      met.add(r);
    }
    place(sheet, values, r, columnOf, found);
  });
  return found;
}

// Empty cells of a block change nothing.
function place(sheet, values, r, columnOf, found) {
  values.forEach((value, index) => {
    const c = columnOf(index);
    if (!value || c === undefined) return;
    const cell = sheet.rows[r]?.[c];
    if (!cell) found.lost += 1;
    else if (cell.input) {
      found.cells += 1;
      found.changes.push({ input: cell.input, from: cell.input.value, to: value });
    } else if (bare(sheet.textOf(cell)) !== bare(value)) found.closed.push(`${sheet.labelOf(cell)} (${value})`);
  });
}

const bare = (text) => plain(text).replace(/[\s%]/gu, "");
