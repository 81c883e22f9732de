// What became of a pasted block, said under the head of its table.

const make = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

export function report(sheet, undo, found) {
  const box = boxOf(sheet);
  const { cells, lost, closed, lines, proposals } = found;
  const list = document.createElement("ul");
  const count = `${cells} case${cells > 1 ? "s" : ""} collée${cells > 1 ? "s" : ""}.`;
  list.append(...[count, ...lines].map((line) => make("li", line)));
  if (lost) list.append(make("li", `${lost} valeur${lost > 1 ? "s" : ""} hors du tableau, non collée${lost > 1 ? "s" : ""}.`));
  if (closed.length) list.append(make("li", `Non modifiables, laissées telles quelles : ${closed.join(" ; ")}.`));
  for (const proposal of proposals) list.append(propose(sheet, undo, proposal));
  const back = make("button", "Défaire le collage", { type: "button" });
  back.addEventListener("click", () => { undo.back(); box.replaceChildren(); });
  box.replaceChildren(list, ...(cells ? [back] : []));
}

function boxOf(sheet) {
  const place = sheet.table.parentElement;
  const known = place.previousElementSibling;
  if (known?.matches(".entry-report")) return known;
  const box = make("div", "", { className: "entry-report" });
  box.setAttribute("role", "status");
  place.before(box);
  return box;
}

function propose(sheet, undo, { name, row, changes }) {
  if (row === undefined) return make("li", `« ${name} » n'est pas une région du tableau : ligne laissée de côté.`);
  const region = sheet.names[row].textContent.trim();
  const item = make("li", `« ${name} » n'est pas une région d'aujourd'hui : vouliez-vous dire ${region} ? `);
  const take = make("button", `Coller cette ligne dans ${region}`, { type: "button" });
  take.addEventListener("click", () => {
    undo.write(changes.map((change) => ({ ...change, from: change.input.value })));
    item.replaceChildren(`« ${name} » collé dans ${region}.`);
  });
  item.append(take);
  return item;
}
