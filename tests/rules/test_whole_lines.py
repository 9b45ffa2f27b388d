"""A line of mojibake is restored as a whole or not at all, and what is left is reported."""

from __future__ import annotations

import pytest

from digestlint.core.finding import Applicability
from digestlint.encoding import Channel, find_mojibake
from tests.support import diagnose, fixed, see

RULES = ("ENC002", "ENC003")
LOSSY = "windows-1252,ignore,strip-ad"
TURKISH = "windows-1254,ignore,strip-ad"
SPACES = "windows-1254,ignore,strip-ad,nbsp-to-space"
STRIPPED = "iso-8859-1,strip-c1"


def sent(clean: str, channel: str) -> str:
    return Channel.parse(channel).send(clean)


LATIN = [
    ("Aquí vivía una niña muy tímida que leía en francés.", LOSSY),
    ("A política económica do país é difícil de explicar aqui.", TURKISH),
    ("Leknín květl celé léto, teď už čeká na zimu.", LOSSY),
    ("Łódź leży w środku kraju, a Gdańsk nad morzem.", TURKISH),
    ("İstanbul’da Şubat ayı soğuk geçer, ÇOĞU kişi üşür.", TURKISH),
    ("Người dân ở đây rất yêu những buổi chiều mùa thu.", LOSSY),
    ("Írt egy levelet, és elküldte a barátjának Őrségbe.", LOSSY),
    ("Ela disse “talvez” e saiu, mas não voltou à tarde.", LOSSY),
    ("Er sagte „vielleicht“ und ging über die Brücke.", TURKISH),
    ("She said “perhaps” – and left – without a word…", LOSSY),
    ("Il a répondu « oui » à la question, voilà tout.", SPACES),
    ("La città è già là, però non c’è più nessuno.", SPACES),
    ("Szczęście sprzyja tym, którzy się nie poddają.", STRIPPED),
    ("Größe und Übermut tun selten gut, sagte der König.", STRIPPED),
    ("Ἡ γλῶσσα είναι δύσκολη, αλλά πολύ όμορφη.", LOSSY),
    ("Сегодня ясно, а завтра снова пойдёт снег с дождём.", LOSSY),
    ("Ці слова ясно свідчать про її щире бажання вчитися.", TURKISH),
    ("في الملف الأول فهرس كامل لكل المفاهيم.", TURKISH),
    ("यह पुस्तक बहुत सुंदर और उपयोगी है।", LOSSY),
    ("เขาอ่านบทความและพบว่าผลลัพธ์ดีมาก", TURKISH),
    ("この論文の結果はとても良いと思います。", LOSSY),
    ("우리는 새로운 학습 방법을 제안합니다.", LOSSY),
]


@pytest.mark.parametrize("shape", ["{}\n", "- {}\n", "| a | {} |\n|---|---|\n", "# {}\r\n"])
@pytest.mark.parametrize(("clean", "channel"), LATIN)
def test_right_or_as_it_was_and_reported(clean: str, channel: str, shape: str) -> None:
    right, text = shape.format(clean), shape.format(sent(clean, channel))
    assert text != right
    after = fixed(text, *RULES, unsafe=False)
    assert after in (text, right)
    assert after == right or see(after, *RULES)
    guessed = fixed(text, *RULES)
    assert guessed == text or len(guessed) == len(right)
    assert guessed != text or see(guessed, *RULES)


@pytest.mark.parametrize(
    ("clean", "channel"),
    [
        ("Sólo aquí había una opción más rápida.", LOSSY),
        ("Většina možností zmizela časem.", LOSSY),
        ("Он уже всё сказал и на всё согласен.", LOSSY),
        ("الملف الأول والفهرس والتعريف", TURKISH),
        ("पुस्तक पढ़ना बहुत अच्छा है", LOSSY),
        ("Łukasz mieszka w Łodzi i lubi Gdańsk.", TURKISH),
        ("She said “perhaps” and left the room", LOSSY),
        ("Er sagte „vielleicht“ und ging", TURKISH),
        ("Το πρόγραμμα είναι πολύ χρήσιμο για τους χρήστες.", LOSSY),
    ],
)
def test_letters_and_marks_by_what_is_around_them(clean: str, channel: str) -> None:
    assert fixed(sent(clean, channel) + "\n", *RULES) == clean + "\n"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Café Müller met GÃ¶del â€“ fine\n", "Café Müller met Gödel – fine\n"),
        ("- naïve and dÃ©jÃ\xa0 vu, donâ€™t you\n", "- naïve and déjà vu, don’t you\n"),
    ],
)
def test_clean_and_damaged_words_in_one_line(text: str, right: str) -> None:
    assert fixed(text, *RULES) in (text, right)
    assert see(text, *RULES)


def test_the_rows_of_a_table_are_no_examples_of_each_other() -> None:
    text = "| MÃ¼ller | Zürich |\n|---|---|\n| GÃ¶del | Köln |\n"
    assert {seen.fix for seen in see(text, *RULES)} == {Applicability.UNSAFE}
    assert fixed(text, *RULES, unsafe=False) == text
    assert fixed(text, *RULES) == "| Müller | Zürich |\n|---|---|\n| Gödel | Köln |\n"


@pytest.mark.parametrize(
    "text",
    [
        "Café becomes CafÃ© when UTF-8 is read as Latin-1.\n",
        "Müller (often shown as MÃ¼ller) is right.\n",
        "naïve → naÃ¯ve\n",
    ],
)
def test_a_sentence_that_explains_mojibake_stays(text: str) -> None:
    assert fixed(text, *RULES) == text


@pytest.mark.parametrize("code", ["```\ncall() â€” POST\n```\n", "Run `a â€” b` twice.\n"])
def test_code_is_damaged_where_the_prose_is(code: str) -> None:
    text = f"Use it â€” always.\n\n{code}"
    right = text.replace("â€”", "—")
    assert fixed(text, *RULES) == right
    after = fixed(text, *RULES, unsafe=False)
    assert after == right or see(after, *RULES)
    assert see(code, *RULES) == []


@pytest.mark.parametrize("mark", ["†", "↠"])
@pytest.mark.parametrize(
    "text", ["a â€œbâ€ c\n", "â€œoneâ€ and â€œtwoâ€ and\n", "x â†’ y â€œzâ€ w\n"]
)
def test_a_space_after_a_word_is_no_half_of_a_mark(text: str, mark: str) -> None:
    assert mark not in fixed(text, *RULES)
    assert "nbsp" not in find_mojibake(text).text


CHINESE = [
    "强化学习几乎总是更可靠，加上几个例子就更加容易学习。",
    "我们学习了几种方法，靠的是增加数据，而不是增加参数。",
    "几个模型都在学习如何更加可靠地回答问题。",
]


@pytest.mark.parametrize("clean", CHINESE)
def test_no_break_spaces_that_became_spaces_belong_to_hanzi(clean: str) -> None:
    text = sent(clean, SPACES) + "\n"
    after = fixed(text, *RULES)
    assert after == clean + "\n"


def test_what_is_left_of_a_line_is_named() -> None:
    text = sent("Đây là những buổi chiều mùa thu rất đẹp ở Hà Nội.", STRIPPED) + "\n"
    (found,) = diagnose(text, *RULES)
    assert found.fix is None or found.fix.applicability is Applicability.UNSAFE


@pytest.mark.parametrize(
    "text",
    [
        "Donât worry â itâs âfineââ¦\n",
        "We wonât, and they said âmaybeâ.\n",
        "Iâm sure thatâs it\n",
        "WyÅlij aplikacjÄ na urzÄdzenia.\n",
        "VerificÄ dacÄ un fiÈier este valid.\n",
        "lâeau et lâair, dâailleurs\n",
        "ã¹ããã ã¿ã¹ã¯\n",
    ],
)
def test_letters_that_no_word_has_there_are_reported(text: str) -> None:
    assert see(text, *RULES)
    assert fixed(text, *RULES) == text


@pytest.mark.parametrize(
    "text",
    [
        "Cât de mult, atât de bine; râd de gând.\n",
        "L’âge de l’âme, un mât et une pâte; hâlâ, dâhil.\n",
        "Một câu rất lâu và đâu đó.\n",
        "São Paulo, mãe, não, irmãs.\n",
    ],
)
def test_words_with_a_circumflex_are_words(text: str) -> None:
    assert see(text, *RULES) == []


@pytest.mark.parametrize(
    "text",
    [
        "See (§12.1–§12.4).\n",
        "复杂度是 Θ(1/Δ²)个样本。\n",
        "O(1/ε²), σ² und Σ², 10 Å— and √π\n",
        "ZULÚ² ALLÍ², TOAMNĂ¹, CAFÉ™\n",
        "площадь 5 м² и 3 км³ при 20° тепла\n",
        "sobald er lädt—örtlich—und dann\n",
    ],
)
def test_signs_beside_letters_are_no_mojibake(text: str) -> None:
    assert see(text, *RULES) == []


RUSSIAN = "Модели машинного обучения и данные для них."
LEGACY = [
    (RUSSIAN, "cp1251", "cp1252"),
    (RUSSIAN, "koi8_r", "cp1251"),
    (RUSSIAN, "cp1251", "koi8_r"),
    (RUSSIAN, "cp866", "cp1251"),
    (RUSSIAN, "cp1251", "cp866"),
    (RUSSIAN, "koi8_r", "latin-1"),
    ("Καλημέρα σας, το πρόγραμμα είναι έτοιμο.", "cp1253", "cp1252"),
    ("我们提出了一种新的方法，效果很好。", "gbk", "latin-1"),
    (RUSSIAN, "utf-8", "koi8_r"),
    (RUSSIAN, "utf-8", "cp866"),
]


@pytest.mark.parametrize("shape", ["{}\n", "- a\n- {}\n"])
@pytest.mark.parametrize(("clean", "real", "shown"), LEGACY)
def test_text_of_another_encoding_is_restored_whole(
    clean: str, real: str, shown: str, shape: str
) -> None:
    text = shape.format(clean.encode(real).decode(shown))
    assert see(text, *RULES)
    assert fixed(text, *RULES) == shape.format(clean)
    after = fixed(text, *RULES, unsafe=False)
    assert after in (text, shape.format(clean))


@pytest.mark.parametrize("shape", ["{}\n", "- {}\r\n", "> {}\n", "| a | {} |\n|---|---|\n"])
@pytest.mark.parametrize(
    "clean",
    [
        "1998–2004",
        "7–9 %",
        "The night train – a short history",
        "Rivers — and lakes.",
        "Open the door — then wait.",
        "the “40 worst songs” of the year",
        "She asked, “now or never?” and left.",
        "The waiting is over…",
        "A frame of 3×4 fields",
        "costs £7 a day",
        "© 2011 The Editors",
        "Water boils at 100 °C here",
        "Rain fell for 60\N{NO-BREAK SPACE}days",
        "my old résumé",
        "We learn slowly—especially the older ones.",
        "This is the difference—everything else was settled.",
        "the players’ coach",
        "Run `tool` — twice",
        "The Rhine–Danube canal",
        "Model‑3 is here",
        "≥ 12 fields, ≤ 4 rows",
        "– an item with a dash",
        "| done | ✓ |",
        "🎁 A gift",
        "Start 🚂 now",
    ],
)
def test_punctuation_without_its_controls_is_reported(clean: str, shape: str) -> None:
    damaged = sent(clean, STRIPPED)
    for text in (shape.format(damaged), shape.format(damaged.replace("\xa0", " "))):
        assert not text.isascii()
        assert see(text, *RULES)


@pytest.mark.parametrize(
    "text",
    [
        "Nous avons un site âpre et beau.\n",
        "O oceano Atlântico é longe; a distância importa.\n",
        "The bâton is passed to the next runner of the team.\n",
        "A night at Château Latour with the gâteau of the house.\n",
        "Let the operator â and its adjoint commute.\n",
        "where â is the estimated action\n",
        "They say ð as in the word this, and the sound ð is voiced.\n",
        "| 0xE2 | â |\n|---|---|\n",
        "The letter â is written in Romanian and Turkish.\n",
        "| â | `&acirc;` |\n|---|---|\n",
        "The matrix Ã is the normalized Laplacian.\n",
        "Nestlé®, Café™, Citroën® und Zoë²\n",
        "Amândoi vorbesc limba, dar coborând scara.\n",
        "魑魅的故事很长，我们慢慢讲。\n",
        "小鹦鹉和小鼹鼠在森林里玩。\n",
        "뷁이라는 글자는 재미있다.\n",
        "ﾃﾞｰﾀを半角ｶﾅで入力する。\n",
    ],
)
def test_words_and_names_beside_punctuation_are_clean(text: str) -> None:
    assert see(text, *RULES) == []


DOUBLE_BYTE = {
    "cp932": (
        "駅の前で友だちを待っています。",
        "サーバーにデータを送る。",
        "結果の一覧を表に示す。",
        "参考文献の一覧",
    ),
    "euc_jp": ("駅の前で友だちを待っています。", "サーバーにデータを送る。"),
    "gbk": ("图书馆里的人很多，我们在门口等。", "参考文献"),
    "cp950": ("圖書館裡的人很多，我們在門口等。", "程式的結構與資料"),
    "cp949": ("도서관에는 사람이 많습니다.", "참고 문헌"),
}


@pytest.mark.parametrize("shown", ["cp1252", "cp1254", "latin-1"])
@pytest.mark.parametrize("keeps", [True, False])
@pytest.mark.parametrize(
    ("clean", "real"), [(clean, real) for real, texts in DOUBLE_BYTE.items() for clean in texts]
)
def test_double_byte_text_read_byte_by_byte_is_reported(
    clean: str, real: str, shown: str, *, keeps: bool
) -> None:
    chars = [bytes([byte]).decode(shown, "ignore") for byte in clean.encode(real)]
    if keeps:
        chars = [char or chr(byte) for char, byte in zip(chars, clean.encode(real), strict=True)]
    text = "".join(chars) + "\n"
    assert see(text, *RULES)
    assert fixed(text, *RULES, unsafe=False) in (text, clean + "\n")


@pytest.mark.parametrize("shown", ["cp932", "cp949", "cp950"])
@pytest.mark.parametrize(
    "clean",
    [
        "实验的结果说明，这个方法比别的方法好得多。",
        "實驗的結果說明，這個方法比別的方法好得多。",
        "도서관에는 오늘도 사람이 아주 많이 있습니다.",
        "結果をまとめた一覧を、次の表に示しておく。",
    ],
)
def test_utf_8_read_as_double_byte_text_is_reported(clean: str, shown: str) -> None:
    text = clean.encode().decode(shown, "ignore") + "\n"
    assert see(text, *RULES)
    assert fixed(text, *RULES, unsafe=False) in (text, clean + "\n")


def test_one_vietnamese_line_does_not_hide_another_that_is_damaged() -> None:
    assert see("Một câu rất lâu.\n\nWe donât know.\n", *RULES)


@pytest.mark.parametrize("clean", DOUBLE_BYTE["cp949"])
def test_korean_is_not_written_as_chinese(clean: str) -> None:
    text = clean.encode("cp949").decode("cp1252") + "\n"
    assert fixed(text, *RULES) in (text, clean + "\n")


@pytest.mark.parametrize("text", ["`5â10` is shown\n", "```\n2010â2020\n```\n"])
def test_left_over_letters_in_code_are_examples(text: str) -> None:
    assert see(text, *RULES) == []
