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

    given = parser().parse_args(arguments)
    from levelground.errors import LevelgroundError

    try:
        word = import_module(f"levelground.cli.words.{given.module}")
        code: int = getattr(word, given.function)(given)
    except LevelgroundError as error:
        _refuse(error)
        return REFUSED
    except BrokenPipeError:
        # The reader of our output went away (`levelground … | head`): nothing to say and nobody to say it to.
        sys.stderr.close()
        return DONE
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. Nothing was written.\n")
        return REFUSED
    return code


def _refuse(error: object) -> None:
    from levelground.cli.messages import error_text

    sys.stderr.write(error_text(error))
