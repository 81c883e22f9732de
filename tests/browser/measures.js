// What is wrong on the page that is open, each fault in words; nothing wrong is an empty list.
() => {
  const faults = [];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const clipped = new Set([...document.querySelectorAll("body *")].filter((one) => getComputedStyle(one).clipPath !== "none"));
  const hidden = (element) => {
    for (let one = element; one; one = one.parentElement) if (clipped.has(one) || one.matches(".skip")) return true;
    return false;
  };
  const name = (element) => `${element.localName}.${element.getAttribute("class") ?? ""} « ${(element.textContent || element.ariaLabel || "").trim().replace(/\s+/g, " ").slice(0, 40)} »`;
  const shown = (selector) => [...document.querySelectorAll(selector)].filter((one) => seen(one) && !hidden(one));
  const wide = document.documentElement.clientWidth;

  // Width: nothing scrolls sideways but a table in its box, nothing is cut.
  const over = document.documentElement.scrollWidth - wide;
  if (over > 0) faults.push(`la page dépasse de ${over} px`);
  for (const one of shown("body *:not(svg *, select, option, script)")) {
    const { overflowX, overflowY, clipPath } = getComputedStyle(one);
    if (clipPath !== "none" || one.matches("svg, canvas, input")) continue;
    if (["hidden", "clip"].includes(overflowX) && one.scrollWidth > one.clientWidth + 1) faults.push(`coupé en largeur : ${name(one)}`);
    if (["hidden", "clip"].includes(overflowY) && !one.matches(".plot") && one.scrollHeight > one.clientHeight + 1) faults.push(`coupé en hauteur : ${name(one)}`);
  }

  // Tables fit, and their words and titles are not broken in two.
  for (const box of shown(".table-box")) {
    if (box.scrollWidth > box.clientWidth + 1) faults.push(`tableau coupé de ${box.scrollWidth - box.clientWidth} px : ${box.ariaLabel}`);
  }
  const range = document.createRange();
  for (const one of shown("h1, h2, h3, th, td, dt, label, button, .choice a, .choice span, nav a")) {
    const words = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const text = words.currentNode;
      if (hidden(text.parentElement) || !seen(text.parentElement)) continue;
      for (const { 0: word, index } of text.data.matchAll(/(?<![\p{L}\d])[\p{L}\d]{4,20}(?![\p{L}\d])/gu)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        const tops = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
        if (tops.size > 1) faults.push(`mot brisé : ${word} dans ${name(one)}`);
      }
    }
  }

  // Words of drawings: none over another, none out of the screen, none too small to be read.
  for (const drawing of shown("svg")) {
    const boxes = [...drawing.querySelectorAll("text")].filter(seen).map((text) => [text, text.getBoundingClientRect()]);
    const frame = drawing.closest(".table-box")?.getBoundingClientRect() ?? { left: 0, right: wide };
    for (const [index, [text, box]] of boxes.entries()) {
      if (box.left < frame.left - 1 || box.right > frame.right + 1) faults.push(`hors du cadre : ${name(text)}`);
      if (box.height < 11) faults.push(`trop petit (${box.height.toFixed(1)} px) : ${name(text)}`);
      for (const [other, there] of boxes.slice(index + 1)) {
        const across = Math.min(box.right, there.right) - Math.max(box.left, there.left);
        const down = Math.min(box.bottom, there.bottom) - Math.max(box.top, there.top);
        if (across > 1 && down > 3) faults.push(`se recouvrent : ${name(text)} et ${name(other)}`);
      }
    }
  }

  // Cells of a table do not run into each other.
  for (const row of shown("tr")) {
    const cells = [...row.cells].filter((cell) => seen(cell) && cell.textContent.trim() && getComputedStyle(cell).clipPath === "none");
    const inked = cells.map((cell) => {
      const words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      const found = [];
      while (words.nextNode()) {
        if (hidden(words.currentNode.parentElement) || !seen(words.currentNode.parentElement)) continue;
        range.selectNodeContents(words.currentNode);
        found.push(...range.getClientRects());
      }
      return [cell, found.filter((box) => box.width > 2 && box.height > 2)];
    });
    for (const [index, [cell, boxes]] of inked.entries()) {
      for (const [other, others] of inked.slice(index + 1)) {
        if (cell.matches(".plot") || other.matches(".plot")) continue;
        if (boxes.some((a) => others.some((b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4))) {
          faults.push(`se recouvrent : ${name(cell)} et ${name(other)}`);
        }
      }
    }
  }

  // Targets of 24 px (WCAG 2.2, 2.5.8), but in a line of text, or with room for a circle of 24 px around.
  const targets = shown("a[href], button, input, select, textarea, summary, [tabindex='0']:not(.table-box, canvas)");
  const boxes = targets.map((one) => one.getBoundingClientRect());
  const near = (box, other) => {
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const dx = Math.max(other.left - x, 0, x - other.right);
    const dy = Math.max(other.top - y, 0, y - other.bottom);
    const small = Math.min(other.width, other.height) < 24;
    const apart = Math.hypot(other.left + other.width / 2 - x, other.top + other.height / 2 - y);
    return Math.hypot(dx, dy) < 12 || (small && apart < 24);
  };
  const inText = (one) => {
    if (one.closest("svg") || getComputedStyle(one).display !== "inline") return false;
    let block = one.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const copy = block.cloneNode(true);
    copy.querySelectorAll("a, button, .visually-hidden").forEach((link) => link.remove());
    return copy.textContent.trim() !== "";
  };
  for (const [index, one] of targets.entries()) {
    const box = boxes[index];
    if (Math.min(box.width, box.height) >= 24 || inText(one)) continue;
    if (boxes.some((other, at) => at !== index && !targets[at].contains(one) && !one.contains(targets[at]) && near(box, other))) {
      faults.push(`cible de ${Math.round(box.width)} × ${Math.round(box.height)} px : ${name(one)}`);
    }
  }

  // Structure.
  if (document.querySelector("main.embed")) return [...new Set(faults)]; // a part of another page
  const titles = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(seen).map((one) => [Number(one.localName[1]), one]);
  const firsts = titles.filter(([level]) => level === 1).length;
  if (firsts !== 1) faults.push(`${firsts} titres h1`);
  for (const [index, [level, one]] of titles.entries()) {
    if (level > (titles[index - 1]?.[0] ?? 0) + 1) faults.push(`titre qui saute un niveau : ${name(one)}`);
  }
  if (document.documentElement.lang !== "fr") faults.push("langue");
  if (!document.title.trim()) faults.push("titre de page");
  for (const landmark of ["body > header", "main", "body > footer"]) {
    if (document.querySelectorAll(landmark).length !== 1) faults.push(`repère ${landmark}`);
  }
  const navs = [...document.querySelectorAll("nav")].map((nav) => nav.ariaLabel ?? document.getElementById(nav.getAttribute("aria-labelledby"))?.textContent);
  if (navs.some((label) => !label) || new Set(navs).size < navs.length) faults.push(`nav sans nom propre : ${navs}`);
  for (const table of document.querySelectorAll("table")) {
    if (!table.caption?.textContent.trim()) faults.push(`tableau sans légende : ${name(table)}`);
    for (const th of table.querySelectorAll("th:not([scope])")) faults.push(`en-tête sans portée : ${name(th)}`);
    if (!table.querySelector("th")) faults.push(`tableau sans en-tête : ${name(table)}`);
  }
  const skip = document.querySelector("a[href]");
  if (!skip.matches(".skip") || !document.querySelector(skip.getAttribute("href"))) faults.push("lien d'évitement");
  return [...new Set(faults)];
}
