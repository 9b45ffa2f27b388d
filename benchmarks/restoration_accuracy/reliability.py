"""Whether posteriors are calibrated: a table and a diagram."""

from dataclasses import dataclass, field
from math import log10

_LIMITS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 0.9995, 1.0001)
_SIZE, _EDGE = 360, 56
_TICKS = (0.5, 0.9, 0.99, 0.999, 0.9999)


@dataclass(slots=True)
class Reliability:
    """Posteriors of choices in bins, and how many of the choices were right."""

    sums: list[float] = field(default_factory=lambda: [0.0] * (len(_LIMITS) - 1))
    sizes: list[int] = field(default_factory=lambda: [0] * (len(_LIMITS) - 1))
    right: list[int] = field(default_factory=lambda: [0] * (len(_LIMITS) - 1))

    def add(self, posterior: float, right: bool) -> None:
        """Count one choice."""
        place = next(at for at, limit in enumerate(_LIMITS[1:]) if posterior < limit)
        self.sums[place] += posterior
        self.sizes[place] += 1
        self.right[place] += right

    def table(self) -> str:
        """Return the bins as text."""
        rows = ["posterior          characters   mean %  right %"]
        for place, size in enumerate(self.sizes):
            if size:
                rows.append(
                    f"{_LIMITS[place]:<7g} to {min(_LIMITS[place + 1], 1):<7g} {size:>10,}"
                    f" {100 * self.sums[place] / size:8.2f} {100 * self.right[place] / size:8.2f}"
                )
        return "\n".join(rows)

    def svg(self) -> str:
        """Return the reliability diagram; both axes are logarithmic in the share that is wrong.

        A dot on the diagonal is a bin whose posteriors are right; above it they are too modest.
        """
        grid, dots = [], []
        for tick in _TICKS:
            at = _place(tick)
            label = f"{100 * tick:g} %"
            across, up = f"M{_EDGE} {_SIZE - at:.1f}H{_SIZE}", f"M{at:.1f} 16V{_SIZE - _EDGE}"
            grid.append(
                f'<path d="{across}{up}"/>'
                f'<text x="{_EDGE - 6}" y="{_SIZE - at + 4:.1f}" text-anchor="end">{label}</text>'
                f'<text x="{at:.1f}" y="{_SIZE - _EDGE + 18}" text-anchor="middle">{label}</text>'
            )
        for place, size in enumerate(self.sizes):
            if size:
                x = _place(self.sums[place] / size)
                y = _SIZE - _place((self.right[place] + 0.5) / (size + 1))
                radius = 2 + log10(size)
                dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')
        low, high = _place(_TICKS[0]), _place(_TICKS[-1])
        diagonal = f"M{low:.1f} {_SIZE - low:.1f}L{high:.1f} {_SIZE - high:.1f}"
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE + 10} {_SIZE}" '
            'font-family="sans-serif" font-size="11" role="img">'
            "<title>Posterior of a choice against the share of such choices that is right</title>"
            f'<rect width="{_SIZE + 10}" height="{_SIZE}" fill="white"/>'
            f'<g stroke="#ddd" fill="#444" stroke-width="1">{"".join(grid)}</g>'.replace(
                "<text ", '<text stroke="none" '
            )
            + f'<path d="{diagonal}" stroke="#888"/>'
            f'<g fill="#2563eb" fill-opacity="0.8">{"".join(dots)}</g>'
            f'<text x="{_SIZE / 2 + 20}" y="{_SIZE - 12}" text-anchor="middle">posterior</text>'
            f'<text x="{_EDGE}" y="12">right</text></svg>\n'
        )


def _place(share: float) -> float:
    """Return the distance from the left or lower edge, by the logarithm of what is wrong."""
    wrong = min(max(1.0 - share, 2e-5), 0.8)
    return _EDGE + 10 - (_SIZE - _EDGE - 30) / 4.7 * log10(wrong / 0.8)
