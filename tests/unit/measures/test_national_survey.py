"""The national survey workbook: columns found by question and heading, values as published."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from levelground.errors import InputError
from levelground.measures.model import FigurePlan, Kind, NoValue
from levelground.measures.national_survey import from_workbook

HARASSMENT = ["% Never", "% 1 to 2", "% 3 to 5", "% 6 to 10", "% More than 10"]
GROUPS = [
    ("", ""),
    ("Ethnic background (detailed)", "White - Irish"),
    ("Ethnic background (detailed)", "Asian/Asian British - Indian"),
    ("Ethnic background (summary)", "White staff"),
    ("Ethnic background (summary)", "Staff from all other ethnic groups combined"),
    ("Age", "31-40"),
]


def made_workbook(path: Path, *, sheets: dict[str, list[tuple[str, list[str]]]]) -> Path:
    """A small workbook in the layout of the published one (title row, headings in row 5, blocks per question)."""
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    for name, blocks in sheets.items():
        sheet = book.create_sheet(name)
        sheet["A1"] = "NHS Staff Survey 2024 - WEIGHTED Results"
        for column, heading in enumerate(("Base", "Breakdown", "Breakdown subgroup", "Weighting"), 1):
            sheet.cell(5, column, heading)
        for row, (breakdown, subgroup) in enumerate(GROUPS, 6):
            for column, text in enumerate(("National", breakdown, subgroup, "Organisation Size"), 1):
                sheet.cell(row, column, text)
        column = 5
        for title, options in blocks:
            sheet.cell(1, column, title)
            for place, heading in enumerate([*options, "Base (number of responses)"]):
                sheet.cell(5, column + place, heading)
                for row in range(6, 6 + len(GROUPS)):
                    base = place == len(options)
                    # Made-up percentages: the row number for the first option; White 70 never, BME 60.
                    value: object = 1000 + row if base else float(70 - (row - 9) * 10) if place == 0 else 5.0
                    sheet.cell(row, column + place, "-" if row == 7 and not base else value)
            column += len(options) + 1
    book.save(path)
    return path


QUESTIONS = {
    "SAFETY Q13-14": [
        ("Q14a - harassment from the public?", HARASSMENT),
        ("Q14b - harassment from managers?", HARASSMENT),
        ("Q14c - harassment from colleagues?", HARASSMENT),
    ],
    "SAFETY Q15-17": [
        ("Q15 - fair?", ["% Yes", "% No", "% Don't know"]),
        ("Q16b - discrimination?", ["% Yes", "% No"]),
        ("Q17a - a question that is not asked for?", ["% Yes", "% No"]),
    ],
}


AGREEMENT = ["% Strongly disagree", "% Disagree", "% Neither agree nor disagree", "% Agree", "% Strongly agree"]
FURTHER = {
    "SAFETY Q15-17": [*QUESTIONS["SAFETY Q15-17"], ("Q16c_2 - Gender", ["% Gender"])],
    "SAFETY Q18-22": [("Q21 - respects individual differences?", AGREEMENT)],
}


def value(plans: tuple[FigurePlan, ...], measure: str, group: str | None, kind: Kind = Kind.SHARE) -> float | None:
    (plan,) = [p for p in plans if (p.measure, p.group, p.kind) == (measure, group, kind)]
    return plan.published_value


def test_values_are_those_of_the_workbook(tmp_path: Path) -> None:
    """Harassment is 100 less never: White (row 9) 100 - 70, BME (row 10) 100 - 60. Yes as printed for the others."""
    plans = from_workbook(made_workbook(tmp_path / "b.xlsx", sheets=QUESTIONS)).plans

    assert value(plans, "wres_5", "white") == pytest.approx(0.30)
    assert value(plans, "wres_5", "bme") == pytest.approx(0.40)
    assert value(plans, "wres_5", None, Kind.DIFFERENCE) == pytest.approx(0.10)
    assert value(plans, "wres_7", "white") == pytest.approx(0.70)
    assert value(plans, "wres_8", "H") == pytest.approx(0.80)


def test_a_group_that_is_not_shown_is_absent_and_the_union_has_no_value(tmp_path: Path) -> None:
    plans = from_workbook(made_workbook(tmp_path / "b.xlsx", sheets=QUESTIONS)).plans

    assert not [plan for plan in plans if plan.group == "B"]
    (union,) = [plan for plan in plans if plan.measure == "wres_6"]
    assert union.no_value is NoValue.WEIGHTED_UNION


def test_further_questions_are_taken_where_the_workbook_has_them(tmp_path: Path) -> None:
    """Agreement is agree (5) and strongly agree (5); a ground has one option: White 70, BME 60."""
    plans = from_workbook(made_workbook(tmp_path / "b.xlsx", sheets={**QUESTIONS, **FURTHER})).plans

    assert value(plans, "survey_respects_differences", "bme") == pytest.approx(0.10)
    assert value(plans, "survey_grounds", None, Kind.DIFFERENCE) == pytest.approx(-0.10)
    assert value(plans, "survey_bullying_managers", "white") == pytest.approx(0.30)
    assert not [plan for plan in plans if plan.measure == "survey_speak_up"]
    # Row 7, Irish, is not shown in any question.
    assert not [plan for plan in plans if plan.group == "B"]


def test_bases_are_counts_and_periods_are_the_next_march(tmp_path: Path) -> None:
    result = from_workbook(made_workbook(tmp_path / "b.xlsx", sheets=QUESTIONS))

    assert {key.period for key in result.counts} == {"2025-03-31"}
    assert sorted(result.counts.values())[-1] == 1010


def test_a_workbook_without_the_questions_is_refused(tmp_path: Path) -> None:
    path = made_workbook(tmp_path / "b.xlsx", sheets={"SAFETY Q15-17": QUESTIONS["SAFETY Q15-17"]})

    with pytest.raises(InputError, match="no results by ethnic background were found for Q14a, Q14b, Q14c"):
        from_workbook(path)


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_text("not a workbook")

    with pytest.raises(InputError, match="cannot be read as an Excel workbook"):
        from_workbook(tmp_path / "b.xlsx")


@pytest.mark.shared
def test_the_real_workbook_gives_the_published_values(shared: Path) -> None:
    """Source: NHS Staff Survey 2024, national results by breakdown (rows 93 and 94 of the workbook)."""
    plans = from_workbook(shared / "data" / "nss2024_national_results_by_breakdown.xlsx").plans

    published = {"wres_5": (0.235092, 0.286269), "wres_7": (0.588500, 0.495053), "wres_8": (0.067661, 0.151982)}
    for measure, (white, bme) in published.items():
        assert value(plans, measure, "white") == pytest.approx(white, abs=5e-7)
        assert value(plans, measure, "bme") == pytest.approx(bme, abs=5e-7)
    assert len([p for p in plans if p.measure == "wres_7" and p.kind is Kind.SHARE]) == 20


@pytest.mark.shared
def test_the_real_workbook_gives_the_further_questions(shared: Path) -> None:
    """Source: NHS Staff Survey 2024, national results by breakdown (rows 93 and 94), added up by hand for agreement."""
    plans = from_workbook(shared / "data" / "nss2024_national_results_by_breakdown.xlsx").plans

    published = {
        "survey_discrimination_public": (0.049413, 0.205618),
        "survey_bullying_managers": (0.089694, 0.101314),
        "survey_bullying_colleagues": (0.160405, 0.208605),
        "survey_respects_differences": (0.517931 + 0.197113, 0.488330 + 0.211472),
        "survey_team_attachment": (0.410094 + 0.239624, 0.408800 + 0.182126),
        "survey_career_development": (0.410127 + 0.118281, 0.462977 + 0.144613),
        "survey_learning_access": (0.462012 + 0.125131, 0.493022 + 0.154094),
        "survey_health_wellbeing": (0.433561 + 0.123219, 0.456310 + 0.164962),
        "survey_speak_up": (0.472888 + 0.151727, 0.439502 + 0.176451),
        "survey_concern_addressed": (0.365089 + 0.114967, 0.395368 + 0.156467),
    }
    for measure, (white, bme) in published.items():
        assert value(plans, measure, "white") == pytest.approx(white, abs=2e-6)
        assert value(plans, measure, "bme") == pytest.approx(bme, abs=2e-6)
    grounds = {
        p.breakdown[0][1]: p.published_value for p in plans if p.measure == "survey_grounds" and p.group == "bme"
    }
    assert grounds["ethnic_background"] == pytest.approx(0.837814, abs=5e-7)
    assert grounds["other_ground"] == pytest.approx(0.145295, abs=5e-7)
