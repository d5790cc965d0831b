"""Who asks: a person with the roles they hold today, as a plain value that policies and operations can judge."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Held:
    """One role, held in one organisation (by its ODS code)."""

    ods_code: str
    role: str


@dataclass(frozen=True)
class Actor:
    """Who asks, and on which day. `person` is the person's public id; empty for somebody who is not signed in.

    `label` is the name under which the audit and a colleague know the person: it never goes to a log or an e-mail.
    """

    person: str
    label: str
    day: dt.date
    held: frozenset[Held] = frozenset()

    @property
    def is_signed_in(self) -> bool:
        """Whether this is a known person."""
        return bool(self.person)

    @property
    def organisations(self) -> frozenset[str]:
        """The organisations in which the person holds a role today."""
        return frozenset(held.ods_code for held in self.held)

    def holds(self, ods_code: str, *roles: str) -> bool:
        """Whether the person holds one of these roles in an organisation; any role where none is named."""
        return any(held.ods_code == ods_code and (not roles or held.role in roles) for held in self.held)


# Not a person: the schedule, the worker, the set-up.
def system(day: dt.date) -> Actor:
    """The site itself as an actor, for scheduled work."""
    return Actor("system", "Levelground", day)


def nobody(day: dt.date) -> Actor:
    """Somebody who is not signed in."""
    return Actor("", "", day)
