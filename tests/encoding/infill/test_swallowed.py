"""ASCII characters of which a bad pair of bytes left nothing."""

import pytest

from digestlint.encoding import Channel
from digestlint.encoding.restore import restore

ZH = "我们提出了一种新的方法，用于解决复杂的推理任务，并公开了全部代码。"


@pytest.mark.parametrize(
    "clean",
    [
        f"{ZH}\n# 结论\n{ZH}",
        f"- 方法。\n- {ZH}",
        f"{ZH}\n{ZH}",
        f"详细说明 (参见文章。) {ZH}",
        f"**方法。** {ZH}",
        f'他说 "方法。" 然后{ZH}',
        f"{ZH} ([链接。](http://a.example)) 说明",
        f"在推理。 GPU {ZH}",
        f"| 方法。 | 结果 |\n|---|---|\n| {ZH} | 一 |",
    ],
)
def test_syntax_comes_back(clean: str) -> None:
    sent = Channel("windows-936").send(clean)
    assert len(sent.encode("gbk", "ignore")) < len(clean.encode())
    assert restore(sent).text == clean


@pytest.mark.parametrize("clean", [f"版本。3 {ZH}", f"方法。7，{ZH}", f"(方法。) 结果。) {ZH}"])
def test_what_may_have_been_several_is_left(clean: str) -> None:
    sent = Channel("windows-936").send(clean)
    found = restore(sent)
    assert found.text == sent
    assert found.left
    assert (found.channel or "").startswith("UTF-8 read as windows-936")
