// Keeps the desk's session open while somebody types, and says so before it closes, so that nothing typed is
// lost: <script type="module" src="…" data-session="ADDRESS" data-idle="SECONDS">.

const { session: address, idle } = document.querySelector("script[data-session]").dataset;
const limit = idle * 1000;
const warnBefore = 2 * 60 * 1000;
const askEvery = 4 * 60 * 1000;

// Tabs share the instant at which the desk last answered one of them.
const HEARD = "desk-heard";
const hear = () => localStorage.setItem(HEARD, Date.now());
const silence = () => Date.now() - localStorage.getItem(HEARD);
let typed = false;
hear();

const notice = document.createElement("div");
notice.className = "notice session-notice";
notice.setAttribute("role", "alert");
notice.hidden = true;
document.body.append(notice);

function say(words, ...rest) {
  notice.replaceChildren(words, ...rest);
  notice.hidden = false;
}

function button(label) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = label;
  made.addEventListener("click", ask);
  return made;
}

function signInElsewhere() {
  const link = document.createElement("a");
  link.href = new URL("..", new URL(address, location.href));
  link.target = "_blank";
  link.textContent = "connectez-vous dans un autre onglet";
  say("Votre session est fermée. Votre saisie est encore dans cette page : ", link, ", puis revenez enregistrer ici.");
}

async function ask() {
  typed = false;
  try {
    const answer = await fetch(address, { redirect: "manual" });
    if (!answer.ok) return signInElsewhere();
    // Another sign-in changes the token: the forms of this page take the new one.
    const { token } = await answer.json();
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
    hear();
    notice.hidden = true;
  } catch {
    say("Le bureau ne répond pas. Votre saisie est encore dans cette page. ", button("Essayer à nouveau"));
  }
}

document.addEventListener("input", () => { typed = true; });
// Back from another tab, where somebody may have signed out and in again.
document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });

// A computer that wakes up: what would be sent to a closed session stays here.
document.addEventListener("submit", (event) => {
  if (silence() < limit) return;
  event.preventDefault();
  ask();
});

setInterval(() => {
  if (typed && silence() > askEvery) ask();
  else if (silence() > limit) signInElsewhere();
  else if (silence() > limit - warnBefore) {
    say("Sans activité, votre session se ferme dans deux minutes. ", button("Rester connecté"));
  } else notice.hidden = true;
}, 15_000);
