"""The URLs of very many links are those of few, each made when it is asked for."""

from __future__ import annotations

import pytest

from digestlint.markdown import parse
from digestlint.rules.urls import url_targets

LINKS = "[a](https://example.org/a) <https://example.org/b> ![c](<d e>)\n\n"
OTHERS = """\
https://example.org/e [f][label] <a href="https://example.org/g">g</a>

[label]: https://example.org/h

```bibtex
@misc{x, url = {https://example.org/i}}
```

[last](https://example.org/j)
"""


@pytest.mark.parametrize("text", [LINKS, LINKS + OTHERS, OTHERS])
def test_they_are_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few = url_targets.targets(parse(text))
    monkeypatch.setattr(url_targets, "MANY", 0)
    many = url_targets.targets(parse(text))
    assert isinstance(few, list)
    assert not isinstance(many, list)
    assert [*many] == few
    assert [many[i] for i in range(len(few))] == few
    assert many[1:3] == few[1:3] != []
    assert len(many) == len(few)
