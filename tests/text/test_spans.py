from __future__ import annotations

from digestlint.text.spans import SpanSet


def test_offsets_in_spans() -> None:
    spans = SpanSet([(5, 7), (1, 3)])
    offsets = [8, 6, 7, 5, 4, 3, 2, 0, 1]
    held = list(spans.holding(offsets))
    assert held == [6, 5, 2, 1] == [at for at in offsets if spans.at(at)]
    assert list(SpanSet(()).holding(offsets)) == []
