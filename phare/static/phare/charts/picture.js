// A chart as a PNG that stands by itself: title, legend, base, source, notes and address drawn in.

import { doubts, pointsOf, ringed, spans, whiskers } from "./marks.js";
import { LIGHT, sans, serif, shaded, written } from "./theme.js";

const WIDTH = 1000;
const MARGIN = 40;
const LINE = 19;
const RATIO = 2;

// Shows the button of the block's main chart; `load` gives Chart.js and what the chart holds.
export function offerPicture(box, load) {
  const button = box.matches(".table-box, .line-box")
    && box.closest("article, figure, section")?.querySelector("[data-picture]");
  if (!button?.hidden) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      download(...await load());
    } catch {
      button.textContent = "Image indisponible : réessayez plus tard";
    }
  });
}

// Wraps a text to the width of the picture; returns the height that it took.
function paragraph(context, text, y, { font, style, size, draw }) {
  context.font = font;
  context.fillStyle = style;
  let line = "";
  let height = 0;
  const flush = () => {
    if (draw) context.fillText(line, MARGIN, y + height + size);
    height += size * 1.35;
  };
  for (const word of text.split(/ |(?<=[/?&])/)) {
    const longer = line && !/[/?&]$/.test(line) ? `${line} ${word}` : line + word;
    if (line && context.measureText(longer).width > WIDTH - 2 * MARGIN) {
      flush();
      line = word;
    } else line = longer;
  }
  if (line) flush();
  return height;
}

function texts({ title, description, base, source, notes, address, absent }) {
  const small = { font: `15px ${sans()}`, style: LIGHT.softInk, size: 15 };
  return {
    above: [
      [title, { font: `bold 28px ${serif()}`, style: LIGHT.ink, size: 28 }],
      [description, { font: `17px ${sans()}`, style: LIGHT.ink, size: 17 }],
    ],
    below: [
      [base && `Base : ${base}.`, small],
      ...[...absent, ...notes].map((note) => [note, small]),
      [source && `Source${source.includes(" ; ") || source.includes("\u00a0; ") ? "s" : ""} : ${source}.`, small],
      [`Phare, ${address}`, small],
    ],
  };
}

// Values beside their points: the outer ones outside, those between above and below.
function values({ unit, kind }) {
  const side = (found, place, all) => {
    if (kind === "line") return { ...found, align: "center", dx: 0, dy: -16 };
    if (kind === "stack") return { ...found, align: "center", dx: (found.point.base - found.point.x) / 2, dy: 0 };
    if (place === all.length - 1) return { ...found, align: "left", dx: 16, dy: 0 };
    if (!place) return { ...found, align: "right", dx: -16, dy: 0 };
    return { ...found, align: "center", dx: 0, dy: place % 2 ? -20 : 20 };
  };
  return {
    id: "values",
    afterDatasetsDraw(chart) {
      chart.ctx.font = `bold 15px ${sans()}`;
      for (const index of chart.data.labels.keys()) {
        for (const { dataset, point, align, dx, dy } of pointsOf(chart, index).map(side)) {
          chart.ctx.textAlign = align;
          chart.ctx.textBaseline = "middle";
          chart.ctx.fillStyle = kind === "stack" ? LIGHT.ink : dataset.tints[index];
          chart.ctx.fillText(written(dataset.data[index], unit), point.x + dx, point.y + dy);
        }
      }
    },
  };
}

function coloured(dataset, number, kind) {
  const given = [dataset.borderColor].flat();
  const tints = dataset.roles.map((_, index) => given[index] ?? given[0]);
  if (kind === "stack") {
    return { tints, backgroundColor: tints.map((tint) => shaded(tint, number, LIGHT.sheet)), borderWidth: 0 };
  }
  const fill = tints.map((tint, index) => (dataset.hollow[index] ? LIGHT.sheet : tint));
  return {
    tints, backgroundColor: tints,
    pointRadius: dataset.roles.map((role, index) => (ringed(role, dataset.hollow[index]) ? 0 : 8)),
    pointBorderWidth: 3, pointBackgroundColor: fill, pointBorderColor: tints,
  };
}

function plot(Chart, content) {
  const { kind } = content.options.phare;
  const canvas = document.createElement("canvas");
  Object.assign(canvas.dataset, LIGHT);
  const labels = content.data.labels;
  const lines = Math.max(...labels.map((label) => [label].flat().length));
  const height = kind === "line" ? 340 : 90 + labels.length * (lines * LINE + (kind === "stack" ? 30 : content.data.datasets.length > 2 ? 44 : 12));
  Object.assign(canvas, { width: WIDTH - 2 * MARGIN, height });
  const scales = Object.fromEntries(Object.entries(content.options.scales).map(([name, scale]) => [name, {
    ...scale,
    offset: !("max" in scale),
    grid: { color: LIGHT.grid },
    ticks: { color: LIGHT.ink, font: { size: 14, family: sans() }, autoSkip: false },
  }]));
  const datasets = content.data.datasets.map((dataset, number) => ({ ...dataset, ...coloured(dataset, number, kind) }));
  new Chart(canvas, {
    type: content.type,
    data: { labels, datasets },
    options: {
      ...content.options, scales, animation: false, responsive: false, devicePixelRatio: RATIO,
      layout: { padding: { right: 60 } },
      plugins: { spans: { rows: content.options.phare.spans }, legend: { align: "start", labels: {
        font: { size: 15, family: sans() }, usePointStyle: true, boxHeight: 9, generateLabels: () => legend(datasets, kind),
      } } },
    },
    plugins: [...({ dots: [spans, doubts, whiskers], bars: [doubts, whiskers] }[kind] ?? []), values(content.options.phare)],
  });
  return canvas;
}

// A series of one audience has its colour; one of several is in ink; France is the open ring.
function legend(datasets, kind) {
  const doubts = datasets.some((dataset) => dataset.hollow.some((hollow, index) => hollow && dataset.roles[index] !== "nation"));
  const open = { fontColor: LIGHT.ink, pointStyle: "circle", lineWidth: 2, strokeStyle: LIGHT.ink, fillStyle: LIGHT.sheet };
  const series = datasets.map((dataset, datasetIndex) => {
    const own = new Set(dataset.tints.filter((_, index) => !["", "nation"].includes(dataset.roles[index])));
    const tint = own.size > 1 ? LIGHT.ink : [...own][0] ?? dataset.tints[0];
    const fill = kind === "stack" ? dataset.backgroundColor[0] : tint;
    const look = { fontColor: LIGHT.ink, pointStyle: "circle", lineWidth: 3, strokeStyle: fill };
    return { ...look, text: dataset.label, datasetIndex, fillStyle: own.size ? fill : LIGHT.sheet };
  });
  return doubts && kind !== "stack" ? [...series, { ...open, text: "à lire avec prudence, ou incertain" }] : series;
}

// The rows that have a value, and for the others, once for each reason, why they have none.
function split(content) {
  const { labels, datasets } = content.data;
  const kept = [...labels.keys()].filter((index) => datasets.some((dataset) => dataset.data[index] !== null));
  const reasons = new Map();
  for (const index of labels.keys()) {
    if (kept.includes(index)) continue;
    const words = datasets.map((dataset) => dataset.words[index]).find(Boolean);
    reasons.set(words, [...(reasons.get(words) ?? []), [labels[index]].flat().join(", ")]);
  }
  const only = (list) => (list.length === labels.length ? kept.map((index) => list[index]) : list);
  const lists = (dataset) => Object.entries(dataset).map(([name, value]) => [name, Array.isArray(value) ? only(value) : value]);
  return {
    kept: { ...content, options: { ...content.options, phare: { ...content.options.phare, spans: content.options.phare.spans && only(content.options.phare.spans) } }, data: {
      labels: only(labels), datasets: datasets.map((dataset) => Object.fromEntries(lists(dataset))),
    } },
    absent: [...reasons].map(([words, names]) => `${words[0].toUpperCase()}${words.slice(1)} : ${names.join(" ; ")}.`),
  };
}

function download(Chart, content) {
  const { kept, absent } = split(content);
  const { above, below } = texts({ ...content.options.phare, absent });
  const chart = plot(Chart, kept);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  const write = (parts, start, draw) => parts.filter(([text]) => text)
    .reduce((y, [text, style]) => y + paragraph(context, text, y, { ...style, draw }) + 8, start);
  const top = write(above, MARGIN, false);
  const height = write(below, top + chart.height / RATIO + 16, false) + MARGIN;
  Object.assign(canvas, { width: WIDTH * RATIO, height: height * RATIO });
  context.scale(RATIO, RATIO);
  context.fillStyle = LIGHT.sheet;
  context.fillRect(0, 0, WIDTH, height);
  write(above, MARGIN, true);
  context.drawImage(chart, MARGIN, top, chart.width / RATIO, chart.height / RATIO);
  write(below, top + chart.height / RATIO + 16, true);
  canvas.toBlob((blob) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `phare-${content.options.phare.title.normalize("NFD").replace(/\p{M}/gu, "").replace(/\W+/g, "-").toLowerCase()}.png`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
