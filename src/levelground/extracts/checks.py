"""What only shows when files are seen together, and the columns that are derived from several of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from levelground.extracts.catalogue import make
from levelground.extracts.findings import Finding
from levelground.extracts.read import Rows
from levelground.vocabulary.ethnicity import GROUP_3, EthnicCategory
from levelground.vocabulary.pay_bands import PayBand
from levelground.vocabulary.staff_groups import StaffGroup, cluster_of

JUMP_IN_STAFF = 0.15
JUMP_IN_BME_SHARE = 0.03


def across(tables: Mapping[str, Rows]) -> tuple[dict[str, Rows], list[Finding]]:
    """The tables with their derived columns, and what does not fit between files."""
    found = {name: _with_cluster(rows) for name, rows in tables.items()}
    findings: list[Finding] = []
    if "staff" in found:
        found["staff"], strangers = _with_training(found["staff"], found.get("training"))
        findings += strangers
        findings += _jumps(found["staff"])
    if "recruitment" in found:
        findings += _appointed_unseen(found["recruitment"])
    if "survey" in found:
        found["survey"], impossible = _answers_checked(found["survey"])
        findings += impossible
    return found, findings


def _with_cluster(rows: Rows) -> Rows:
    """The cluster filled from band and staff group where the file does not give it."""
    if "cluster" not in rows.columns:
        return rows
    posts = set(zip(rows.columns["staff_group"], rows.columns["pay_band"], strict=True))
    derived = {
        (group, band): cluster_of(StaffGroup(str(group)) if group else None, PayBand(str(band)) if band else None)
        for group, band in posts
    }
    given = zip(rows.columns["cluster"], rows.columns["staff_group"], rows.columns["pay_band"], strict=True)
    clusters = [cluster or (str(code) if (code := derived[group, band]) else None) for cluster, group, band in given]
    return rows.with_columns(cluster=clusters)


def _with_training(staff: Rows, training: Rows | None) -> tuple[Rows, list[Finding]]:
    """`accessed_training` for each person in post: whether they have countable training in the twelve months."""
    if training is None:
        return staff.with_columns(accessed_training=[None] * len(staff)), []
    columns = training.columns
    accessed = {
        (period, person)
        for period, person, mandatory in zip(columns["period"], columns["person_id"], columns["mandatory"], strict=True)
        if mandatory != "yes"
    }
    in_post = list(zip(staff.columns["period"], staff.columns["person_id"], strict=True))
    said = ["yes" if pair in accessed else "no" for pair in in_post]
    known = set(in_post)
    strangers = [
        training.row_numbers[i]
        for i, pair in enumerate(zip(columns["period"], columns["person_id"], strict=True))
        if pair[0] is not None and pair not in known
    ]
    with_column = staff.with_columns(accessed_training=list[object](said))
    return with_column, [_finding("E-403", training, "person_id", strangers)] if strangers else []


def _jumps(staff: Rows) -> list[Finding]:
    """The newest snapshot against the one before: a merger, a wrong filter, a mapping that changed."""
    people = {
        (period, person): category
        for period, person, category in zip(
            staff.columns["period"], staff.columns["person_id"], staff.columns["ethnic_category"], strict=True
        )
    }
    heads = Counter(period for period, _ in people)
    bme = Counter(period for (period, _), c in people.items() if c and GROUP_3[EthnicCategory(str(c))] == "bme")
    periods = sorted(str(period) for period in heads)[-2:]
    if len(periods) < 2:
        return []
    before, now = periods
    findings = []
    if abs(heads[now] / heads[before] - 1) > JUMP_IN_STAFF:
        findings.append(make("E-401", file=staff.file, extract="staff", more=f"{JUMP_IN_STAFF:.0%}"))
    if abs(bme[now] / heads[now] - bme[before] / heads[before]) > JUMP_IN_BME_SHARE:
        more = f"{JUMP_IN_BME_SHARE * 100:.0f} points"
        findings.append(make("E-402", file=staff.file, extract="staff", field="ethnic_category", more=more))
    return findings


def _appointed_unseen(recruitment: Rows) -> list[Finding]:
    stages = zip(recruitment.columns["appointed"], recruitment.columns["shortlisted"], strict=True)
    places = [i for i, (appointed, shortlisted) in enumerate(stages) if appointed == "yes" and shortlisted != "yes"]
    rows = [recruitment.row_numbers[i] for i in places]
    return [_finding("E-307", recruitment, "shortlisted", rows)] if rows else []


def _answers_checked(survey: Rows) -> tuple[Rows, list[Finding]]:
    pairs = list(zip(survey.columns["counted"], survey.columns["answered"], strict=True))
    bad = [i for i, (n, d) in enumerate(pairs) if isinstance(n, int) and isinstance(d, int) and n > d]
    if not bad:
        return survey, []
    keep = [i for i in range(len(pairs)) if i not in set(bad)]
    return survey.kept(keep), [_finding("E-406", survey, "counted", [survey.row_numbers[i] for i in bad])]


def _finding(code: str, rows: Rows, field: str, numbers: list[int]) -> Finding:
    return make(code, file=rows.file, extract=rows.extract, field=field, column=field, rows=numbers, sheet=rows.sheet)
