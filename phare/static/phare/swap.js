// A form whose answer takes its place on the page: <form data-swap>. Each [data-part] of the answer replaces
// the part of the same id; the address follows, and what the answer says ([data-said]) is announced.
// Without this script, the form and its button load the page.

const form = document.querySelector("form[data-swap]");
const status = document.querySelector("[data-swap-status]");
const trouble = document.querySelector("[data-swap-error]");
const button = form.querySelector("button[type=submit]");
let running = new AbortController();
let shown = location.pathname + location.search;

function asked() {
  const filled = [...new FormData(form)].filter(([, value]) => value);
  return `${form.action}?${new URLSearchParams(filled)}`;
}

async function fetched(address, signal) {
  const response = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (!response.ok) throw new Error(String(response.status));
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

// What was asked for and cannot be shown does not stay ticked.
function tick(part, answer) {
  for (const input of part.querySelectorAll("input")) input.checked = answer.getElementById(input.id)?.checked ?? input.checked;
}

// Puts the parts of the answer in their places; the one that the reader holds stays, ticked as the answer is.
function put(answer, held) {
  const focused = document.activeElement?.id;
  for (const { id } of answer.querySelectorAll("[data-part]")) {
    const old = document.getElementById(id);
    if (!old) continue;
    if (old === held) {
      tick(held, answer);
      continue;
    }
    const fresh = document.importNode(answer.getElementById(id), true);
    if (old.open) fresh.open = true;
    old.replaceWith(fresh);
    fresh.dispatchEvent(new CustomEvent("phare:swapped", { bubbles: true }));
  }
  document.title = answer.title;
  if (focused && document.activeElement === document.body) document.getElementById(focused)?.focus({ preventScroll: true });
  status.textContent = [...document.querySelectorAll("[data-said]")].map(({ textContent }) => textContent.trim()).join(" ");
}

// A newer question ends the one before it, so that no slow answer takes its place.
async function swap(address, { push = false, held = null } = {}) {
  running.abort();
  running = new AbortController();
  const { signal } = running;
  document.body.setAttribute("aria-busy", "true");
  try {
    const answer = await fetched(address, signal);
    if (signal.aborted) return;
    if (push) history.pushState(null, "", address);
    shown = location.pathname + location.search;
    put(answer, held);
    trouble.hidden = true;
    button.hidden = true;
  } catch (error) {
    if (signal.aborted) return;
    console.warn("Le résultat n'a pas pu être chargé.", error);
    trouble.textContent = "Ce choix n'a pas pu être chargé : ce qui suit est le choix précédent. Vérifiez votre connexion, puis appuyez sur « Afficher ».";
    trouble.hidden = false;
    button.hidden = false;
  } finally {
    if (!signal.aborted) document.body.removeAttribute("aria-busy");
  }
}

button.hidden = true;
form.addEventListener("change", ({ target }) => swap(asked(), { push: true, held: target.closest("[data-part]") }));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  swap(asked(), { push: true });
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  swap(link.href, { push: true });
});
addEventListener("popstate", () => {
  if (location.pathname + location.search !== shown) swap(location.href);
});
