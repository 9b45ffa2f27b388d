"""Text of one legacy encoding that was read as another is restored, or reported, or clean."""

from __future__ import annotations

import pytest

from digestlint.encoding import find_mojibake
from digestlint.encoding.restore import restore

# fmt: off
TEXTS = {
    "zh": (
        "我们在图书馆的门口等了很久，天气越来越冷。\n# 参考文献\n他说：“明天再来吧。”都同意了。\n"
        "这本书讲的是一个小镇的历史，写得很好看。\n"
    ),
    "zh-Hant": (
        "我們在圖書館的門口等了很久，天氣越來越冷。\n# 參考文獻\n他說明天再來吧，大家都同意了。\n"
        "這本書講的是一個小鎮的歷史，寫得很好看。\n"
    ),
    "ja": (
        "駅の前で友だちを待っています。\n# 参考文献の一覧\nサーバーにデータを送ることができます。\n"
        "この本は小さな町の歴史について書かれています。\n"
    ),
    "ko": (
        "도서관에는 오늘도 사람이 아주 많이 있습니다.\n# 참고 문헌\n내일 다시 오라고 말했습니다.\n"
        "이 책은 작은 마을의 역사에 대한 이야기입니다.\n"
    ),
    "ru": (
        "Мы долго ждали у входа в библиотеку, и становилось всё холоднее.\n# Список литературы\n"
        "Приходите завтра, сказал он, и все согласились.\nБыла поздняя осень, Нина читала книгу.\n"
    ),
    "uk": (
        "Ми довго чекали біля входу до бібліотеки, і ставало все холодніше.\n# Список літератури\n"
        "Приходьте завтра, сказав він, і всі погодилися.\nЦе книга про історію маленького міста.\n"
    ),
    "el": (
        "Περιμέναμε πολλή ώρα στην είσοδο της βιβλιοθήκης.\n# Βιβλιογραφία\n"
        "Ελάτε αύριο, είπε, και όλοι συμφώνησαν.\n"
    ),
    "he": (
        "חיכינו זמן רב בכניסה לספרייה והיה קר מאוד.\n# מקורות\n"
        "תבואו מחר, הוא אמר, וכולם הסכימו.\n"
    ),
    "ar": (
        "انتظرنا طويلا عند مدخل المكتبة وكان الجو باردا.\n# المراجع\n"
        "تعالوا غدا قال لهم فوافق الجميع.\n"
    ),
    "th": "พวกเรารออยู่หน้าห้องสมุดเป็นเวลานาน\n# เอกสารอ้างอิง\nเขาบอกว่าให้มาใหม่พรุ่งนี้\n",
    "pl": (
        "Długo czekaliśmy przed wejściem do biblioteki, a robiło się coraz zimniej.\n# Źródła\n"
        "Przyjdźcie jutro, powiedział dyżurny, i wszyscy się zgodzili.\nKsiążka mówi o dziejach "
        "małego miasta, w którym żyło niewielu ludzi.\nŁatwo się ją czyta, choć jest dość długa.\n"
        "Następnego dnia było już cieplej, więc poszliśmy pieszo przez most.\n"
    ),
    "cs": (
        "Dlouho jsme čekali před vchodem do knihovny a bylo chladněji.\n# Použitá literatura\n"
        "Přijďte zítra, řekl vrátný, a všichni souhlasili.\nKniha vypráví o dějinách malého města, "
        "ve kterém žilo málo lidí.\nČte se dobře, přestože je dost dlouhá.\n"
        "Příští den už bylo tepleji, takže jsme šli pěšky přes řeku.\n"
    ),
}
# fmt: on
LOSSLESS = [
    *(("zh", "gb18030", page) for page in ("cp1252", "latin-1", "cp437", "koi8_r", "mac_roman")),
    *(("zh-Hant", "cp950", page) for page in ("cp1252", "latin-1", "cp437")),
    *(("ja", "cp932", page) for page in ("cp1252", "latin-1", "cp437", "mac_roman", "gbk")),
    *(("ja", "euc_jp", page) for page in ("cp1252", "latin-1", "gbk")),
    *(("ko", "cp949", page) for page in ("cp1252", "latin-1", "gbk")),
    *(("ru", "cp1251", page) for page in ("cp1252", "latin-1", "koi8_r", "cp866", "mac_roman")),
    *(("ru", "koi8_r", page) for page in ("cp1252", "latin-1", "cp1251", "cp866")),
    *(("ru", "cp866", page) for page in ("cp1252", "latin-1", "cp1251", "koi8_r", "cp437")),
    *(("ru", "mac_cyrillic", page) for page in ("cp1252", "latin-1")),
    *(("uk", "cp1251", page) for page in ("cp1252", "koi8_u")),
    *(("uk", "koi8_u", page) for page in ("cp1252", "cp1251")),
    *(("el", "cp1253", page) for page in ("cp1252", "latin-1")),
    *(("he", "cp1255", page) for page in ("cp1252", "latin-1")),
    *(("ar", "cp1256", page) for page in ("cp1252", "latin-1")),
    *(("th", "cp874", page) for page in ("cp1252", "latin-1")),
    ("pl", "cp1250", "cp1252"),
    ("cs", "cp1250", "cp1252"),
]


def read_as(text: str, real: str, shown: str) -> str:
    """The text in one encoding, read as the other; what is undefined there is kept."""
    data = text.encode(real)
    try:
        return data.decode(shown)
    except UnicodeDecodeError:
        chars = [bytes([byte]).decode(shown, "replace") for byte in data]
        return "".join(
            chr(byte) if char == "\ufffd" else char for char, byte in zip(chars, data, strict=True)
        )


@pytest.mark.parametrize(("language", "real", "shown"), LOSSLESS)
def test_a_text_is_restored_exactly(language: str, real: str, shown: str) -> None:
    clean = TEXTS[language]
    damaged = read_as(clean, real, shown)
    assert restore(damaged).text == clean
    found = find_mojibake(damaged)
    assert found.runs
    assert not found.suspects


@pytest.mark.parametrize(("language", "real", "shown"), LOSSLESS)
def test_lines_beside_clean_ones_are_restored(language: str, real: str, shown: str) -> None:
    clean = TEXTS[language]
    damaged = read_as(clean, real, shown)
    frame = "# 已经修好的一行\n\nThis line – “a café” – is clean.\n{}\n最后一行没有坏。\n"
    assert restore(frame.format(damaged)).text == frame.format(clean)


@pytest.mark.parametrize("language", TEXTS)
def test_clean_text_is_left_alone(language: str) -> None:
    for text in (TEXTS[language], *TEXTS[language].splitlines()):
        found = find_mojibake(text)
        assert (found.text, found.runs, found.suspects, found.remains) == (text, (), (), ())


@pytest.mark.parametrize(
    "text",
    [
        "ÄÖÜäöüß ÀÁÂÃÄÅÆÇÈÉÊË ÌÍÎÏÐÑÒÓÔÕÖ ØÙÚÛÜÝÞß àáâãäåæç\n",
        "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ абвгдежзийклмнопрстуфхцчшщ\n",
        "ГОСТ РФ И СНГ ДЛЯ ВСЕХ СТРАН МИРА\n",
        "││├──┤┌┐ ╔══╗║╚╝ ╞═╡ ╪ ▀▄█\n",
        "李明、王芳、张伟、刘洋、陈静、杨磊、赵敏、黄强、周杰、吴秀英\n",
        "Þórður æfði sig í að þýða ljóð eftir Ægi Þorvaldsson\n",
        "øre, ærlig, å være, forsøge; così, più, è, ì\n",
        "ｱｲｳｴｵ ｶｷｸｹｺ ｻｼｽｾｿ ﾀﾁﾂﾃﾄ\n",
        "大韓民國의 國語學에서 漢字를 쓰는 文章\n",
        "±×÷·¹²³ ¼½¾ µm §¶ ©®™\n",
    ],
)
def test_rows_of_signs_and_names_are_left_alone(text: str) -> None:
    for repeated in (text, text * 20):
        found = find_mojibake(repeated)
        assert (found.runs, found.suspects) == ((), ())


@pytest.mark.parametrize(
    ("language", "real", "shown"),
    [("ja", "cp932", "cp1252"), ("ru", "cp866", "cp1252"), ("ru", "mac_cyrillic", "cp1252")],
)
def test_where_bytes_may_be_lost_nothing_is_certain(language: str, real: str, shown: str) -> None:
    damaged = TEXTS[language].encode(real).decode(shown, "ignore")
    found = find_mojibake(damaged)
    assert found.runs or found.suspects or found.remains
    assert not any(run.certain for run in found.runs)


def test_a_page_about_encodings_is_left_alone() -> None:
    page = (
        "Mojibake is text in the wrong character encoding. Read as windows-1252, the code page "
        "windows-1251 shows `Ìîäåëè ìàøèííîãî îáó÷åíèÿ` in place of Cyrillic. Unicode ended that."
    )
    assert find_mojibake(page + "\n").runs == ()


def test_which_bytes_a_character_was_made_of_is_chosen() -> None:
    """Code page 932 has some hanzi twice, and Python encodes them one way only."""
    lines = (
        "기본적으로 제공됩니다.",
        "일반적인 패턴",
        "지속적인 연결을 생성.",
        "컴파일을 방해하는 일반적인 패턴",
    )
    clean = "".join(f"{line}\n" for line in lines if _is_made(line))
    damaged = clean.encode("cp949").decode("cp932")
    assert damaged.encode("cp932") != clean.encode("cp949")
    assert restore(damaged).text == clean


def _is_made(line: str) -> bool:
    try:
        return bool(line.encode("cp949").decode("cp932"))
    except UnicodeDecodeError:
        return False


def test_runs_lead_back_and_to_their_places() -> None:
    clean = TEXTS["ja"]
    found = find_mojibake(clean.encode("cp932").decode("gbk"))
    for run in found.runs:
        assert run.channel.send(run.text) == found.source[run.start : run.end]
        assert len(run.bounds) == len(run.text) + 1
        assert list(run.bounds) == sorted(run.bounds)
        assert found.text[run.restored_start : run.restored_end] == run.text
