// What Chart.js does not draw by itself: the line between region and France, bars, intervals.
// A dataset brings the colour of each of its points in `tints`; a canvas, its ink.

function segment(context, from, to, y, style, width, alpha = 1) {
  context.save();
  context.globalAlpha = alpha;
  context.strokeStyle = style;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(from, y);
  context.lineTo(to, y);
  context.stroke();
  context.restore();
}

// The end of an interval.
function cap(context, x, y, style) {
  context.save();
  context.strokeStyle = style;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - 5);
  context.lineTo(x, y + 5);
  context.stroke();
  context.restore();
}

// The points of one row, from left to right.
export function pointsOf(chart, index) {
  return chart.data.datasets
    .map((dataset, number) => ({ dataset, point: chart.getDatasetMeta(number).data[index] }))
    .filter(({ point }) => point && Number.isFinite(point.x) && Number.isFinite(point.y) && !point.skip)
    .sort((one, other) => one.point.x - other.point.x);
}

function rowsOf(chart) {
  return Math.max(...chart.data.datasets.map((dataset) => dataset.data.length));
}

// Joins the two points of a dumbbell, or the values that `rows` gives for each line, where they may be compared.
export const spans = {
  id: "spans",
  beforeDatasetsDraw(chart, args, { rows }) {
    for (let index = 0; index < rowsOf(chart); index += 1) {
      const found = pointsOf(chart, index);
      if (found.length < 2 || (rows && !rows[index])) continue;
      const own = found.find(({ dataset }) => dataset.roles[index] !== "nation").dataset;
      const ends = rows ? rows[index].map((value) => chart.scales.x.getPixelForValue(value)) : found.map(({ point }) => point.x);
      segment(chart.ctx, ends[0], ends.at(-1), found[0].point.y, rows ? "gray" : own.tints[index], 4, 0.45);
    }
  },
};

// A bar from zero to each point.
export const bars = {
  id: "bars",
  beforeDatasetsDraw(chart) {
    for (let index = 0; index < rowsOf(chart); index += 1) {
      for (const { dataset, point } of pointsOf(chart, index)) {
        const alpha = dataset.hollow[index] ? 0.45 : 0.85;
        segment(chart.ctx, chart.scales.x.getPixelForValue(0), point.x, point.y, dataset.tints[index], 12, alpha);
      }
    }
  },
};

// The interval of a value at 95 %, but for the nation's beside a region's.
export const whiskers = {
  id: "whiskers",
  afterDatasetsDraw(chart) {
    for (let index = 0; index < rowsOf(chart); index += 1) {
      for (const { dataset, point } of pointsOf(chart, index)) {
        if (!dataset.intervals[index] || dataset.roles[index] === "nation") continue;
        const [low, high] = dataset.intervals[index].map((value) => chart.scales.x.getPixelForValue(value));
        segment(chart.ctx, low, high, point.y, chart.canvas.dataset.sheet, 5);
        segment(chart.ctx, low, high, point.y, chart.canvas.dataset.ink, 1.5);
        for (const end of [low, high]) cap(chart.ctx, end, point.y, chart.canvas.dataset.ink);
      }
    }
  },
};

// Whether a point is a dashed ring of ours rather than a dot of Chart.js: hollow, and not the nation's.
export function ringed(role, hollow) {
  return hollow && role !== "nation";
}

// A value to be read with caution, or uncertain: a dashed ring, as in the drawings.
export const doubts = {
  id: "doubts",
  afterDatasetsDraw(chart) {
    for (let index = 0; index < rowsOf(chart); index += 1) {
      for (const { dataset, point } of pointsOf(chart, index)) {
        if (!ringed(dataset.roles[index], dataset.hollow[index])) continue;
        chart.ctx.save();
        chart.ctx.beginPath();
        chart.ctx.setLineDash([3, 2]);
        chart.ctx.arc(point.x, point.y, 7, 0, 2 * Math.PI);
        chart.ctx.fillStyle = chart.canvas.dataset.sheet;
        chart.ctx.fill();
        chart.ctx.lineWidth = 3;
        chart.ctx.strokeStyle = dataset.tints[index];
        chart.ctx.stroke();
        chart.ctx.restore();
      }
    }
  },
};
