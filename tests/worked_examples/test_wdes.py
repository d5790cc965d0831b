"""Runs the worked examples of the disability standard that no counts return can hold, and counts a made-up folder."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedFigure
from levelground.extracts.settings import Statement
from levelground.measures import catalogue
from levelground.measures.compute import compute
from levelground.measures.model import Kind
from tests.factories.folders import MadeFolder, folder, many
from tests.worked_examples.test_catalogue import lines_of, worked

DEFINITIONS = catalogue.load()
# 20 in post: 12 without a disability, 4 with one, 3 who would not say, 1 never asked. Of the 4, one is in band 8a.
STAFF = [
    *many(12, disability="non_disabled"),
    *many(3, disability="disabled"),
    *many(1, disability="disabled", pay_band="8a", cluster="non_clinical"),
    *many(3, disability="not_declared"),
    *many(1, disability=None),
]


def figures(made: MadeFolder, measure: str) -> list[ReleasedFigure]:
    request = ReleaseRequest(POLICIES["already_public"], dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    shown, _ = release(compute(made), request=request, definitions=DEFINITIONS)  # type: ignore[arg-type]
    return [figure for figure in shown.figures if figure.measure == measure]


def test_a_score_is_shown_as_its_source_prints_it() -> None:
    lines = lines_of(DEFINITIONS["wdes_9a"])
    words = {"disabled": "Staff with a LTC or illness", "non_disabled": "Staff without a LTC or illness"}
    answers = [
        row
        for line in lines
        if line["line"] == "answer"
        for row in many(
            1,
            question="Engagement",
            ethnic_group=words[line["group"]],
            answered=int(line["answered"]),
            counted=None,
            score=float(line["score"]),
        )
    ]
    (expected,) = (line for line in lines if line["line"] == "figure")

    found = {figure.group: figure for figure in figures(folder({"survey": answers}), "wdes_9a")}

    assert found["disabled"].value == 6.65
    assert found[None].value == pytest.approx(float(expected["expected"]), abs=1e-12)
    assert float(worked(expected["working"].replace("6.65", "665/100").replace("7.1", "71/10"))) == pytest.approx(
        float(expected["expected"])
    )
    assert all(figure.kind is Kind.SCORE and figure.lower is None for figure in found.values())


def test_a_statement_says_yes_with_its_evidence() -> None:
    (line,) = lines_of(DEFINITIONS["wdes_9b"])
    made = folder({"staff": STAFF})
    said = MadeFolder(made.tables, statements={"wdes_9b": Statement(line["answer"] == "yes", line["evidence"])})

    (figure,) = figures(said, "wdes_9b")

    assert (figure.value, figure.reason) == (1.0, line["evidence"])
    assert figures(made, "wdes_9b") == []


def test_the_same_staff_are_counted_by_disability_as_by_ethnicity() -> None:
    """By hand from STAFF: 4 of 20 are disabled; 12 are not; of 4 it is not known. The one in band 8a is all of it."""
    found = {(f.kind, f.breakdown, f.group): f.value for f in figures(folder({"staff": STAFF}), "wdes_1")}

    assert [found[Kind.SHARE, (), group] for group in ("disabled", "non_disabled", "disability_unknown")] == [
        0.2,
        0.6,
        0.2,
    ]
    row = (("cluster", "non_clinical"), ("band_cluster", "bands_8a_to_8b"))
    assert found[Kind.SHARE, row, "disabled"] == 1
    assert found[Kind.DIFFERENCE, row, "disabled"] == pytest.approx(0.8)


def test_a_cluster_of_bands_is_tied_to_its_bands() -> None:
    """An attacker may add up the bands that indicator 1 shows."""
    result = compute(folder({"staff": STAFF}))  # type: ignore[arg-type]

    (tie,) = [s for s in result.sums if dict(s.total.breakdown).get("band_cluster") == "bands_8a_to_8b"
              and s.total.group == "all" and dict(s.parts[0].breakdown).get("pay_band")]  # fmt: skip

    assert [part.breakdown[1] for part in tie.parts] == [("pay_band", "8a")]


def test_capability_takes_two_years_and_leaves_out_ill_health_and_informal_cases() -> None:
    """By hand: 2 disabled of 4 entered (one this year, one the year before), 1 non-disabled of 12: 0.5 over 1/12 = 6.

    Left out: one on grounds of ill health, one informal.
    """
    entries = [
        *many(1, disability="disabled"),
        *many(1, disability="non_disabled", formal="yes", ill_health="no"),
        *many(1, disability="non_disabled", ill_health="yes"),
        *many(1, disability="non_disabled", formal="no"),
    ]
    before = many(1, disability="disabled", period="2025-03-31", person_id="SYN9", case_id="C9")
    staff = [*STAFF, *many(1, disability="non_disabled", period="2025-03-31", person_id="SYN8")]

    found = figures(folder({"staff": staff, "capability": entries + before}), "wdes_3")

    (ratio,) = [f for f in found if f.kind is Kind.RATIO and f.period == "2026-03-31"]
    assert (ratio.numerator_1, ratio.denominator_1, ratio.numerator_2, ratio.denominator_2) == (2, 4, 1, 12)
    assert ratio.value == pytest.approx(6)


def test_only_disabled_staff_are_asked_about_adjustments() -> None:
    answers = many(1, question="Q31b", ethnic_group="Staff with LTC", answered=96, counted=72)

    (figure,) = figures(folder({"survey": answers}), "wdes_8")

    assert (figure.kind, figure.group, figure.value) == (Kind.SHARE, "disabled", 0.75)


def test_without_a_disability_column_nothing_is_said_of_disability() -> None:
    found = figures(folder({"staff": many(20)}), "wdes_1")

    assert found == []
