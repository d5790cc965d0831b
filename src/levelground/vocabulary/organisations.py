"""Organisations by ODS code, and what they are like."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Three to five capitals and digits: trusts have three (RXX, 0AR), sites and ICBs up to five (R1F1, QWO).
ODS_CODE = re.compile(r"[A-Z0-9]{3,5}")


@dataclass(frozen=True)
class Organisation:
    """An organisation: its ODS code (text, it may begin with 0) and the name that pages print."""

    code: str
    name: str

    @property
    def has_ods_code(self) -> bool:
        """Whether the code has the form of an ODS code."""
        return ODS_CODE.fullmatch(self.code) is not None


@dataclass(frozen=True)
class Profile:
    """What an organisation is like, for finding others that are alike.

    `type` is its kind in any words, such as acute trust; `size` is a number of people, of staff or of respondents but
    the same for all; `region` may be empty; `bme_share` is 0..1.
    """

    code: str
    name: str
    type: str
    size: int
    region: str
    bme_share: float
