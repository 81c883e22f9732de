// A figure is chosen beside the form, and its number or sentence inserted where one was writing.

const link = document.querySelector("[data-pick]");
const inserted = document.querySelector("input[name=inserted]");
const fields = ["#id_headline", "#id_standfirst", ".ProseMirror[contenteditable]"];
let last = null;

// The field of words that had the focus last.
document.addEventListener("focusin", ({ target }) => {
  const field = target.closest?.(fields.join(","));
  if (field) last = field;
});

function insert(words) {
  const field = last ?? document.querySelector(fields[2]) ?? document.querySelector("#id_body");
  if (field.editor) {
    field.editor.chain().focus().insertContent({ type: "text", text: words }).run();
    return;
  }
  field.focus();
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function remember(words, figure) {
  const known = JSON.parse(inserted.value || "[]");
  inserted.value = JSON.stringify([...known, [words, Number(figure)]]);
}

async function show(dialog, address) {
  const response = await fetch(address);
  if (!response.ok || response.redirected) {
    location.assign(link.href);
    return;
  }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const picker = page.querySelector("[data-picker]");
  for (const buttons of picker.querySelectorAll("[data-insert]")) buttons.hidden = false;
  dialog.querySelector("[data-picked]").replaceChildren(...picker.childNodes);
  dialog.querySelector("select, input")?.focus();
}

function open() {
  const dialog = document.createElement("dialog");
  dialog.className = "picker";
  dialog.setAttribute("aria-label", "Insérer un chiffre");
  const head = document.createElement("div");
  head.className = "picker-head";
  const title = document.createElement("h2");
  title.textContent = "Insérer un chiffre";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button";
  close.textContent = "Fermer";
  close.addEventListener("click", () => dialog.close());
  const picked = document.createElement("div");
  picked.dataset.picked = "";
  head.append(title, close);
  dialog.append(head, picked);
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    show(dialog, `${link.href}?${new URLSearchParams(new FormData(event.target))}`);
  });
  dialog.addEventListener("click", ({ target }) => {
    const { what } = target.dataset ?? {};
    if (!what) return;
    const { figure, number, sentence } = target.closest("[data-figure]").dataset;
    dialog.close();
    insert(what === "number" ? number : sentence);
    remember(number, figure);
  });
  dialog.showModal();
  show(dialog, link.href);
}

link?.addEventListener("click", (event) => {
  event.preventDefault();
  open();
});
if (link) document.querySelector("[data-pick-help]").textContent = "Là où vous écrivez : titre, chapô ou texte.";
