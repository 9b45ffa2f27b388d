"""The times as a diagram."""

from __future__ import annotations

from collections.abc import Mapping
from math import log10

from loads import LOADS
from peers import OURS

from timing import Times

_LEFT, _WIDTH, _ROW = 300, 420, 22
_TOP, _IN_A_ROW = 66, 4
_LOW, _HIGH = -2.3, 2.0  # powers of ten of a second
_COLORS = ("#2563eb", "#888", "#dc2626", "#d97706", "#059669", "#7c3aed", "#db2777", "#0891b2")


def svg(results: Mapping[str, Mapping[str, Times]], tools: list[str]) -> str:
    """Return a diagram: a row for each load, a dot for each tool, seconds on a log scale."""
    colors = dict(zip(tools, _COLORS, strict=False))
    loads = [load for load in LOADS if load in results]
    bottom = _TOP + _ROW * len(loads)
    parts = []
    for power in (-2, -1, 0, 1, 2):
        x = _place(10.0**power)
        parts.append(
            f'<path d="M{x:.1f} {_TOP - 14}V{bottom}" stroke="#ddd"/>'
            f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{10.0**power:g} s</text>'
        )
    for row, load in enumerate(loads):
        y = _TOP + _ROW * row
        parts.append(f'<text x="{_LEFT - 12}" y="{y + 4}" text-anchor="end">{LOADS[load]}</text>')
        # Ours last, on top of the others.
        for tool in sorted(results[load], key=lambda name: name == OURS):
            times = results[load][tool]
            if times.wall:
                radius = 6 if tool == OURS else 4
                parts.append(
                    f'<circle cx="{_place(times.seconds):.1f}" cy="{y}" r="{radius}" '
                    f'fill="{colors[tool]}" fill-opacity="0.85"><title>{tool}: '
                    f"{times.seconds:.3g} s</title></circle>"
                )
    for place, tool in enumerate(tools):
        row, column = divmod(place, _IN_A_ROW)
        x, y = 12 + column * (_LEFT + _WIDTH) / _IN_A_ROW, 14 + 18 * row
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y}" r="4" fill="{colors[tool]}"/>'
            f'<text x="{x + 8:.1f}" y="{y + 4}">{tool}</text>'
        )
    width, height = _LEFT + _WIDTH + 40, bottom + 28
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        'font-family="sans-serif" font-size="11" fill="#333" role="img">'
        "<title>Time of each tool on each load, seconds, logarithmic</title>"
        f'<rect width="{width}" height="{height}" fill="white"/>{"".join(parts)}</svg>\n'
    )


def _place(seconds: float) -> float:
    power = min(max(log10(seconds), _LOW), _HIGH)
    return _LEFT + _WIDTH * (power - _LOW) / (_HIGH - _LOW)
