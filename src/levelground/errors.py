"""The tree of our exceptions. Catch by family, at the edge.

LevelgroundError
├── InputError            something handed to us cannot be used; carries findings
│   └── MappingError      a mapping file is wrong
├── DefinitionError       a catalogue definition or a vocabulary table is wrong: our fault, not the user's
├── DisclosureError       a release would break its policy
└── OutputError           an output could not be written; nothing was left half-written

Every text says what was given (never a person's data), what was expected, and what to do.
"""

from __future__ import annotations


class LevelgroundError(Exception):
    """Any error that Levelground raises on purpose.

    `given`, `expected` and `do_this` are the three sentences a person needs; they never hold a cell value of a
    person's row, a name or free text.
    """

    def __init__(self, given: str, *, expected: str, do_this: str) -> None:
        self.given = given
        self.expected = expected
        self.do_this = do_this
        super().__init__(f"Given: {given} Expected: {expected} Do this: {do_this}")


class InputError(LevelgroundError):
    """Something handed to us cannot be used at all, so nothing is computed from it.

    `findings` lists every problem that was found, not only the first (see `levelground.extracts.findings`).
    """

    def __init__(self, given: str, *, expected: str, do_this: str, findings: tuple[object, ...] = ()) -> None:
        super().__init__(given, expected=expected, do_this=do_this)
        self.findings = findings


class MappingError(InputError):
    """A mapping file names a field, a column or a code that does not exist."""


class DefinitionError(LevelgroundError):
    """A definition in the catalogue, or a vocabulary table, is wrong. The user can do nothing but report it."""


class DisclosureError(LevelgroundError):
    """A release would show more than its policy allows, or was asked for without what the policy requires."""


class OutputError(LevelgroundError):
    """An output could not be written. What stood there before is untouched."""
