"""What other rooms ask about people and organisations."""

from __future__ import annotations

import datetime as dt

from levelground_web.accounts.models import Membership, Person
from levelground_web.shell.actor import Actor, Held


def actor_for(person: Person, day: dt.date) -> Actor:
    """A person with the roles that they hold on a day. One query."""
    held = Membership.objects.on(day).filter(person=person).values_list("organisation__ods_code", "role")
    return Actor(str(person.public_id), person.name, day, frozenset(Held(code, role) for code, role in held))
