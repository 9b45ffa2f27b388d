"""What a stretch reads as depends on the stretch and its view, and on nothing read before."""

import gc
import json
from pathlib import Path

from digestlint.encoding import Channel, find_mojibake
from digestlint.encoding.detect.decoding import decodings_of

SPACED = Channel.parse("windows-1254,ignore,strip-ad,nbsp-to-space")


def test_a_space_that_is_half_of_a_letter_here_is_none_there() -> None:
    known = decodings_of(SPACED)
    assert known.read("Ã ", b"\xc3\xa0").text == "à"
    assert known.read("Ã ", b"\xc3 ").damaged == (0,)


def _forget_everything() -> None:
    for known in gc.get_objects():
        if type(known).__name__ == "_lru_cache_wrapper" and "mojibake" in (known.__module__ or ""):
            known.cache_clear()


def test_texts_do_not_depend_on_those_before() -> None:
    cases = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))
    texts = [case["dirty"] for case in cases["restored"]]
    texts += ["tambÃ©m voltarÃ¡ Ã quele lugar Ã s trÃªs", "NgÃ nh hÃ nh chÃ\xadnh"]
    _forget_everything()
    forwards = [find_mojibake(text).text for text in texts]
    _forget_everything()
    backwards = [find_mojibake(text).text for text in reversed(texts)]
    assert forwards == backwards[::-1]
