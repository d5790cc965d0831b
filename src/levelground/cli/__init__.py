"""The core in a terminal. Nothing heavy is imported until a word needs it, so that `--help` answers at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

DONE, WITH_FINDINGS, REFUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one word of the command line.

    Returns
        0: done; 1: done, with findings or slips; 2: input or usage refused, nothing written.
    """
    from levelground.cli.parser import parser
    from levelground.errors import LevelgroundError

    try:
        given = parser().parse_args(arguments)
        if "module" not in given:
            parser().print_help(sys.stderr)
            return REFUSED
        word = import_module(f"levelground.cli.words.{given.module}")
        code: int = getattr(word, given.function)(given)
    except LevelgroundError as error:
        _refuse(error)
        return REFUSED
    except BrokenPipeError:
        # The reader of our output went away (`levelground … | head`): nothing to say and nobody to say it to.
        sys.stderr.close()
        return DONE
    except OSError as error:
        # Most often a place that cannot be written, or a full disk: inputs are refused where they are read.
        _refuse(_unusable(error))
        return REFUSED
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Nothing was written.\n")
        return REFUSED
    return code


def _unusable(error: OSError) -> Exception:
    from levelground.errors import OutputError

    return OutputError(
        f"{error.filename or 'an output'}, which cannot be used ({error.strerror or type(error).__name__}).",
        expected="a file or folder that you may read, or a place that you may write to, with room.",
        do_this="choose another place, or ask for the right to use this one.",
    )


def _refuse(error: object) -> None:
    from levelground.cli.messages import error_text

    sys.stderr.write(error_text(error))
