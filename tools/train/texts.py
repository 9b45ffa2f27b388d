"""The training texts in the shares that the model is trained on."""

import hashlib
from collections.abc import Iterable

import numpy as np

from digestlint.encoding.infill.symbols import Alphabet
from tools.train.corpus import Document
from tools.train.dataset import Stream, encode, vocabulary

# Digests are summaries of papers; of encyclopedias there is little, and it is full of names.
COPIES = {"summaries": 2, "encyclopedia": 5, "documentation": 1}
"""How often each kind of text counts."""
_TRADITIONAL_SHARE = 0.08
_CONVERSIONS = ("s2t", "s2twp")


def compose(documents: Iterable[Document], seed: int) -> tuple[Alphabet, Stream]:
    """Return the alphabet of the training texts, and the texts in random order.

    Some documents are there in Traditional Chinese as well, converted by OpenCC with the
    characters of mainland scholarship or with Taiwan's characters and words.
    """
    from opencc import OpenCC

    converters = [OpenCC(name) for name in _CONVERSIONS]
    texts: list[str] = []
    traditional: list[str] = []
    for number, document in enumerate(documents):
        text = "\n".join(document.lines) + "\n"
        texts += [text] * COPIES[document.kind]
        digest = hashlib.blake2b(f"traditional {document.source} {number}".encode(), digest_size=8)
        if int.from_bytes(digest.digest(), "big") / 2**64 < _TRADITIONAL_SHARE:
            traditional.append(converters[number % len(converters)].convert(text))
    texts += traditional
    alphabet = Alphabet(vocabulary(texts))
    order = np.random.default_rng(seed).permutation(len(texts))
    return alphabet, encode(alphabet, (texts[index] for index in order))
