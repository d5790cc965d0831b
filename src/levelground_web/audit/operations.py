"""Adding an event: the one write of the record, called once by every operation of the other rooms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from levelground_web.audit.models import Event
from levelground_web.shell.actor import Actor


@dataclass(frozen=True)
class Target:
    """What something was done to: its kind and public id, never its content or a person's name."""

    kind: str
    id: str


def record(verb: str, *, target: Target, ods_code: str, by: Actor, at: dt.datetime) -> None:
    """Add one event, in the transaction of the operation that it tells of."""
    Event.objects.create(
        ods_code=ods_code, at=at, actor=by.person, verb=verb, target_kind=target.kind, target_id=target.id
    )
