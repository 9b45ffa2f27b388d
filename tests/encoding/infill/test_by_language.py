"""Damaged characters outside Chinese: each line is restored by the model of its language."""

from __future__ import annotations

import lzma
import weakref
from itertools import product
from math import prod
from pathlib import Path

import numpy as np
import pytest
from tools.train import character_rows
from tools.train import languages as training

from digestlint.encoding import Channel, damage, find_mojibake
from digestlint.encoding.infill import by_language, fill_in, language_model, languages
from digestlint.encoding.infill.language_model import REACH, LanguageModel, symbols
from digestlint.encoding.infill.spelling import Hole, rank

LINES = {
    "ar": "هذا الفصل يشرح كيف يمكن للفريق أن يفهم النتائج في وقت قصير.",
    "cs": "Proč je tento článek důležitý? Četli jsme ho včera večer a líčí celý postup.",
    "el": "Το πρώτο μέρος περιγράφει την έρευνα και τα κύρια αποτελέσματα.",
    "en": "The authors call it “a first step”, and they don’t say what follows.",
    "es": "Los autores dicen que es “un primer paso” y no explican lo que sigue.",
    "he": "קובץ זה כולל את כל הנתונים של המשתמש, אנא בחר אפשרות אחרת.",
    "hi": "यह लेख बताता है कि हम नए परिणामों को कैसे समझ सकते हैं।",
    "ja": "この論文では、新しい学習の方法を提案し、その結果について説明します。",
    "ko": "이 문서에서는 새로운 방법을 설명하고 그 결과를 자세히 다룹니다.",
    "pl": "Autorzy piszą „to pierwszy krok”, a dalej opisują, jak działa ta metoda.",
    "ru": "В этом разделе описан новый способ обучения и все его основные свойства.",
    "th": "บทความนี้อธิบายวิธีการใหม่และผลการทดลองทั้งหมด",
    "uk": "У цьому розділі описано новий спосіб навчання та всі його основні властивості.",
    "vi": "Mọi người đều có thể đọc phần này và hiểu rõ các kết quả từ đầu.",
}
PAGES = ("windows-1252", "windows-1254")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LINES)
def test_lossy_lines_come_back(language: str, page: str) -> None:
    clean = f"{LINES[language]}\n" * 3
    sent = damage(clean, page, strip=())
    assert sent != damage(clean, page, "keep", strip=())
    assert fill_in(find_mojibake(sent)).restoration.text == clean


def test_a_word_of_one_letter() -> None:
    clean = "Мы начали с малого и пришли с новыми силами.\n" * 3
    sent = damage(clean, "windows-1252", strip=())
    assert "\xa0" not in sent
    assert fill_in(find_mojibake(sent)).restoration.text == clean


@pytest.mark.parametrize("page", PAGES)
def test_accents_that_are_characters_of_their_own(page: str) -> None:
    clean = (
        "El boto\u0301n de la izquierda esta\u0301 activo; la página es pequeña.\n"
        "La ra\u0301pida respuesta sera\u0301 u\u0301til, según el señor García.\n"
        "Abra el menu\u0301 y elija la opcio\u0301n que ma\u0301s le guste.\n"
    )
    sent = damage(clean, page)
    assert "ra\u00cc" in sent
    assert fill_in(find_mojibake(sent)).restoration.text == clean


def test_a_capital_that_begins_a_line_without_any_other_damage() -> None:
    clean = (
        "A Área de trabalho não está visível, e você também não pode vê-la.\n"
        "Área de trabalho remota\n"
        "Ícone da aplicação à esquerda, já visível na ação.\n"
        "Ícones de acessibilidade\n"
    )
    sent = damage(clean, "windows-1254", strip=())
    assert sent.splitlines()[1] == "\u00c3rea de trabalho remota"
    assert fill_in(find_mojibake(sent)).restoration.text == clean


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "clean",
    [
        "ภาพนี้ใช้ภาษาไทย",  # the letter ภ before a vowel that follows a letter
        "यह ठंडा और ठीक है, ठेला भी।",
        "السنة ٢٠٢٠ وكانت قبلها السنة ١٠٠",
        "الصفحات ٥٠ و٧٠ و١٠٥",
    ],
)
def test_a_space_that_is_half_of_a_character(clean: str, page: str) -> None:
    sent = damage(clean, page).replace("\xa0", " ")
    assert fill_in(find_mojibake(sent)).restoration.text == clean


def test_the_end_of_a_word_and_a_space_are_not_one_character() -> None:
    clean = (
        "Další informace najdete v nápovědě ke čtečce, která je nejbližší městu.\n"
        "Větší nebo menší text, nejvyšší možné stáří profilu, příští střední část.\n"
    )
    sent = damage(clean, "windows-1254")
    restored = fill_in(find_mojibake(sent)).restoration.text
    assert "à" not in restored
    assert len(restored) == len(clean)


@pytest.mark.parametrize(
    "clean",
    [
        "O ruído à noite é Ãlto? NÃO, É PÃO. Ã",
        "Nguyễn Ãnh, DÌ TƯ và ÔNG Ì, aÌB",
        "Màu IÌ và Ìyá ni wọ́n",
    ],
)
def test_clean_capitals_stay(clean: str) -> None:
    assert find_mojibake(clean).text == clean
    assert find_mojibake(clean).runs == ()


def test_one_document_in_several_languages() -> None:
    clean = "\n\n".join(LINES[name] for name in ("ru", "ja", "el", "ar", "ko", "cs", "ru"))
    assert fill_in(find_mojibake(damage(clean, "windows-1252", strip=()))).restoration.text == clean


def test_chinese_lines_are_left_to_the_network() -> None:
    clean = "本文提出了一种新的方法，实验结果表明该方法优于现有方法。\n"
    sent = damage(clean * 3 + LINES["ru"], "windows-1254", strip=())
    assert fill_in(find_mojibake(sent)).restoration.text == clean * 3 + LINES["ru"]


@pytest.mark.parametrize(
    ("language", "survived", "right"),
    [
        ("ar", "في هذا الفصل", "ف"),
        ("th", "และผล", "แ"),
        ("ja", "この論文の結果", "の"),
        ("hi", "विज्ञान के पुराने प्रश्न", "्"),
    ],
)
def test_a_rare_mark_does_not_win_a_letters_place(language: str, survived: str, right: str) -> None:
    clean = f"{survived} {LINES[language]}"
    filled = fill_in(find_mojibake(damage(f"{clean}\n" * 2, "windows-1252", strip=())))
    at = clean.index(right)
    assert filled.restoration.text[at] == right
    assert filled.choices[at].char == right


def test_sure_letters_are_sure_enough_for_a_safe_fix() -> None:
    clean = "".join(f"{LINES['ru']}\n" for _ in range(3))
    filled = fill_in(find_mojibake(damage(clean, "windows-1252", strip=())))
    assert max(choice.posterior for choice in filled.choices.values()) >= 0.99


def test_a_channel_that_was_not_calibrated_is_never_sure() -> None:
    clean = f"{LINES['ru']}\n" * 3
    channel = Channel("iso-8859-1", "keep", frozenset({"strip-c1"}))
    filled = fill_in(find_mojibake(channel.send(clean), channel))
    assert filled.choices
    assert max(choice.posterior for choice in filled.choices.values()) <= 0.98


@pytest.mark.parametrize(
    ("text", "damaged", "language"),
    [
        (LINES["ru"], {}, "ru"),
        (LINES["uk"], {}, "uk"),
        (LINES["cs"], {}, "cs"),
        (LINES["en"], {}, "en"),
        ("Ez a cikk egy új módszert ír le, és bemutatja a legfontosabb eredményeket.", {}, ""),
        ("Este artigo descreve um novo método e os seus principais resultados.", {}, "pt"),
        ("Cet article décrit une nouvelle méthode et ses principaux résultats.", {}, "fr"),
        ("Dieser Artikel beschreibt eine neue Methode und ihre wichtigsten Ergebnisse.", {}, "de"),
        ("Bu makale yeni bir yöntemi ve başlıca sonuçlarını anlatmaktadır.", {}, "tr"),
        ("本文提出了一种新的方法", {}, "zh"),
        ("検索結果", {"Kana": 2}, "ja"),
        ("12 + 30", {}, ""),
        ("the α of 3", {}, "en"),
    ],
)
def test_the_language_of_a_line(text: str, damaged: dict[str, int], language: str) -> None:
    assert languages.languages_of(text, [languages.Line(0, len(text), damaged)]) == [language]


TRAINING = "the cat sat on the mat\nthe bat sat on the hat\na cat and a bat\n" * 30


@pytest.fixture(scope="module")
def small() -> LanguageModel:
    weights = np.ones(len(TRAINING), dtype=np.float32)
    arrays = character_rows.build(TRAINING, weights, 400, is_latin=True)
    return LanguageModel(arrays | {"calibration": np.asarray([[-9, 9], [-9, 9]], np.float32)})


def test_shares_are_those_of_all_paths(small: LanguageModel) -> None:
    text = "the cat sat on\nthe bat"
    holes = [Hole(4, "cbm"), Hole(5, "ae"), Hole(8, "shm"), Hole(19, "bch")]
    found = dict(rank(small, text, holes))
    known = symbols(chars := "".join(sorted(set(text) | set("cbmaeshm"))), is_latin=True)
    odds: dict[tuple[str, ...], float] = {}
    for chosen in product(*(hole.options for hole in holes)):
        row = list(text + "\n")
        for hole, char in zip(holes, chosen, strict=True):
            row[hole.offset] = char
        numbers = [chars.index(char) for char in ["\n"] * REACH + row]
        total = 0.0
        for at in range(REACH, len(numbers)):
            before = numbers[at - REACH : at][::-1]
            if chars.index("\n") in before:  # what is in another line does not count
                first = before.index(chars.index("\n"))
                before[first:] = [chars.index("\n")] * (REACH - first)
            history = np.asarray([before], dtype=np.int32)
            char_number = np.asarray([numbers[at]], dtype=np.int32)
            left = small.backoffs(known, history)
            total += float(small.log_probabilities(known, history, left, char_number)[0])
        odds[chosen] = 2.0**total
    whole = sum(odds.values())
    for number, hole in enumerate(holes):
        for option, share in zip(hole.options, found[number], strict=True):
            part = sum(odd for chosen, odd in odds.items() if chosen[number] == option)
            assert share == pytest.approx(part / whole, abs=1e-4)


def test_probabilities_are_of_one_character(small: LanguageModel) -> None:
    chars = "".join(sorted(set(TRAINING)))
    known = symbols(chars, is_latin=True)
    for row in ("the ", "at s", "zzzz", "\n\n\n\n"):
        if set(row) <= set(chars):
            history = np.repeat([[chars.index(char) for char in row[::-1]]], len(chars), axis=0)
            history = history.astype(np.int32)
            every = np.arange(len(chars), dtype=np.int32)
            odds = small.log_probabilities(known, history, small.backoffs(known, history), every)
            assert 0.9 <= float(np.exp2(odds).sum()) <= 1.1


def test_what_was_never_seen_is_not_known(small: LanguageModel) -> None:
    assert small.knows("c")
    assert not small.knows("ж")


def test_posteriors_follow_the_calibration(small: LanguageModel) -> None:
    assert small.calibrated(1.0, 0.0) == 1.0
    assert small.calibrated(0.75, 0.25) == pytest.approx(0.75)
    assert small.calibrated(1.0, 1e-15) == pytest.approx(1 / (1 + np.exp(-9)))
    assert small.calibrated(1e-15, 1.0) == pytest.approx(1 / (1 + np.exp(9)))


def test_no_model_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[weakref.ref[LanguageModel]] = []

    def kept(language: str) -> LanguageModel:
        model = language_model.language_model(language)
        assert not any(each() for each in made)  # one at a time
        made.append(weakref.ref(model))
        return model

    monkeypatch.setattr(by_language, "language_model", kept)
    clean = "Это небольшая статья о языке.\n\nΗ εργασία αυτή είναι μικρή.\n"
    fill_in(find_mojibake(damage(clean, "windows-1252", strip=())))
    assert len(made) == 2
    assert not any(each() for each in made)


def test_training_from_folders(tmp_path: Path) -> None:
    names = {"cs": "článek", "ru": "статья"}
    for language, word in names.items():
        folder = tmp_path / "corpus" / language
        folder.mkdir(parents=True)
        for source in "abcd":
            lines = (f"{word} {source} {word} {number % 7}x{source * 3}" for number in range(900))
            data = lzma.compress("\n".join(lines).encode())
            (folder / f"{source}.txt.xz").write_bytes(data)
    out = tmp_path / "out"
    arguments = [str(tmp_path / "corpus"), "--out", str(out), "--only", "cs", "ru", "languages"]
    assert training.main(arguments) == 0
    made = {path.name: path.read_bytes() for path in out.iterdir()}
    assert len(made) == 6
    assert training.main(arguments) == 0
    assert made == {path.name: path.read_bytes() for path in out.iterdir()}
    with np.load(out / "language-ru.npz") as arrays:
        model = LanguageModel(dict(arrays))
    ((_, shares),) = rank(model, "\ufffdтатья a", [Hole(0, "сэя")])
    assert prod(shares.shape) == 3
    assert int(shares.argmax()) == 0


def test_held_out_sources_are_not_trained_on(tmp_path: Path) -> None:
    (tmp_path / "hi").mkdir()
    for name in ("github+opensource.guide", "gnome-user-docs", "other"):
        (tmp_path / "hi" / f"{name}.txt.xz").write_bytes(lzma.compress(b"line\n"))
    assert set(training.read([tmp_path], "hi")) == {"other"}
    assert set(training.read([tmp_path], "hi", held_out=True)) == {"github+opensource.guide"}
