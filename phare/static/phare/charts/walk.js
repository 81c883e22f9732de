// A chart by pointer and by keyboard: each point shows its words, and says them.

let count = 0;

// Every point in reading order: row after row, and within a row one series after another.
function steps(content, row) {
  const { labels, datasets } = content.data;
  const rows = row === undefined ? labels.map((_, index) => index) : [row];
  return rows.flatMap((index) => datasets
    .map((dataset, series) => ({ index, series, words: dataset.words[index] }))
    .filter(({ words }) => words)
    .map((step) => ({ ...step, label: [labels[index]].flat().join(", "), name: datasets[step.series].label })));
}

export function walk(chart, box, canvas, content) {
  const row = box.dataset.index === undefined ? undefined : Number(box.dataset.index);
  const all = steps(content, row);
  const tip = Object.assign(document.createElement("p"), { className: "chart-tip", hidden: true });
  const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  status.setAttribute("role", "status");
  tip.setAttribute("aria-hidden", "true");
  box.append(tip, status);
  let here = -1;

  const said = ({ label, name, words }) => (label === name ? `${label} : ${words}` : `${label}, ${name} : ${words}`);

  function showTip(step, point) {
    tip.textContent = said(step);
    tip.hidden = false;
    const left = canvas.offsetLeft + (Number.isFinite(point?.x) ? point.x : 0) - tip.offsetWidth / 2;
    const limit = box.scrollLeft + box.clientWidth - tip.offsetWidth;
    tip.style.left = `${Math.max(box.scrollLeft, Math.min(left, limit))}px`;
    const top = canvas.offsetTop + (Number.isFinite(point?.y) ? point.y : 0);
    tip.style.top = `${top - tip.offsetHeight - 14 > 0 ? top - tip.offsetHeight - 14 : top + 16}px`;
  }

  function clear() {
    here = -1;
    tip.hidden = true;
    chart.setActiveElements([]);
    chart.update("none");
  }

  function go(to) {
    here = (to + all.length) % all.length;
    const step = all[here];
    const datasetIndex = step.series;
    const index = row === undefined ? step.index : 0;
    const point = chart.getDatasetMeta(datasetIndex).data[index];
    const drawn = point && Number.isFinite(point.x) && Number.isFinite(point.y);
    chart.setActiveElements(drawn ? [{ datasetIndex, index }] : []);
    chart.update("none");
    const place = chart.data.datasets[datasetIndex].data[index];
    showTip(step, drawn ? point : { x: canvas.clientWidth / 2, y: place?.y });
    status.textContent = said(step);
  }

  const keys = {
    ArrowRight: () => go(here + 1), ArrowDown: () => go(here + 1),
    ArrowLeft: () => go(here - 1), ArrowUp: () => go(here - 1),
    Home: () => go(0), End: () => go(all.length - 1), Escape: clear,
  };
  canvas.addEventListener("keydown", (event) => {
    if (!(event.key in keys) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (here < 0 && ["ArrowLeft", "ArrowUp"].includes(event.key)) here = 0;
    keys[event.key]();
  });
  canvas.addEventListener("blur", clear);
  chart.options.onHover = (event, elements) => {
    const [found] = elements;
    const step = found && all.find((one) => one.series === found.datasetIndex
      && (row === undefined ? one.index : 0) === found.index);
    if (step) showTip(step, found.element);
    else if (here < 0) tip.hidden = true;
  };
  chart.options.plugins.tooltip = { enabled: false };
  canvas.addEventListener("mouseleave", () => { if (here < 0) tip.hidden = true; });

  count += 1;
  canvas.id = `graphique-${count}`;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${content.options.phare.title}. Les flèches parcourent les valeurs.`);
  if (document.getElementById(box.dataset.sentence)) canvas.setAttribute("aria-describedby", box.dataset.sentence);
  chart.update("none");
}
