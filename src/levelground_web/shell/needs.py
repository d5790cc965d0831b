"""What waits for a person: a line on the start page, made by the room that it comes from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """Something that waits for this person: what to do in a few words, where, and since when."""

    words: str
    path: str
    ods_code: str
    since: dt.datetime
