// The three ways to draw over a drawing of the page: in its place, at its size, so that nothing moves.

import { bars, doubts, ringed, spans, whiskers } from "./marks.js";
import { colour, colours, shaded, still } from "./theme.js";

const EDGE = 12; // room for the dots that stand at an end of the axis
const BASIC = { responsive: false, maintainAspectRatio: false, events: ["mousemove", "mouseout", "click", "touchstart", "touchmove"] };

function place(canvas, box, target, edge = 0) {
  const outer = box.getBoundingClientRect();
  const inner = target.getBoundingClientRect();
  canvas.style.left = `${inner.left - outer.left + box.scrollLeft - edge}px`;
  canvas.style.top = `${inner.top - outer.top + box.scrollTop}px`;
  return [inner.width + 2 * edge, inner.height];
}

// Calls `fit` when the box changes its size, and `paint` when the colours of the page do.
// Both end when the box has left the page.
function keep(box, fit, paint) {
  const size = new ResizeObserver(() => (box.isConnected ? fit() : size.disconnect()));
  size.observe(box);
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  const repaint = () => (box.isConnected ? paint() : scheme.removeEventListener("change", repaint));
  scheme.addEventListener("change", repaint);
}

// What the marks of marks.js are drawn with.
function inked(canvas) {
  const { ink, sheet } = colours();
  Object.assign(canvas.dataset, { ink, sheet });
}

function motion() {
  return still() ? false : { duration: 300 };
}

function styled(dataset) {
  const { sheet } = colours();
  const tints = dataset.roles.map(colour);
  const width = dataset.hollow.map((hollow) => (hollow ? 3 : 1.5));
  const edge = tints.map((tint, index) => (dataset.hollow[index] ? tint : sheet));
  const fill = tints.map((tint, index) => (dataset.hollow[index] ? sheet : tint));
  return {
    tints,
    pointRadius: dataset.roles.map((role, index) => (ringed(role, dataset.hollow[index]) ? 0 : 7)),
    pointBorderWidth: width, pointBorderColor: edge, pointBackgroundColor: fill,
    pointHoverRadius: 10, pointHoverBorderWidth: width, pointHoverBorderColor: edge, pointHoverBackgroundColor: fill,
  };
}

// The page was made at one instant, its chart may come at another: what no longer agrees is not drawn.
function verify(shown, meant) {
  const unique = (values) => JSON.stringify([...new Set(values.map((value) => Number(value.toFixed(2))))].sort());
  if (shown.length > meant.length || shown.some((values, index) => unique(values) !== unique(meant[index]))) {
    throw new Error("les chiffres de cette page ont changé : rechargez-la pour le graphique");
  }
}

const percent = (mark) => Number.parseFloat(mark.getAttribute("cx") ?? mark.getAttribute("width"));

// One canvas over the strips of a table: each point at the height of its row.
export function drawStrips(Chart, box, canvas, content) {
  const strips = [...box.querySelectorAll(".strip")];
  verify(
    strips.map((strip) => [...strip.querySelectorAll("circle, .bar")].map(percent)),
    content.data.labels.map((_, index) => content.data.datasets
      .filter(({ data }) => data[index] !== null).map(({ data }) => 100 * data[index] / content.options.scales.x.max)),
  );
  const column = () => {
    const [first, last] = [strips[0], strips.at(-1)].map((strip) => strip.getBoundingClientRect());
    const ends = { left: first.left, top: first.top, width: first.width, height: last.bottom - first.top };
    const [width, height] = place(canvas, box, { getBoundingClientRect: () => ends }, EDGE);
    const centres = strips.map((strip) => strip.getBoundingClientRect().top - first.top + first.height / 2);
    return { width, height, centres };
  };
  const at = (values, centres) => values.map((x, index) => ({ x, y: centres[index] ?? NaN }));
  const { width, height, centres } = column();
  Object.assign(canvas, { width, height });
  inked(canvas);
  const range = content.options.scales.x;
  const fromZero = content.options.phare.kind === "bars";
  const dressed = (dataset) => ({ ...styled(dataset), ...(fromZero ? { pointRadius: 0 } : {}) });
  const chart = new Chart(canvas, {
    type: "scatter",
    data: {
      datasets: content.data.datasets.map((dataset) => ({
        ...dataset, ...dressed(dataset), values: dataset.data, data: at(dataset.data, centres), showLine: false, clip: EDGE,
      })),
    },
    options: {
      ...BASIC,
      animation: motion(),
      layout: { padding: { left: EDGE, right: EDGE }, autoPadding: false },
      scales: {
        x: { display: false, min: range.min, max: range.max },
        y: { display: false, min: 0, max: height, reverse: true },
      },
      plugins: { legend: { display: false }, spans: { rows: content.options.phare.spans } },
    },
    plugins: [fromZero ? bars : spans, doubts, whiskers],
  });
  keep(box, () => {
    const now = column();
    chart.options.scales.y.max = now.height;
    for (const dataset of chart.data.datasets) dataset.data = at(dataset.values, now.centres);
    chart.resize(now.width, now.height);
    chart.update("none");
  }, () => {
    inked(canvas);
    for (const dataset of chart.data.datasets) Object.assign(dataset, dressed(dataset));
    chart.update("none");
  });
  return chart;
}

// One bar of 100 %, of which data-index is the row.
export function drawStack(Chart, box, canvas, content) {
  const index = Number(box.dataset.index);
  const bar = box.querySelector(".bar-100");
  verify([[...bar.querySelectorAll("rect")].map(percent)], [content.data.datasets.map(({ data }) => data[index] ?? 0)]);
  const [width, height] = place(canvas, box, bar);
  Object.assign(canvas, { width, height });
  const paint = () => content.data.datasets.map((dataset, number) => ({
    ...dataset,
    data: [dataset.data[index]],
    backgroundColor: shaded(colour(dataset.roles[index]), number, colours().sheet),
    hoverBackgroundColor: shaded(colour(dataset.roles[index]), number, colours().sheet),
    borderColor: colours().sheet,
    borderWidth: 1,
    barThickness: height,
    row: index,
  }));
  const chart = new Chart(canvas, {
    type: "bar",
    data: { labels: [content.data.labels[index]], datasets: paint() },
    options: {
      ...BASIC,
      indexAxis: "y",
      animation: motion(),
      scales: { x: { display: false, min: 0, max: 100, stacked: true }, y: { display: false, stacked: true } },
      plugins: { legend: { display: false } },
    },
  });
  keep(box, () => chart.resize(...place(canvas, box, bar)), () => {
    chart.data.datasets = paint();
    chart.update("none");
  });
  return chart;
}

// Waves over time: a line over the points of the drawing, whose texts stay.
export function drawLine(Chart, box, canvas, content) {
  const target = box.querySelector(".line");
  const measure = () => {
    const [width, height] = place(canvas, box, target);
    const outer = target.getBoundingClientRect();
    const points = [...target.querySelectorAll("circle")].map((circle) => {
      const { left, top, width: across } = circle.getBoundingClientRect();
      return { x: left - outer.left + across / 2, y: top - outer.top + across / 2 };
    });
    return { width, height, points };
  };
  const { width, height, points } = measure();
  verify([points.map((_, index) => index)], [content.data.labels.map((_, index) => index)]);
  Object.assign(canvas, { width, height });
  const dressed = (dataset) => ({ ...styled(dataset), borderColor: colour(dataset.roles[0]), borderWidth: 3 });
  const chart = new Chart(canvas, {
    type: "scatter",
    data: {
      datasets: content.data.datasets.map((dataset) => ({
        ...dataset, ...dressed(dataset), values: dataset.data, data: points, showLine: true, clip: EDGE,
      })),
    },
    options: {
      ...BASIC,
      animation: motion(),
      layout: { autoPadding: false },
      scales: {
        x: { display: false, min: 0, max: width },
        y: { display: false, min: 0, max: height, reverse: true },
      },
      plugins: { legend: { display: false } },
    },
  });
  keep(box, () => {
    const now = measure();
    chart.options.scales.x.max = now.width;
    chart.options.scales.y.max = now.height;
    for (const dataset of chart.data.datasets) dataset.data = now.points;
    chart.resize(now.width, now.height);
    chart.update("none");
  }, () => {
    for (const dataset of chart.data.datasets) Object.assign(dataset, dressed(dataset));
    chart.update("none");
  });
  return chart;
}
