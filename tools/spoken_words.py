"""Texts that are said and that no call in the package names."""

WORDS = (
    # Of argparse, in Python 3.11 to 3.14.
    *("usage: ", "positional arguments", "options", "show this help message and exit"),
    *("show program's version number and exit", "subcommands", "expected one argument"),
    *("expected at least one argument", "expected at most one argument"),
    *("expected %s argument", "invalid choice: %(value)r (choose from %(choices)s)"),
    *("invalid %(type)s value: %(value)r", "argument %(argument_name)s: %(message)s"),
    *("the following arguments are required: %s", "unrecognized arguments: %s"),
    *("not allowed with argument %s", "ignored explicit argument %r", "%(heading)s:"),
    "argument '%(argument_name)s' is deprecated",
    # Of a run that is interrupted.
    "interrupted; files are either done or untouched",
    # Of the system.
    *("no such file or directory", "permission denied", "is a directory", "not a directory"),
    *("no space left on device", "read-only file system", "file name too long", "file exists"),
    *("input/output error", "too many levels of symbolic links", "operation not permitted"),
    *("disk quota exceeded", "can't be removed"),
    # Of the generated pages.
    *("Rules", "| code | name | finds | severity | fix |", " (preview)"),
    # Where a setting comes from.
    *("by content", "defaults", "command line"),
    # Of series of dates, and of channels.
    *("days", "weekdays", "weeks", "months", "years"),
    *(" read as ", ", then as ", " times", "twice", ", "),
)
