"""Bank-only workers: counted from their list, their cases and their survey; expected values are worked by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedFigure
from levelground.measures import catalogue
from levelground.measures.compute import compute
from levelground.measures.model import CountKey, Kind, MeasureResult, Subset
from tests.factories.folders import folder, many
from tests.worked_examples.test_catalogue import lines_of, worked

CODES = {"white": "A", "bme": "H"}
# 20 White and 10 BME active workers, and some who do not count.
WORKERS = [
    *many(20),
    *many(10, ethnic_category="H", gender="male"),
    *many(3, active="no"),
    *many(2, active=None, ethnic_category="N"),
]
NOW = "2026-03-31"


def count(result: MeasureResult, item: str, group: str = "all", **breakdown: str) -> int:
    return result.counts[CountKey("ZZ9", NOW, item, tuple(breakdown.items()), group)]


def figures(result: MeasureResult, measure: str) -> list[ReleasedFigure]:
    shown, _ = release(
        result,
        request=ReleaseRequest(POLICIES["already_public"], dt.datetime(2026, 11, 23, tzinfo=dt.UTC)),
        definitions=catalogue.load(),
    )
    return [figure for figure in shown.figures if figure.measure == measure]


def case(person: str, **given: object) -> dict[str, object]:
    return {"person_id": person, "case_id": f"C-{person}-{len(given)}", "assignment_type": "bank", **given}


def test_only_active_workers_are_counted_and_by_gender() -> None:
    result = compute(folder({"bank": WORKERS}))

    assert count(result, "bank.active") == 30
    assert count(result, "bank.active", "bme") == 10
    assert count(result, "bank.active", "bme", gender="male") == 10
    assert count(result, "bank.active", "white", gender="female") == 20


def test_a_bank_case_counts_for_the_bank_and_not_for_the_staff() -> None:
    cases = [
        case("W1"),
        case("B1", ethnic_category="H"),
        case("B2", ethnic_category="H"),
        {"person_id": "S1", "case_id": "S1", "assignment_type": "permanent"},
        {"person_id": "S2", "case_id": "S2"},
        case("W2", formal="no"),
    ]

    result = compute(folder({"staff": many(8), "bank": WORKERS, "disciplinary": cases}))

    assert count(result, "disciplinary.entered") == 2
    assert count(result, "bank.disciplinary") == 3
    (ratio,) = [
        f for f in figures(result, "bank_disciplinary") if f.kind is Kind.RATIO and not f.breakdown and not f.group
    ]
    # (2 of 10) / (1 of 20)
    assert ratio.value == pytest.approx(4)


def test_of_two_cases_the_formal_one_counts_and_of_two_formal_ones_the_dismissal() -> None:
    cases = [
        case("B1", case_id="1", formal="no", entered_on="2025-05-01"),
        case("B1", case_id="2", formal="yes", entered_on="2025-06-01", dismissed="no"),
        case("B1", case_id="3", formal="yes", entered_on="2025-07-01", dismissed="yes"),
    ]

    result = compute(folder({"bank": WORKERS, "disciplinary": cases}))

    assert count(result, "bank.disciplinary") == 1
    assert count(result, "bank.dismissed") == 1


def test_the_gate_is_told_that_who_was_dismissed_had_entered() -> None:
    result = compute(folder({"bank": WORKERS, "disciplinary": [case("B1", dismissed="yes")]}))

    dismissed, entered = (CountKey("ZZ9", NOW, item) for item in ("bank.dismissed", "bank.disciplinary"))
    assert Subset(dismissed, entered) in result.subsets


def test_without_dismissals_in_the_file_there_is_no_measure_of_them() -> None:
    result = compute(folder({"bank": WORKERS, "disciplinary": [case("B1")]}))

    assert "bank_dismissed" not in result.editions
    assert "bank_disciplinary" in result.editions


def test_the_worked_example_of_the_routes_comes_out_as_worked_by_hand() -> None:
    lines = lines_of(catalogue.load()["bank_route_of_entry"])
    workers = [
        row
        for line in lines
        if line["line"] == "post"
        for row in many(int(line["numerator"]), route_of_entry=line["breakdown"], ethnic_category=CODES[line["group"]])
    ]
    earlier = many(4, period="2025-03-31", route_of_entry="Agency")

    result = compute(folder({"bank": [*workers, *earlier]}))

    found = {
        (figure.kind, figure.breakdown[0][1], figure.group or ""): figure.value
        for figure in figures(result, "bank_route_of_entry")
    }
    for line in (line for line in lines if line["line"] == "figure"):
        value = found[Kind(line["figure"]), line["breakdown"], line["group"]]
        assert value == pytest.approx(float(line["expected"]), abs=1e-12)
        assert float(worked(line["working"])) == pytest.approx(float(line["expected"]), abs=1e-12)


def test_the_survey_of_bank_workers_is_apart_from_that_of_the_staff() -> None:
    rows = [
        {"question": "harassment_public", "ethnic_group": "White", "answered": 80, "counted": 20},
        {"question": "harassment_public", "ethnic_group": "BME", "answered": 50, "counted": 20},
    ]

    result = compute(folder({"bank_survey": rows, "survey": [{"question": "Q14a"}]}))

    (gap,) = [f for f in figures(result, "bank_harassment_public") if f.kind is Kind.DIFFERENCE]
    # 20 of 50 less 20 of 80
    assert gap.value == pytest.approx(0.15)
    assert (gap.numerator_1, gap.denominator_1) == (20, 50)
    (missing,) = figures(result, "bank_progression")
    assert missing.reason == "The bank_survey extract holds no question progression."


@pytest.mark.parametrize("measure", ["bank_disciplinary", "bank_dismissed"])
def test_the_first_national_results_lie_on_the_side_that_is_called_adverse(measure: str) -> None:
    # HSJ Jobs on the first Bank WRES: 3.3 (disciplinary) and 1.4 (dismissal), BME over White
    published = {"bank_disciplinary": 3.3, "bank_dismissed": 1.4}[measure]
    definition = catalogue.load()[measure]

    assert definition.compared == "bme_over_white"
    assert definition.adverse_when == "above_1"
    assert published > 1
