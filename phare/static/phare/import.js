// A file is dropped as well as chosen.
for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  zone.querySelector("[data-drop-words]").hidden = false;
  const over = (event) => {
    event.preventDefault();
    zone.classList.toggle("over", event.type === "dragover");
  };
  for (const name of ["dragover", "dragleave", "drop"]) zone.addEventListener(name, over);
  zone.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}

// Long work tells how far it is: lines of JSON, read as they come.
const lines = async function* (response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const parts = (rest + value).split("\n");
    rest = parts.pop();
    for (const part of parts) yield JSON.parse(part);
  }
};

const send = async (form) => {
  const bar = form.querySelector("progress");
  const words = form.querySelector("[data-progress-words]");
  const button = form.querySelector("[type=submit]");
  form.querySelector("[data-progress-bar]").hidden = false;
  button.disabled = true;
  let said = 0;
  try {
    const response = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/x-ndjson" },
    });
    if (!response.ok) throw new Error(response.statusText);
    if (response.redirected) return location.assign(response.url); // signed out meanwhile
    for await (const line of lines(response)) {
      if (line.location) return location.assign(line.location);
      bar.max = line.total || 1;
      bar.value = line.done;
      // What is announced aloud comes every two seconds at most.
      if (Date.now() - said < 2000) continue;
      said = Date.now();
      words.textContent = `${line.done} ${form.dataset.progress} sur ${line.total}`;
    }
    throw new Error("cut");
  } catch {
    words.textContent = "La connexion s'est interrompue. Rechargez cette page : elle dit ce qui est fait.";
    button.disabled = false;
  }
};

for (const form of document.querySelectorAll("form[data-progress]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  if ("progressNow" in form.dataset) send(form);
}
