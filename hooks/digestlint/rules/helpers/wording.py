"""What fixes of several rules do, in the same words."""

from digestlint.core.message import Template

WRITE = Template("wording/write", "Write {text}")
WRITE_SPACE = Template("wording/write-space", "Write a space")
REMOVE = Template("wording/remove", "Remove it")
