"""What explains a word in another script: a name, or a sentence on languages or a country."""

from __future__ import annotations

from digestlint._runtime.patterns import lazy_pattern
from digestlint.rules.generated.scripts import CYRILLIC, HAN, HANGUL, KANA

SCRIPTS = frozenset({"ひらがな", "カタカナ", "한글"})  # words that are the names of theirs
# What has a name: `the dataset 悟道`. A model may also do something in another language.
NAMED_BEFORE = lazy_pattern(
    r"(?:\b(?:datasets?|corpus|corpora|benchmarks?|apps?|compan(?:y|ies)|games?|books?|novels?|films?|"
    r"poems?|cit(?:y|ies)|thanks?|by|professor|aplicaci[oó]n|plataforma|empresa|libro|ciudad)"
    r"|(?:датасет|корпус|компани|приложени|платформ|бенчмарк|игр|книг|роман|фильм|город)[а-яё]{0,3})"
    r"\s\Z",
    2,  # re.IGNORECASE
)
# Names of people, works and companies are written in the script of their country.
ON_COUNTRY = {
    KANA: lazy_pattern(
        r"日本|明治|大正|昭和|平成|令和|漫[画畫]|[动動][漫画畫]|[声聲][优優]|[游遊][戏戲]|京都|[东東]京|"
        r"一般[写寫]|일본|애니|만화|japan|tokyo|anime|япон",
        2,  # re.IGNORECASE
    ),
    HANGUL: lazy_pattern(r"[韩韓][国國]|首[尔爾]|朝[鲜鮮]|ソウル|korea|seoul|коре[яйи]", 2),
    HAN: lazy_pattern(
        r"중국|대만|홍콩|china|taiwan|hong kong|beijing|shanghai|кита[йя]|chin[oa]s?\b", 2
    ),
    CYRILLIC: lazy_pattern(r"俄[罗羅]斯|[乌烏]克[兰蘭]|러시아|ロシア|russia|ukrain|moscow", 2),
}
ON_LANGUAGE = lazy_pattern(
    r"\b(?:words?|letters?|characters?|scripts?|alphabets?|languages?(?! model)|"
    r"translat\w*|mean(?:s|ing)|call(?:s|ed)|named?|unicode|cyrillic|arabic|persian|hebrew|hindi|bengali|thai|korean|"
    r"japanese|chinese|russian|ukrainian|mandarin|kanji|hanja|hanzi|hangul|pinyin|e\.g|"
    r"homoglyphs?|symbols?)\b"
    r"|[语語](?:言(?!模型)|法)|文字|字[符母形]|[单單词詞][词詞]|[词詞][语語汇彙]|假名|[谚諺]文|方言|拼[写寫]|例如|比如|"
    r"[俄日韩韓阿泰印希波孟乌烏][\w]{0,4}[语語文]|意[为為思]|[称稱][为為]|叫做|音[译譯]|同形"
    r"|\b(?:palabras?|letras?|s[ií]mbolos?|car[aá]cter(?:es)?|idiomas?|significan?|mots?|lettres?|"
    r"caractères?|langues?|wort|wörter|buchstaben?|zeichen|bedeutet)\b"
    r"|단어|언어(?! ?모델)|글자|문자|한자|일본어|중국어|러시아어"
    r"|単語|言語(?!モデル)|韓国語|中国語|ロシア語"
    r"|слов[аоу]\b|букв|язык(?!ов\w{2} модел)|иероглиф|символ|перевод|означа|значит|называ"
    r"|китайск|японск|корейск|\b(?:chin[oa]s?|japon[eé]s(?:as?|es)?|corean[oa]s?|rus[oa]s?)\b",
    2,  # re.IGNORECASE
)
