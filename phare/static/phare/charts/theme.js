// The colours of the style sheet, for canvases.

const SHADES = [1, 0.55, 0.3, 0.18, 0.1];

function variable(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// The colours of the page as it is seen now.
export function colours() {
  return { ink: variable("--ink"), softInk: variable("--ink-soft"), sheet: variable("--sheet"), grid: variable("--line") };
}

export function colour(role) {
  return variable(`--${role || "nation"}`) || variable("--nation");
}

// The tint of the answer at `index` in a bar of 100 %.
export function shaded(tint, index, sheet) {
  const share = SHADES[Math.min(index, SHADES.length - 1)];
  return `color-mix(in srgb, ${tint} ${share * 100}%, ${sheet})`;
}

export const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
