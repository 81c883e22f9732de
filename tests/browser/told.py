"""The help of a job as its reader has it: its steps, and the words of the screen that each one names."""

# What a page calls its links, buttons, fields, headings and choices, as somebody reads them.
SHOWN = """() => {
  const clean = (text) => (text ?? "").replaceAll("’", "'").replace(/\\s+/g, " ").replace(/ ?:$/, "").trim();
  const named = "a, button, label, legend, summary, caption, th, h1, h2, h3, option, input, [aria-label]";
  const found = new Set();
  for (const one of document.querySelectorAll(named)) {
    if (!(one.closest("select") ?? one).checkVisibility({visibilityProperty: true})) continue;
    found.add(clean(one.textContent));
    found.add(clean(one.getAttribute("aria-label")));
    if (one.matches("[type=submit], [type=button]")) found.add(clean(one.value));
  }
  return [...found];
}"""

STEPS = """all => all.map((step) => [...step.querySelectorAll(".ui")].map((word) => word.textContent))"""


class Told:
    """Follows a person who does what a help page says, and checks that its words are on the screen."""

    def __init__(self, page):
        self.page = page
        self.unmet = page.locator(".help-steps > li").evaluate_all(STEPS)

    def step(self, number, page=None):
        """The words of step `number`, counted from 1, that the page shows are met."""
        shown = (page or self.page).evaluate(SHOWN)
        words = self.unmet[number - 1]
        self.unmet[number - 1] = [word for word in words if not _is_shown(word, shown)]

    @property
    def left(self):
        """The words of each step that were on no page."""
        return {number: words for number, words in enumerate(self.unmet, 1) if words}


def _is_shown(word, shown):
    """A word that ends in "…" is only how a longer one begins."""
    if word.endswith("…"):
        return any(one.startswith(word[:-1].rstrip()) for one in shown)
    return word in shown
