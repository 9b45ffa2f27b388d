"""Restoring characters that lost bytes: the likeliest candidate, and how sure that is.

``digestlint.mojibake`` finds mojibake and says which bytes of which character survived. This
package knows nothing of files or Markdown: it takes a text with holes and fills them. NumPy and
the model are loaded on first use.
"""

from digestlint.restoration.characters import Damaged
from digestlint.restoration.choices import Choice, Choices
from digestlint.restoration.choosing import choose
from digestlint.restoration.filling import Filled, fill_in
from digestlint.restoration.model import ModelError
from digestlint.restoration.threads import Progress

__all__ = ["Choice", "Choices", "Damaged", "Filled", "ModelError", "Progress", "choose", "fill_in"]
