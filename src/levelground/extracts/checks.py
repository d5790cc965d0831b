"""What only shows when files are seen together, and the columns that are derived from several of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from levelground.extracts.activity import with_activity
from levelground.extracts.catalogue import make
from levelground.extracts.columns import Source
from levelground.extracts.doctors import with_doctors
from levelground.extracts.findings import Finding
from levelground.extracts.length_of_service import service
from levelground.extracts.mapping import Mapping as FileMapping
from levelground.extracts.rows import Rows, without_repeats
from levelground.extracts.schemas import EXTRACTS
from levelground.vocabulary.ethnicity import members
from levelground.vocabulary.pay_bands import PayBand
from levelground.vocabulary.staff_groups import StaffGroup, cluster_of

# Exact, so that a change of just the limit is not over it by a rounding error.
JUMP_IN_STAFF = Fraction(15, 100)
JUMP_IN_BME_SHARE = Fraction(3, 100)
JUMP_IN_A_BAND = 2
BME = frozenset(category.value for category in members("bme"))
APART: Mapping[object, str] = {"Z": "not stated", "missing": "missing", None: "not readable"}
FEWEST_IN_A_BAND = 10  # a band of three that becomes seven has not jumped


def across(
    tables: Mapping[str, Rows], period: str, *, overlapping: Collection[str] = ()
) -> tuple[dict[str, Rows], list[Finding]]:
    """The tables with their derived columns, and what does not fit between files.

    Parameters
        tables: all the files of an extract joined, with their column `period`.
        period: the snapshot that the figures are to be of, ISO.
        overlapping: the extracts of which two files are of the same year, so that a row may stand in both.
    """
    found: dict[str, Rows] = {}
    findings: list[Finding] = []
    for name, rows in tables.items():
        unique, repeated = _unique_between_files(rows) if name in overlapping else (rows, [])
        found[name] = _with_cluster(unique)
        findings += repeated + _completeness(found[name], period)
    if "bank" in found:
        found["bank"] = with_activity(found["bank"])
    if "staff" in found:
        found["staff"], strangers = _with_training(found["staff"], found.get("training"))
        found["staff"], unlisted = with_doctors(found["staff"], found.get("medical_local"))
        if unlisted:
            strangers.append(_finding("E-410", found["medical_local"], field="person_id", count=unlisted))
        findings += strangers + _jumps(found["staff"], period) + _two_categories(found["staff"])
    if "staff" in found and "leavers" in found:
        found["service"] = service(found["staff"], found["leavers"])
    return found, findings


def _unique_between_files(rows: Rows) -> tuple[Rows, list[Finding]]:
    """The rows of several files without what stands in two of them: the same export under two names."""
    unique, findings = without_repeats(rows, Source(rows.file, FileMapping(rows.extract), EXTRACTS[rows.extract]))
    # Row numbers of several files would not say which file they are of.
    return unique, [replace(finding, rows=()) for finding in findings]


def _with_cluster(rows: Rows) -> Rows:
    """The cluster filled from band and staff group where the file does not give it."""
    if "cluster" not in rows.columns:
        return rows
    posts = list(zip(rows.columns["staff_group"], rows.columns["pay_band"], strict=True))
    derived = {(group, band): _cluster(group, band) for group, band in set(posts)}
    given = zip(rows.columns["cluster"], posts, strict=True)
    return rows.with_columns(cluster=[cluster or derived[post] for cluster, post in given])


def _cluster(group: object, band: object) -> str | None:
    code = cluster_of(StaffGroup(str(group)) if group else None, PayBand(str(band)) if band else None)
    return code.value if code else None


def _with_training(staff: Rows, training: Rows | None) -> tuple[Rows, list[Finding]]:
    """`accessed_training` for each person in post: whether they have countable training in the twelve months.

    None for a snapshot whose twelve months the training extract does not reach.
    """
    if training is None:
        return staff.with_columns(accessed_training=[None] * len(staff)), []
    columns = training.columns
    attended = list(zip(columns["period"], columns["person_id"], strict=True))
    accessed = {pair for pair, mandatory in zip(attended, columns["mandatory"], strict=True) if mandatory != "yes"}
    in_post = list(zip(staff.columns["period"], staff.columns["person_id"], strict=True))
    reached = {period for period, _ in attended}
    said: list[object] = [
        None if pair[0] not in reached or pair[0] is None else "yes" if pair in accessed else "no" for pair in in_post
    ]
    strangers = {pair for pair in attended if None not in pair} - set(in_post)
    findings = [_finding("E-403", training, field="person_id", count=len(strangers))] if strangers else []
    return staff.with_columns(accessed_training=said), findings


def _people(staff: Rows, column: str) -> dict[tuple[object, object], object]:
    """For each person at each snapshot the value of the column, of one of their assignments."""
    keys = zip(staff.columns["period"], staff.columns["person_id"], strict=True)
    return dict(zip(keys, staff.columns[column], strict=True))


def _jumps(staff: Rows, period: str) -> list[Finding]:
    """The newest snapshot against the one before: a merger, a wrong filter, a mapping that changed."""
    ethnicity = _people(staff, "ethnic_category")
    heads = Counter(when for when, _ in ethnicity if when)
    earlier = sorted(str(when) for when in heads if str(when) < period)
    if not earlier or not heads[period]:
        return []
    before = earlier[-1]
    bme = Counter(when for (when, _), code in ethnicity.items() if code in BME)
    bands = Counter((when, band) for (when, _), band in _people(staff, "pay_band").items() if band)
    jumped = {band for _, band in bands if _has_jumped(bands[before, band], bands[period, band])}
    findings = []
    if abs(Fraction(heads[period], heads[before]) - 1) > JUMP_IN_STAFF:
        findings.append(_finding("E-401", staff, more=f"{JUMP_IN_STAFF * 100} %"))
    if abs(Fraction(bme[period], heads[period]) - Fraction(bme[before], heads[before])) > JUMP_IN_BME_SHARE:
        more = f"{JUMP_IN_BME_SHARE * 100} percentage points"
        findings.append(_finding("E-402", staff, field="ethnic_category", more=more))
    if jumped:
        more = f"{JUMP_IN_A_BAND} times"
        findings.append(_finding("E-407", staff, field="pay_band", count=len(jumped), more=more))
    return findings


def _has_jumped(before: int, now: int) -> bool:
    low, high = sorted((before, now))
    return high > JUMP_IN_A_BAND * low and high >= FEWEST_IN_A_BAND


def _two_categories(staff: Rows) -> list[Finding]:
    people = zip(staff.columns["period"], staff.columns["person_id"], staff.columns["ethnic_category"], strict=True)
    said = Counter((period, person) for period, person, code in set(people) if period and person and code)
    count = sum(times > 1 for times in said.values())
    return [_finding("E-408", staff, field="ethnic_category", count=count)] if count else []


def _completeness(rows: Rows, period: str) -> list[Finding]:
    """How many gave their ethnic category, how many preferred not to, how many were never asked: for the analyst."""
    if "ethnic_category" not in rows.columns:
        return []
    staff = rows.extract == "staff"
    who = rows.columns["person_id"] if staff else rows.row_numbers
    lines = zip(rows.columns["period"], who, rows.columns["ethnic_category"], range(len(rows)), strict=True)
    said = {(person if staff else place): code for when, person, code, place in lines if when == period}
    if not said:
        return []
    counts = Counter(APART.get(code, "self-reported") for code in said.values())
    more = ", ".join(f"{name} {counts[name]:,}" for name in ("self-reported", *APART.values()))
    words = "people" if staff else "rows"
    return [_finding("E-404", rows, field="ethnic_category", count=len(said), words=words, more=more)]


def _finding(code: str, rows: Rows, **given: Any) -> Finding:
    return make(code, file=rows.file, extract=rows.extract, sheet=rows.sheet, **given)
