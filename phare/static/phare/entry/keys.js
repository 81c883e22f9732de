// The keyboard of a spreadsheet in a table of fields.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

// Whether an arrow leaves the field: always up and down; left and right from its edge, or from a field
// whose text is selected as a whole, as it is when one comes in.
function leaves({ value, selectionStart, selectionEnd }, down, right) {
  if (down || (selectionStart === 0 && selectionEnd === value.length)) return true;
  return selectionStart === selectionEnd && selectionStart === (right < 0 ? 0 : value.length);
}

function go(cell) {
  cell?.input.focus();
  cell?.input.select();
}

export function walk(sheet, undo) {
  const { table } = sheet;

  table.addEventListener("focusin", ({ target }) => {
    if (!target.matches("input")) return;
    target.dataset.entered = target.value;
    target.select();
  });
  table.addEventListener("change", ({ target }) => {
    const { entered } = target.dataset;
    if (target.value !== entered) undo.note([{ input: target, from: entered, to: target.value }]);
    target.dataset.entered = target.value;
  });

  const keys = {
    Enter: (cell, event) => go(sheet.next(cell, event.shiftKey ? -1 : 1, 0)),
    Escape: (cell) => {
      cell.input.value = cell.input.dataset.entered;
      cell.input.select();
      sheet.choose(cell);
      undo.changed();
    },
    Delete: () => {
      if (!sheet.several) return false;
      const inputs = sheet.block().flat().map((cell) => cell.input).filter(Boolean);
      undo.write(inputs.map((input) => ({ input, from: input.value, to: "" })));
      return true;
    },
  };
  keys.Backspace = keys.Delete;

  const arrow = (cell, event) => {
    const [down, right] = ARROWS[event.key];
    if (event.shiftKey) {
      if (!sheet.several && !leaves(event.target, down, right)) return false;
      const { r, c } = sheet.end ?? cell;
      const end = sheet.rows[r + down]?.[c + right];
      if (end) sheet.choose(sheet.start ?? cell, end);
      end?.td.scrollIntoView({ block: "nearest", inline: "nearest" });
      return true;
    }
    if (!leaves(event.target, down, right)) return false;
    go(sheet.next(cell, down, right));
    return true;
  };

  // What is being typed in a field is the browser's to undo; the rest is ours.
  const control = (event) => {
    const key = event.key.toLowerCase();
    if (!["z", "y"].includes(key) || event.target.value !== event.target.dataset.entered) return false;
    if (key === "y" || event.shiftKey) undo.again();
    else undo.back();
    return true;
  };

  table.addEventListener("keydown", (event) => {
    const cell = sheet.cellOf(event.target);
    if (!cell?.input || event.isComposing || event.altKey) return;
    let done;
    if (event.ctrlKey || event.metaKey) done = control(event);
    else if (event.key in ARROWS) done = arrow(cell, event);
    else done = event.key in keys ? keys[event.key](cell, event) ?? true : false;
    if (done) event.preventDefault();
  });
}
