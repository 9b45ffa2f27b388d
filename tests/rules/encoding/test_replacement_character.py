from __future__ import annotations

import pytest

from tests.support import diagnose, fixed, see


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("提升了4.8个百\ufffd点\n", [(1, "\ufffd")]),
        ("a\ufffd\ufffdb c\ufffdd\n\n\ufffde\n", [(1, "\ufffd\ufffdb c\ufffd"), (3, "\ufffd")]),
        ("```\nlog: \ufffd\n```\n", [(2, "\ufffd")]),
        ("`a\ufffdb`\n", [(1, "\ufffd")]),
        # Between blanks, or quotation marks with other text, it may be a lost dash or letter.
        ("5 \ufffd 10 in UTF-8\n", [(1, "\ufffd")]),
        ("'caf\ufffd'\n", [(1, "\ufffd")]),
        ("UTF-8, latin-1: caf\ufffd\n", [(1, "\ufffd")]),
        ("\ufffd' and\n\nU+FFFD\n", [(1, "\ufffd")]),
        # Undecodable bytes are another rule's.
        (b"caf\xe9 \xef\xbf\xbd\n", [(1, "\ufffd")]),
    ],
)
def test_reports_each_line(text: str | bytes, expected: list[tuple[int, str]]) -> None:
    assert [(s.row, s.text) for s in see(text, "ENC004")] == expected
    assert all(s.fix is None for s in see(text, "ENC004"))


def test_counts() -> None:
    one, many = diagnose("a\ufffd\nb\ufffd\ufffdc\ufffd\n", "ENC004")
    assert str(one.message) == "replacement character (U+FFFD) where text was lost"
    assert str(many.message) == "3 replacement characters (U+FFFD) where text was lost"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        b"caf\xe9\n",
        "It is `\ufffd`.\n",
        "It is `\ufffd?`.\n",
        "It shows `` \ufffd\ufffd ``.\n",
        "```js\ndecode(0x110000) // '\ufffd'\n```\n",
        'What is "\ufffd", “\ufffd” or 「\ufffd\ufffd」?\n',
        "The Unicode replacement character (\ufffd) stands there.\n",
        "\ufffd is U+FFFD.\n",
        "From UTF-8 to latin-1:\n\ncharacters become \ufffd or ?.\n",
    ],
)
def test_leaves_alone(text: str | bytes) -> None:
    assert see(text, "ENC004") == []


def test_changes_nothing() -> None:
    assert fixed("a\ufffdb\n", "ENC004") == "a\ufffdb\n"


@pytest.mark.parametrize(
    ("text", "found", "encoding"),
    [
        ("结果锟斤拷锟斤拷如下\n", "锟斤拷锟斤拷", "GBK"),
        ("编码器锟斤拷的位置编码锟斤拷\n", "锟斤拷的位置编码锟斤拷", "GBK"),
        ("# 锟斤拷标题\r\n", "锟斤拷", "GBK"),
        ("- **锟斤拷**：`a`\n", "锟斤拷", "GBK"),
        ("|a|\n|-|\n|锟斤拷|\n", "锟斤拷", "GBK"),
        ("```c\n// 锟斤拷\n```\n", "锟斤拷", "GBK"),
        ("結果嚙踝蕭如下\n", "嚙踝蕭", "Big5"),
        ("結果は鐃緒申です\n", "鐃緒申", "EUC-JP"),
        ("결과 占쏙옙占쏙옙 한글\n", "占쏙옙占쏙옙", "EUC-KR"),
        ("ผล๏ฟฝลัพธ์\n", "๏ฟฝ", "windows-874"),
        ("値は烫烫烫烫\n", "烫烫烫烫", "memory"),
        ("name = 屯屯屯\n", "屯屯屯", "memory"),
    ],
)
def test_reports_misread_ones(text: str, found: str, encoding: str) -> None:
    assert [(s.text, s.fix) for s in see(text, "ENC004")] == [(found, None)]
    assert encoding in str(diagnose(text, "ENC004")[0].message)


@pytest.mark.parametrize(
    "text",
    [
        "“锟斤拷”和「烫烫烫」从哪里来？\n",
        "`锟斤拷` 是什么，`` a 锟斤拷 ``？\n",
        "锟斤拷是常见的乱码。\n",
        "用 GBK 打开 UTF-8 文件会出现锟斤拷。\n",
        "手持两把锟斤拷，口中疾呼烫烫烫。\n",
        "占쏙옙 글자가 깨진다: 깨진 글자\n",
        "李锟、王斤，水很烫烫的，屯屯\n",
    ],
)
def test_leaves_misread_ones_that_are_shown(text: str) -> None:
    assert see(text, "ENC004") == []


@pytest.mark.parametrize(
    "text", ["cafï¿½ olï¿½\n", "пїЅпїЅ текст\n", "jsou ďż˝ ďż˝\n", "οΏ½οΏ½ λόγος\n", "Ã¯Â¿Â½ x\n"]
)
def test_reports_those_of_one_byte_a_character_once(text: str) -> None:
    assert len(diagnose(text, "ENC002", "ENC003", "ENC004")) == 1
