// Draws with Chart.js over the drawings that the page already shows, when they come near the screen.
// <div data-chart="/graphiques/….json" data-sentence="id">; without Chart.js, the drawings stay.

import { drawLine, drawStack, drawStrips } from "./drawn.js";
import { walk } from "./walk.js";

const NEAR = "300px";
let library;

function loadLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = document.querySelector("script[data-library]").dataset.library;
    script.onload = () => resolve(window.Chart);
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

async function fetchChart(box) {
  const response = await fetch(box.dataset.chart);
  if (!response.ok) throw new Error(`${response.status} ${box.dataset.chart}`);
  return response.json();
}

function drawing(box) {
  if (box.querySelector(".strip")) return drawStrips;
  return box.querySelector(".bar-100") ? drawStack : drawLine;
}

async function show(box) {
  try {
    const [Chart, content] = await Promise.all([loadLibrary(), fetchChart(box)]);
    const canvas = document.createElement("canvas");
    canvas.className = "chart-canvas";
    box.append(canvas);
    const chart = drawing(box)(Chart, box, canvas, content);
    box.classList.add("drawn");
    walk(chart, box, canvas, content);
  } catch (error) {
    box.querySelector(".chart-canvas")?.remove();
    console.warn("Le graphique n'a pas pu être chargé, le dessin reste.", error);
  }
}

const nearby = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    nearby.unobserve(target);
    show(target);
  }
}, { rootMargin: NEAR });

function start(root) {
  for (const box of root.querySelectorAll("[data-chart]")) nearby.observe(box);
}

start(document);
document.addEventListener("phare:swapped", ({ target }) => start(target));
