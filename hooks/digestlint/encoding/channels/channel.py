"""What happens to UTF-8 text that is read as another code page.

A channel reads the UTF-8 of a text as a code page. Bytes without a character there are kept (as the
control of the same number), dropped, or replaced by a mark; afterwards other characters may have
been stripped or simplified. Text may go through several channels, one after the other.
"""

import codecs
from dataclasses import dataclass, replace
from functools import cached_property

from digestlint.encoding.channels.channel_names import Errors, Reading, Step, parse, spell
from digestlint.encoding.channels.codepages import CodePage, code_page
from digestlint.encoding.channels.multibyte import CODECS as MULTIBYTE
from digestlint.encoding.channels.multibyte import CONTINUATIONS, LEGACY, PAGES, WINDOWS
from digestlint.encoding.channels.no_break_spaces import SOFT_HYPHEN, with_no_break_spaces

HOLE = 0x1A
"""The byte that a view has where a mark stands for a lost byte."""

_MARKS: dict[Errors, str] = {"?": "?", "replace": "\ufffd"}
_QUOTES = {"‘": "'", "’": "'", "“": '"', "”": '"'}


def damage(
    text: str,
    code_page_name: str,
    errors: Errors = "ignore",
    strip: tuple[str, ...] = (SOFT_HYPHEN,),
) -> str:
    """Turn text into mojibake: its UTF-8 read as a single-byte code page.

    Args:
        text: The clean text. ASCII passes unchanged.
        code_page_name: One of ``codepages.NAMES``.
        errors: What becomes of a byte without a character: dropped (``ignore``), the C1 control
            of the same number (``keep``), ``?``, or U+FFFD (``replace``).
        strip: Characters removed from the result, of those that the channel made.

    Raises:
        LookupError: The code page is unknown.
        UnicodeEncodeError: The text holds lone surrogates.
    """
    page = code_page(code_page_name)
    table = list(page.table)
    for byte in page.undefined:
        table[byte] = chr(byte) if errors == "keep" else _MARKS.get(errors, "")
    for byte in range(0x80, 0x100):
        if table[byte] in strip:
            table[byte] = ""
    return "".join(map(table.__getitem__, text.encode()))


@dataclass(frozen=True)
class Channel:
    """One way from a text to its mojibake.

    Attributes:
        code_page: What the UTF-8 was read as: one of ``codepages.NAMES`` or ``multibyte.PAGES``.
        errors: What became of bytes without a character: ``keep`` (the C1 control of the same
            number), ``ignore`` (dropped), ``?``, or ``replace`` (U+FFFD).
        after: What was done to the characters then.
        kept: Bytes that came through although ``errors`` and ``after`` would have lost them.
        before: The channel that the text had gone through already, or None.
        encoding: What the text was in, as Python names it.
    """

    code_page: str
    errors: Errors = "keep"
    after: frozenset[Step] = frozenset()
    kept: frozenset[int] = frozenset()
    before: "Channel | None" = None
    encoding: str = "utf-8"

    @staticmethod
    def parse(name: str) -> "Channel":
        """Return the channel of a name such as ``Channel.name``, or of its short form.

        The short form is a code page and what was lost, ``windows-1254,ignore,strip-ad``; several
        joined with ``+`` were applied one after the other. Code pages have their IANA names,
        or Python's (``cp1254``, ``latin-1``).

        Raises:
            ValueError: A part of the name is unknown; the message lists what is known.
        """
        channel: Channel | None = None
        for reading in parse(name):
            channel = Channel(*reading, before=channel)
        assert channel is not None
        return channel

    @cached_property
    def name(self) -> str:
        """What happened, in words: ``UTF-8 read as windows-1254, undefined bytes ignored``."""
        readings: list[Reading] = []
        step: Channel | None = self
        while step is not None:
            readings.append(Reading(step.code_page, step.errors, step.after))
            step = step.before
        return spell(readings[::-1], self.encoding)

    @property
    def times(self) -> int:
        """How many channels there are, this one included."""
        return 1 if self.before is None else 1 + self.before.times

    @property
    def page(self) -> CodePage:
        """The single-byte code page.

        Raises:
            LookupError: It is a multi-byte one.
        """
        return code_page(self.code_page)

    @property
    def says_losses(self) -> bool:
        """Whether anything beyond the code page is given."""
        return self.errors != "keep" or bool(self.after)

    @cached_property
    def lost(self) -> frozenset[int]:
        """The bytes of which nothing is left; those that may be lost, of a multi-byte code page."""
        if self.code_page in PAGES:
            return frozenset(CONTINUATIONS)
        found = set[int]()
        page = self.page
        if self.errors == "ignore":
            found |= page.undefined
        for byte in range(0x80, 0x100):
            control = "\x80" <= page.table[byte] <= "\x9f"
            if control and (byte not in page.undefined or self.errors == "keep"):
                found |= {byte} if "strip-c1" in self.after else set()
            elif page.table[byte] == SOFT_HYPHEN and "strip-ad" in self.after:
                found.add(byte)
        return frozenset(found - self.kept)

    @cached_property
    def marked(self) -> frozenset[int]:
        """The bytes that ``?`` or U+FFFD stands for."""
        if self.errors not in _MARKS or self.code_page in PAGES:
            return frozenset()
        return self.page.undefined - self.kept

    @cached_property
    def loses_leads(self) -> bool:
        """Whether a lost byte may be the first one of a character."""
        return max(self.lost | self.marked, default=0) > 0xC1

    @cached_property
    def substitutes(self) -> dict[bytes, bytes]:
        """What a view has for bytes that became ASCII or a mark, and these bytes."""
        page, found = self.page, dict[bytes, bytes]()
        if self.marked:
            found[bytes([HOLE])] = bytes(sorted(self.marked))
        for char, ascii_char in self._simplified.items():
            byte = page.byte(char)
            if byte is not None and byte < 0xC0:
                shown = ascii_char.encode()
                found[shown] = found.get(shown, b"") + bytes([byte])
        return found

    @cached_property
    def _simplified(self) -> dict[str, str]:
        found = dict[str, str]()
        if "nbsp-to-space" in self.after:
            found["\xa0"] = " "
        if "straighten-quotes" in self.after:
            found |= _QUOTES
        if "ascii-ellipsis" in self.after:
            found["…"] = "..."
        return found

    @cached_property
    def _table(self) -> str | dict[int, str]:
        table = dict(enumerate(self.page.table))
        table |= dict.fromkeys(self.marked, _MARKS.get(self.errors, ""))
        table |= {
            byte: self._simplified[char] for byte, char in table.items() if char in self._simplified
        }
        return table if "…" in self._simplified else "".join(table.values())

    def send(self, text: str) -> str:
        """Return what the channel makes of ``text``; lone surrogates make other lone surrogates."""
        if self.before is not None:
            text = self.before.send(text)
        if self.encoding != "utf-8":
            data = text.encode(self.encoding, "replace")
            if self.code_page in LEGACY:
                return data.decode(LEGACY[self.code_page], "replace")
            return self.page.to_text(data)
        data = text.encode("utf-8", "surrogatepass")
        if self.code_page in WINDOWS:
            from digestlint.encoding.channels.windows import tables  # seldom needed

            private = "keep-private-use" in self.after
            return tables(self.code_page).decode(data, self.errors, keep_private=private)
        if self.code_page in MULTIBYTE:
            handler = "ignore" if self.errors == "ignore" else "replace"
            sent = data.decode(MULTIBYTE[self.code_page], handler)
            return sent.replace("\ufffd", "?") if self.errors == "?" else sent
        kept = data.translate(None, self._dropped)
        return codecs.charmap_decode(kept, "strict", self._table)[0]

    @cached_property
    def _dropped(self) -> bytes:
        return bytes(sorted(self.lost))

    def view(self, text: str) -> bytes:
        """Return one byte a character: the byte that it was made from.

        ASCII stays, but a space that is clearly half of a character is A0; a mark for a lost byte
        is ``HOLE``; a character that the code page lacks is ``?``.
        """
        if self.marked:
            text = text.replace(_MARKS[self.errors], chr(HOLE))
        if "nbsp-to-space" in self.after:
            text = with_no_break_spaces(text, self.page, keeps_ad=0xAD not in self.lost)
        return self.page.view(text)

    def keeping(self, kept: frozenset[int]) -> "Channel":
        """Return the same channel where these bytes are not lost."""
        return replace(self, kept=self.kept | kept)
