// The server's checks while one types: the same as at the save, and what colleagues saved meanwhile.

const PAUSE = 400;

// Gives the function to call when a field has changed.
export function watch(form) {
  const faults = form.querySelector("[data-faults]");
  const status = form.querySelector("[data-status]");
  let timer;
  let asked = new AbortController();

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const body = new FormData(form);
    body.append("check", "1");
    try {
      const response = await fetch(location.href, { method: "POST", body, signal: asked.signal });
      if (response.redirected || response.status === 403) {
        say("Votre session est finie : reconnectez-vous dans un autre onglet, avant d'enregistrer ici.");
      } else if (response.ok) {
        faults.innerHTML = await response.text();
        mark(form, faults);
        say(summary(faults));
        form.dispatchEvent(new Event("entry:checked"));
      }
    } catch (error) {
      if (error.name !== "AbortError") say("Vérification impossible pour l'instant : elle se fera à l'enregistrement.");
    }
  }

  const say = (text) => { status.textContent = text; };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", changed);
  form.addEventListener("submit", () => { clearTimeout(timer); asked.abort(); });
  form.addEventListener("click", ({ target }) => {
    if (!target.matches("[data-take]")) return;
    document.getElementById(target.dataset.take).value = target.dataset.value;
    document.getElementById(target.dataset.take).focus();
    changed();
  });
  mark(form, faults);
  return changed;
}

function summary(faults) {
  const count = faults.querySelectorAll(".wrong li").length;
  const doubts = faults.querySelectorAll(".doubtful li").length;
  const wrong = count ? `${count} point${count > 1 ? "s" : ""} à corriger` : "Rien à corriger";
  return doubts ? `${wrong}, ${doubts} à revoir.` : `${wrong}.`;
}

// Give each cell the faults that the list names.
function mark(form, faults) {
  for (const td of form.querySelectorAll("td.wrong, td.doubtful")) {
    td.classList.remove("wrong", "doubtful");
    td.querySelector("input")?.removeAttribute("aria-invalid");
    td.querySelector("input")?.removeAttribute("aria-describedby");
  }
  for (const shown of form.querySelectorAll(".theirs")) shown.remove();
  for (const item of faults.querySelectorAll("[data-anchor]")) {
    const field = document.getElementById(item.dataset.anchor);
    const td = field?.closest("td");
    if (!td) continue;
    const isWrong = Boolean(item.closest(".wrong"));
    if (isWrong || !td.classList.contains("wrong")) td.classList.add(isWrong ? "wrong" : "doubtful");
    if (isWrong) field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${item.id}`.trim());
    if (item.dataset.theirs !== undefined) td.append(offer(field, item.dataset.theirs));
  }
}

// What a colleague stored in this cell, to be taken in one gesture.
function offer(field, theirs) {
  const box = Object.assign(document.createElement("span"), { className: "theirs" });
  const take = Object.assign(document.createElement("button"), { type: "button", textContent: `Prendre ${theirs || "vide"}` });
  take.dataset.take = field.id;
  take.dataset.value = theirs;
  box.append(take);
  return box;
}
