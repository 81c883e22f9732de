// The entry grid as a spreadsheet: <form data-entry> with its <table data-grid>. Without this script it is
// a plain form, and the server checks all of it either way.

import { watch } from "./check.js";
import { guard } from "./guard.js";
import { walk } from "./keys.js";
import { acceptPaste, giveCopy } from "./paste.js";
import { select } from "./select.js";
import { Sheet } from "./sheet.js";
import { Undo } from "./undo.js";

const form = document.querySelector("[data-entry]");
if (form) {
  const check = watch(form);
  for (const table of form.querySelectorAll("[data-grid]")) {
    const sheet = new Sheet(table);
    const undo = new Undo(check);
    walk(sheet, undo);
    select(sheet);
    acceptPaste(sheet, undo);
    giveCopy(sheet);
  }
  guard(form);
  for (const hidden of form.querySelectorAll("[data-script]")) hidden.hidden = false;
}
document.querySelector("[data-focus]")?.focus();
