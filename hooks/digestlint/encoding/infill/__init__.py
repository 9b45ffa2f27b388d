"""Restoring characters that lost bytes: the likeliest candidate, and how sure that is.

``digestlint.encoding`` finds mojibake and says which bytes of which character survived. This
package knows nothing of files or Markdown: it takes a text with holes and fills them. NumPy and
the model are loaded on first use.
"""

from digestlint.encoding.infill.characters import Damaged
from digestlint.encoding.infill.choices import Choice, Choices
from digestlint.encoding.infill.choosing import choose
from digestlint.encoding.infill.filling import Filled, fill_in
from digestlint.encoding.infill.model import ModelError
from digestlint.encoding.infill.threads import Progress

__all__ = ["Choice", "Choices", "Damaged", "Filled", "ModelError", "Progress", "choose", "fill_in"]
