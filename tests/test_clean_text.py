"""Clean text of any language stays as it is, and so does text about mojibake."""

from __future__ import annotations

import pytest

from digestlint import restore as restore_text
from digestlint.encoding import damage, find_mojibake
from tests.support import see

LANGUAGES = {
    "Arabic": "قرأتُ الورقة أمس؛ هل النتائج صحيحة؟ نعم، و«النموذج» أسرع بمرّتين.",
    "Armenian": "Ես կարդացի հոդվածը, և այն շատ լավն է։",
    "Bengali": "আমি গতকাল প্রবন্ধটি পড়েছি। ফলাফল ভালো।",
    "Chinese, simplified": "本文“重新”审视了注意力机制——结果（见表 2）提升了 4.8 个点……",
    "Chinese, traditional": "我們讀了這篇論文，覺得「方法」很有趣；實驗結果也不錯。",
    "Czech": "Článek byl zvlášť užitečný; tatáž myšlenka „žluťoučký kůň“ úpěla dál.",
    "Danish": "Når »modellen« lærer, går det på et øjeblik – også om Åsen.",
    "Dutch": "De coëfficiënten zijn geïnterpreteerd; ’s avonds één café.",
    "Estonian": "Õpetaja ütles: „Järgmine öö on pikk.”",
    "Finnish": "Tämä on hyvä kysymys: miksi yö on pitkä? Älä hätäile, Åke.",
    "French": "Où est-il\xa0? «\xa0Voilà l’été\xa0», dit-elle\xa0; déjà 50\xa0€… à côté d’Œuvres.",
    "Friulian": "Il teme al è determinât, il Sultanât al è lontan.",
    "Georgian": "მე წავიკითხე სტატია და ძალიან მომეწონა.",
    "German": "»Größe« und „Übermut“: das »Ä« fehlt; Straße, 20\xa0°C, ½ Liter – schön.",
    "Greek": "Διάβασα το «άρθρο»· ήταν πολύ καλό… Ό,τι είπες, ΆΛΦΑ;",
    "Hebrew": "קראתי את המאמר; ארה״ב־ישראל, „ביטויים רגולריים” ו…צה״ל.",
    "Hindi": "मैंने कल शोध-पत्र पढ़ा। परिणाम अच्छे हैं।",
    "Hungarian": "A „szűrő” jól működik: öt hűtőház, árvíztűrő tükörfúrógép.",
    "Icelandic": "Það er gott að læra íslensku; Þór sagði „já“ við Æsu.",
    "Italian": "È così: la città non c’è più, perché lui andò laggiù.",
    "Japanese": "この論文を昨日読みました。「結果」はとても良い（ページ３）。ｶﾀｶﾅ！",
    "Kazakh": "Пайыз піші_мі... қазақша «әдіс» жақсы: Ғалым, Өмір.",
    "Korean": "어제 논문을 읽었습니다. ‘결과’가 정말 좋았어요… 그렇죠?",
    "Latvian": "Šī grāmata ir ļoti laba; Ņemiet vērā: „ķēde” un ģimene.",
    "Norwegian": "Å lære er gøy; Ørsted så på «æren» i 3 år – på Ås.",
    "Persian": "اگر دیسک پر بود، روی «کلیک» بزنید؛ همه\u200cچیز و ... می\u200cماند.",
    "Polish": "Zażółć gęślą jaźń, ŁÓDŹ; „źdźbło…” – święto, ŻÓŁW.",
    "Portuguese": "A função não é única: «São João» às três… ação, pôde, É!",
    "Romanian": "Șapte țări și „ființa”: înțelegere, mâine în București.",
    "Russian": "Вчера я прочёл «статью»: буква «О» и «САРА Е» — СССР, ЁЛКА… № 5.",
    "Serbian": "Ово је „Ћирилица“; Đorđe čita šumsku žabu i pije Njegošev čaj.",
    "Spanish": "¿Qué pasó en España? ¡Olé! El pingüino comió 2 ñoras; «¿él?», dijo.",
    "Swahili": "Nilisoma makala hii jana; ng’ombe wa jirani ni mkubwa.",
    "Swedish": "Hälsningar från Ångström – en ö i en å, sju sjömän på ”Ön”.",
    "Tamil": "நான் நேற்று கட்டுரையைப் படித்தேன்.",
    "Thai": "เมื่อวานฉันอ่านบทความแล้ว “ผลลัพธ์” ดีมาก ๆ",
    "Turkish": "İstanbul’da ığıl ığıl akan çay; ÜŞÜMÜŞ, GÜÇLÜĞÜ, ölçüt: %5.",
    "Ukrainian": "Ми читаємо «ґанок» і їмо; те ж саме, що й «ї» — Єва, щастя’м.",
    "Urdu": "میں نے کل یہ مضمون پڑھا، کیلٹک بولیاں اور پھر آگے بڑھا۔",
    "Vietnamese": "Tôi đã đọc bài báo hôm qua; kết quả rất tốt, ồ, ừ, Nguyễn Ở Huế.",
}

SPECIAL = [
    "Şahin, Łukasz, Schütze, Nguyễn, İstanbul, Erdős–Rényi, Poincaré’s, Itô’s",
    "naïve façade, cliché, Ångström, smörgåsbord, coöperate",
    "| a | 5 ± 1 | 3 × 4 | 256×256 | 10⁻³ | 5×£35 |",
    "┌─é─┬──┐\n│ é │è │\n├───┼──┤\n│░▒▓│█▄│\n└───┴──┘",
    r"¯\_(ツ)_/¯  (╯°□°)╯︵ ┻━┻  ಠ_ಠ  °º¤ø,¸¸,ø¤º°`°º¤ø",
    "IPA: /ˈfəʊnɪm/ [ʃɹ̩ŋkʰ] ɑːʒ ˌɪntəˈnæʃənəl",
    "∀ε>0 ∃δ: |x−a|<δ ⇒ ‖f(x)‖≤ε; 𝑾 ∈ ℝⁿˣᵐ, ∑ᵢ αᵢ ≈ ½ √2, ∂L/∂θ, ẍ",
    "👩‍💻 🏳️‍🌈 🇨🇳 ❤️ 1️⃣ ✔️ 👨‍👩‍👧‍👦 👍🏽",
    "中文 café 日本 Привет Ελλάδα עברית العربية ไทย 한국어 in one line",
    "«é» ‹à› “ö” ‘ü’ „ß“ »Ä« 「中」『文』（é）é…",
    "© 2024 Æther™ ® § ¶ † ‡ • µm Ω 50\xa0€ £5 ¥7 ¢9 n°\xa03 1ª 2º",
    "ÄÖÜäöüß ÀÁÂÃÄÅÆÇÈÉÊË ÌÍÎÏÐÑÒÓÔÕÖ ØÙÚÛÜÝÞß àáâãäåæç",
]

ABOUT_MOJIBAKE = """\
# Mojibake

When UTF-8 is read as Latin-1 or Windows-1252, `é` becomes `Ã©`, and a quote such as "â€œ" appears.

| Character | UTF-8 read as Windows-1252 |
|---|---|
| ü | Ã¼ |
| ’ | â€™ |
| é | Ã© |

The name “MÃ¼ller” is a famous example of a wrong charset; "SÃ£o Paulo" is another one, and the
word 'rÃ©flexion' a third. In Chinese, 乱码 such as `ä¸­æ–‡` is what becomes of 中文.

```js
console.log(buffer.toString('latin1')); // Prints: this is a tÃ©st
```

    $ iconv -f latin1 -t utf-8 notes.txt
    naÃ¯ve donâ€™t â€“ æ–‡å­—åŒ–ã‘

<pre><code>Prints: crÃ¨me brÃ»lÃ©e â‚¬ 5</code></pre>

To repair it, encode the text as Windows-1252 and decode it as UTF-8.
"""

# A mark behind a word: what its last letter and the mark are in UTF-8 is another letter.
MARKED = {
    "Bosnian": "KOLAČIĆ€ JOŠ™ VEĆ¦ KLJUČ‹".replace("€", "™").replace("¦", "¶"),
    "Catalan": "AIXÍ² PERÒ³ CATALÀ† això³",
    "Croatian": "BIČ™ KLJUČ™ KOLAČIĆ® MOGUĆE¹ OKVIRIĆ©",
    "Czech": "VŠECHNĚ² TŘETÍ³ MLADÁ§ ŽÍŽALÁ® PŘÍTEĽ¹ dobrá² třetí³",
    "Danish": "FORBIGÅ² PÅ² SLÅ³ ALTSÅ» BLÅ™ også²",
    "Estonian": "JIDIŠ® KÖÖ² VÕÕ³ TÖÖ¹ öö²",
    "Faroese": "USLAGIÐ² TAÐ¿ NÝ³ LJÓ™ BROTIÐ†",
    "Finnish": "SIIRTYMÄ² NYKYISESTÄ› YÖ² TYÖ³ MÄÄRÄ© yö²",
    "French": "QUALITÉ² DÉJÀ¹ ICI-MÊME³ CAFÉ™ ÉTÉ® qualité² déjà¹",
    "German": "MENÜ² IDÉ³ MENÜ™ TEESTRAẞ² Menü³",
    "Hungarian": "HŰTŐ² TÜKÖR³ KETTŐ® KÖNYVÉ™ fűrésző²",
    "Icelandic": "KONUNGSRÍKIÐ‘ VISTAÐ² TEKIÐ® FRÁ³ það²",
    "Irish": "AISTRIÚ² SHÍOLÚ³ NÁRÚª BÁ™ go bá²",
    "Kurdish": "HAŞEMÎ² CÎBUTÎº HINDÎ® ŞÎLÎ‡",
    "Latvian": "KOPĒ² TĀ³ ŠAJĀ¹ AUGŠLĪMENĪ† MODELĪ™ šajā²",
    "Lithuanian": "MIRUSIŲ¬ ČEČĖNŲ¹ LOTYNŲ² IŠ® ŽIŠ³ žinių²".replace("¬", "™"),
    "Norwegian": "BLÅ² PÅ² NIVÅ§ SNØ³ idé³ nivå²",
    "Polish": "ŹRÓDŁ® PODWÓJNĄ² PÓŁ³ CIERPLIWOŚĆ… WIELOKROTNOŚĆ© minutę®",
    "Portuguese": "IRMÃ² IRMÃ³ MANHÃ™ VOCÊ¹ CAFÉ® você² irmã³",
    "Quechua": "ZULÚ² ALLÍ² ÑUQAÑ³ WAYRÁ™",
    "Romanian": "TOAMNĂ¹ APĂ³ NUMĂRĂ² CÂINELUĬ³ Ţ² apă³",
    "Serbian": "MIŠ² VAŠ³ TREBIČ® VEĆ¹ ključ² već³",
    "Slovak": "VEĽKÁ² TRETÍ³ ĽUDIA¹ SOĽ™ dobrá²",
    "Sorbian": "WUTWORIŁ« POKROČOWAĆ² PÓSŁAŁ³ DWĚ¹ smě²",
    "Spanish": "INDICÓ² AZERÍ³ AQUÍ¹ PORQUÉ® ESTÁ™ aquí² también³",
    "Swedish": "TILLITSNIVÅ² SMÅ³ BLÅ™ ÖÅ¹ små²",
    "Turkish": "SATIRÇ² BAKIŞ³ YEMEĞ² DAĞ™ satırı²",
    "Vietnamese": "HUẾ² MÁ³ NƯỚC¹ ĐÓ™ TỪ²",
    "Walloon": "CLASSIFYÎ† MODÅ² TCHERDJÎ¦ cwålité³".replace("¦", "§"),
    "Welsh": "GWLEDYDDÔ² TŶ³ DŴR² tŷ²",
}

MOJIBAKE = damage(
    "本文提出了一种新的方法，用于训练智能体；实验结果表明效果显著提升，且不需要标注数据。\n"
    "- 动机：现有的非监督学习方法，在与推理有关的任务中不好用（见表 2）。\n",
    "windows-1254",
)


@pytest.mark.parametrize("text", LANGUAGES.values(), ids=list(LANGUAGES))
@pytest.mark.parametrize("times", [1, 20])
def test_languages(text: str, times: int) -> None:
    _stays(f"{text}\n" * times)


@pytest.mark.parametrize(
    "frame", ["{} {} {}\n", "# {}\n", "- {}: {}.\n", "| {} | {} |\n|---|---|\n"]
)
@pytest.mark.parametrize("times", [1, 12])
@pytest.mark.parametrize("language", MARKED)
def test_words_with_marks(language: str, times: int, frame: str) -> None:
    words = MARKED[language].split()
    size = frame.count("{}")
    lines = [frame.format(*(words * 3)[at : at + size]) for at in range(len(words))]
    _stays("".join(lines) * times)


def test_a_short_word_with_a_mark_among_capitals() -> None:
    _stays("HUẾ² MÃ³ NƯỚC¹ ĐÓ™ TỪ²\n" * 12)


@pytest.mark.parametrize(
    ("text", "restored"),
    [
        ("The CAFÃ‰ in MÃœNCHEN, and RÃ‰SUMÃ‰S\n", "The CAFÉ in MÜNCHEN, and RÉSUMÉS\n"),
        (
            "TOAMNĂ¹ and a rÃ©flexion, dÃ©jÃ\xa0 vu, naÃ¯ve\n",
            "TOAMNĂ¹ and a réflexion, déjà vu, naïve\n",
        ),
    ],
)
def test_mojibake_beside_words_with_marks(text: str, restored: str) -> None:
    assert find_mojibake(text).text == restored


@pytest.mark.parametrize(
    "text",
    [
        *["VÃ€", "NEÅ½", "BIRKAĂ‡", "SÓ PERDOARÃ€", "- SΓ³", "VERRΓ€", "PROPRIETÃ€:", "ĹˇÄ«"],
        *[
            "Ð½Ð°",
            "Ξ³ΞΉΞ±",
            "ШЇШ±",
            "РЅРµ",
            "ШЁЩ‡",
            "ŰŚÚ©",
            "ÛŒÚ©",
            "ŲÆŲ±",
            "agentå…¬",
            "ÑĞµ",
            "ĞĞ°",
        ],
        *["MÃ³ e CÃ³", "ÉTÉ Ã€", "word â€” another", "wordâ€” another", "ici â†’", "été Ã©"],
        *["ZACZNIJ OD PRZEMYÅšLENIA, BY SKORZYSTAÄ†", "PÅ™Ã­liÅ¡", "Ã€ bientÃ´t", "naÃ¯ve"],
    ],
)
@pytest.mark.parametrize("frame", ["{}\n", "# {}\n", "**{}** — x\n", "| {} | a |\n|---|---|\n"])
def test_mojibake_that_looks_like_words_with_marks(text: str, frame: str) -> None:
    found = find_mojibake(frame.format(text))
    assert found.runs or found.suspects


@pytest.mark.parametrize(
    ("damaged", "restored"),
    [
        (
            "SÃ£o Paulo NÃ£o Ã‰ SÃ³ Isso; HÃ¡ NÃºmeros Ã€ Vontade.\n",
            "São Paulo Não É Só Isso; Há Números À Vontade.\n",
        ),
        ("x mΓ¥nga. and Γ„R SΓ… GOTT, y\n", "x många. and ÄR SÅ GOTT, y\n"),
        ("Ð½Ð°\n", "на\n"),
        ("- **Ξ³ΞΉΞ±** — x\n", "- **για** — x\n"),
        ("ÛŒÚ©\nØ²ÛŒØ±\n", "یک\nزیر\n"),
    ],
)
def test_mojibake_that_looks_like_words_with_marks_is_restored(damaged: str, restored: str) -> None:
    assert find_mojibake(damaged).text == restored


def test_all_languages_in_one_file() -> None:
    _stays("".join(f"{text}\n" for text in (*LANGUAGES.values(), *SPECIAL)) * 4)


@pytest.mark.parametrize("text", SPECIAL)
def test_special_characters(text: str) -> None:
    _stays(text)


@pytest.mark.parametrize("times", [1, 10])
def test_a_page_about_mojibake(times: int) -> None:
    _stays(ABOUT_MOJIBAKE * times)


def test_what_lacks_its_context_is_reported() -> None:
    """The pages above are not left alone because nothing would be found in them."""
    assert find_mojibake("The word rÃ©flexion alone").suspects
    assert restore_text(MOJIBAKE).text != MOJIBAKE


@pytest.mark.parametrize(
    "word",
    [
        "café", "Rényi", "naïve", "État", "Şahin", "İstanbul", "Ångström", "Poincaré’s", "«é»",
        "»Ä«", "„Ä“", "ça", "été\xa0!", "à\xa0la", "5×£35", "5 Å", "Erdős–Rényi", "SÃO", "“café”",
        "50\xa0€", "µm", "Привет", "日本語", "½", "👩‍💻",
    ],
)  # fmt: skip
@pytest.mark.parametrize("line", ["the {} case\n", "{mojibake} the {} case {mojibake}\n"])
def test_clean_words_among_lossy_mojibake(word: str, line: str) -> None:
    """Someone wrote or repaired the word after the rest of the file was damaged."""
    mojibake = MOJIBAKE.splitlines()[0]
    clean = line.format(word, mojibake=mojibake)
    text = f"{MOJIBAKE * 20}{clean}{MOJIBAKE}"
    start = text.index(f"the {word} case")
    restored = find_mojibake(text)
    assert restored.runs
    assert not any(run.start < start + 9 + len(word) and run.end > start for run in restored.runs)


def _stays(text: str) -> None:
    found = find_mojibake(text)
    assert found.text == text
    assert [text[run.start : run.end] for run in found.suspects] == []
    assert restore_text(text).text == text
    assert see(text, "ENC002", "ENC003") == []


@pytest.mark.parametrize("codec", ["gbk", "big5", "shift_jis", "euc-kr"])
@pytest.mark.parametrize("width", [10, 60, 300])
def test_tables_of_ideographs(codec: str, width: int) -> None:
    """Read as bytes, rows of a code page in its own order are UTF-8 here and there."""
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    table = "".join(pair.decode(codec, "ignore") for pair in pairs)
    ideographs = [char for char in table if "\u4e00" <= char <= "\u9fff"]
    for order in (ideographs, sorted(ideographs)):
        rows = ["".join(order[at : at + width]) for at in range(0, len(order), width)]
        assert find_mojibake("\n".join(rows)).runs == ()


@pytest.mark.parametrize(
    "row",
    [
        "衣部：衻袀袘袚袛袜袟袠袨袪袺袽袾裀裊裑裒裓裛裞",
        "鬼龜叫圭奎揆槻珪硅窺竅糾葵規赳逵閨勻均畇筠菌鈞龜橘",
    ],
)
def test_rows_of_a_dictionary(row: str) -> None:
    restoration = find_mojibake(row)
    assert (restoration.runs, restoration.suspects) == ((), ())
