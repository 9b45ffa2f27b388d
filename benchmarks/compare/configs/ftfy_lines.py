"""ftfy, line by line: ``check FILE…`` prints bad lines, ``fix FILE…`` fixes what is lossless.

ftfy has no check mode; ``ftfy.badness.is_bad`` is the heuristic its own fixer starts from. The two
steps that guess (a U+FFFD where bytes are lost, decoding parts of a line) are off, and so is
everything but the encoding: this is ftfy at its most careful.
"""

import sys
from pathlib import Path

import ftfy
from ftfy.badness import is_bad

CONFIG = ftfy.TextFixerConfig(decode_inconsistent_utf8=False, replace_lossy_sequences=False)


def main(mode: str, names: list[str]) -> None:
    """Check or fix each file."""
    for name in names:
        lines = Path(name).read_bytes().decode("utf-8").split("\n")
        if mode == "check":
            for number, line in enumerate(lines, 1):
                if is_bad(line):
                    print(f"{name}:{number}: mojibake")
        else:
            fixed = "\n".join(ftfy.fix_encoding(line, CONFIG) for line in lines)
            Path(name).write_bytes(fixed.encode("utf-8"))


main(sys.argv[1], sys.argv[2:])
