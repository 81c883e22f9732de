"""One table: what was measured, what is allowed, and whether it holds."""


class Table:
    def __init__(self, title):
        self.title, self.is_kept = title, True
        print(f"\n{title}\n{'mesure':<58} {'valeur':>12} {'limite':>12}")

    def at_most(self, name, value, limit, unit=""):
        self._line(name, value, f"≤ {limit:g}{unit}", unit, value <= limit)

    def at_least(self, name, value, limit, unit=""):
        self._line(name, value, f"≥ {limit:g}{unit}", unit, value >= limit)

    def told(self, name, value, unit=""):
        self._line(name, value, "", unit, True)

    def _line(self, name, value, limit, unit, holds):
        self.is_kept &= holds
        print(f"{name:<58} {f'{value:.5g}{unit}':>12} {limit:>12} {'' if holds else 'MANQUÉ'}", flush=True)

    def code(self):
        """Of the process."""
        return 0 if self.is_kept else 1
