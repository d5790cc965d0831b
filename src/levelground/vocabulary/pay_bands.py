"""Pay bands: Agenda for Change, very senior managers, medical and dental grades, ad hoc salaries as a row of their own.

Source: pay_bands.toml beside this file, which marks what is [B].
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from levelground.vocabulary.tables import folded, spellings, table


class PayBand(StrEnum):
    """A band or grade, from the lowest to the highest; medical grades after the bands."""

    UNDER_1 = "under_1"
    BAND_1 = "1"
    BAND_2 = "2"
    BAND_3 = "3"
    BAND_4 = "4"
    BAND_5 = "5"
    BAND_6 = "6"
    BAND_7 = "7"
    BAND_8A = "8a"
    BAND_8B = "8b"
    BAND_8C = "8c"
    BAND_8D = "8d"
    BAND_9 = "9"
    VSM = "vsm"
    AD_HOC = "ad_hoc"
    TRAINEE = "trainee"
    CAREER_GRADE = "career_grade"
    CONSULTANT = "consultant"
    SENIOR_MEDICAL_MANAGER = "senior_medical_manager"
    OTHER_MEDICAL = "other_medical"


ORDER: tuple[PayBand, ...] = tuple(PayBand)
MEDICAL = frozenset(ORDER[ORDER.index(PayBand.TRAINEE) :])
EDITION: str = table("pay_bands")["edition"]
# "Band 8a", "8 - Range A", "Review Body Band 5", "AfC 6", "B7", "8A": a number and, for 8, its letter.
BAND = re.compile(
    r"(?:(?:nhs )?(?:afc |agenda for change )?(?:(?:non[ -])?review body )?(?:band|grade|b|afc) ?)?"
    r"(?P<number>[1-9])(?: ?-? ?(?:range )?(?P<range>[a-d]))?"
)
SCALE = re.compile(r"(?:.*\W)?(?P<scale>x[nr]\d\d)(?:\W.*)?")


def recognise(text: str) -> PayBand | None:
    """The band or grade that a spelling means; None where nothing is known of it (band 8 without its letter included).

    Example
        >>> recognise("NHS|XR05|Review Body Band 5"), recognise("8 - Range A"), recognise("Band 8")
        (<PayBand.BAND_5: '5'>, <PayBand.BAND_8A: '8a'>, None)
    """
    plain = folded(text)
    last = plain.rsplit("|", 1)[-1].strip()
    scale = SCALE.fullmatch(plain)
    if scale:
        code = table("pay_bands")["scales"].get(scale["scale"].replace("xn", "xr"))
        # "NHS|XR05|Review Body Band 6" says two things: a person must judge which is right.
        return PayBand(code) if code and _band(last) in (None, code) else None
    if last in spellings("pay_bands"):
        return PayBand(spellings("pay_bands")[last])
    return _band(last)


def _band(plain: str) -> PayBand | None:
    band = BAND.fullmatch(plain)
    if band is None or (band["number"] == "8") != bool(band["range"]):
        return None
    return PayBand(band["number"] + (band["range"] or ""))


def is_medical(band: PayBand) -> bool:
    """Whether the band is a medical or dental grade."""
    return band in MEDICAL


def label(band: str) -> str:
    """The words a page shows for a band or a cluster of bands."""
    return str({**table("pay_bands")["labels"], **table("pay_bands")["cluster_labels"]}[band])


@cache
def _clusters() -> dict[str, str]:
    return {band: cluster for cluster, bands in table("pay_bands")["band_clusters"].items() for band in bands}


def cluster_of(band: str) -> str:
    """The cluster of bands that the disability standard counts a band in; `off_framework` for an ad hoc salary."""
    return _clusters()[band]


def band_clusters() -> tuple[str, ...]:
    """The clusters of bands, from the lowest to the highest, then the medical ones."""
    return tuple(table("pay_bands")["band_clusters"])
