"""The workbook of organisational results: what it can give, and what it cannot."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

from levelground.errors import InputError
from levelground.measures.model import CountKey, FigurePlan
from levelground.measures.organisational_survey import NO_ETHNICITY, from_organisational_workbook, profiles
from levelground.measures.published_survey import from_published
from tests.unit.measures.test_national_survey import QUESTIONS, made_workbook
from tests.unit.measures.test_trust_survey import FAIR, RATES, made

KEYS = ("ODS code", "Organisation name", "Benchmarking group", "Region", "ICS", "Weighting")
TRUST = ("ZZ1", "East (made up)", "Acute", "North", "-", "Occupation Group")
BOARD = ("QZZ", "South ICB (made up)", "ICBs", "-", "-", "Unweighted")
HIDDEN = ("ZZ2", "West (made up)", "Acute", "North", "-", "Occupation Group")
ETHNICITY = [
    "% White - English / Welsh / Scottish / Northern Irish / British",
    "% Asian/Asian British - Indian",
    "% Black/African/Caribbean/Black British - African",
]
# For each question: its options, and for each organisation its percentages and base.
BLOCKS = {
    "Q14a - harassment?": (["% Never", "% 1 to 2"], [(70.0, 30.0, 400), (96.0, 4.0, 50), ("-", "-", "-")]),
    "Q15 - fair?": (["% Yes", "% No"], [(60.5, 39.5, 410), (80.0, 20.0, 50), ("-", "-", "-")]),
    "Q16b - discrimination?": (["% Yes", "% No"], [(8.0, 92.0, 405), (4.0, 96.0, 50), ("-", "-", "-")]),
    "Q28 - ethnic background": (ETHNICITY, [(75.0, 15.0, 10.0, 420), (100.0, 0.0, 0.0, 50), ("-", "-", "-", "-")]),
}  # fmt: skip


def organisational(path: Path, blocks: dict[str, tuple[list[str], list[tuple[object, ...]]]] = BLOCKS) -> Path:
    """A small workbook in the layout of the published one."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "NHS Staff Survey 2024 - WEIGHTED Results"
    for row, texts in ((5, KEYS), (6, TRUST), (7, BOARD), (8, HIDDEN)):
        for column, text in enumerate(texts, 1):
            sheet.cell(row, column, text)
    column = 7
    for title, (options, results) in blocks.items():
        sheet.cell(1, column, title)
        for place, heading in enumerate([*options, "Base (number of responses)"]):
            sheet.cell(5, column + place, heading)
            for row, cells in enumerate(results, 6):
                sheet.cell(row, column + place, cells[place])
        column += len(options) + 1
    sheet.cell(9, 4, "")
    book.save(path)
    return path


def share(plans: tuple[FigurePlan, ...], organisation: str, measure: str) -> FigurePlan:
    (found,) = [plan for plan in plans if (plan.organisation, plan.measure) == (organisation, measure)]
    return found


def test_weighted_percentages_are_as_printed_with_their_base(tmp_path: Path) -> None:
    result = from_organisational_workbook(organisational(tmp_path / "o.xlsx"))

    harassed = share(result.plans, "ZZ1", "wres_5")
    assert harassed.published_value == pytest.approx(0.30)  # 100 less never
    assert share(result.plans, "ZZ1", "wres_7").published_value == pytest.approx(0.605)
    assert harassed.group == "all"
    assert result.counts[CountKey("ZZ1", "2025-03-31", "survey.q14a.answered")] == 400


def test_unweighted_percentages_are_counts(tmp_path: Path) -> None:
    result = from_organisational_workbook(organisational(tmp_path / "o.xlsx"))

    assert share(result.plans, "QZZ", "wres_5").published_value is None
    assert result.counts[CountKey("QZZ", "2025-03-31", "survey.q14a.counted")] == 2  # 4 % of 50


def test_it_says_that_it_has_no_ethnic_groups_and_no_indicator(tmp_path: Path) -> None:
    result = from_organisational_workbook(organisational(tmp_path / "o.xlsx"))

    assert result.notices[0] == NO_ETHNICITY
    assert {plan.group for plan in result.plans} == {"all"}
    assert {plan.measure for plan in result.plans} == {"wres_5", "wres_7", "wres_8"}


def test_results_that_are_not_shown_are_left_out(tmp_path: Path) -> None:
    path = organisational(tmp_path / "o.xlsx")

    assert not [plan for plan in from_organisational_workbook(path).plans if plan.organisation == "ZZ2"]
    assert "ZZ2" not in {profile.code for profile in profiles(path)}


def test_profiles_have_the_respondents_and_their_bme_share(tmp_path: Path) -> None:
    trust, board = profiles(organisational(tmp_path / "o.xlsx"))

    assert (trust.code, trust.name, trust.type, trust.region) == ("ZZ1", "East (made up)", "Acute", "North")
    assert (trust.size, trust.bme_share) == (420, pytest.approx((15 + 10) / (75 + 15 + 10)))
    assert (board.region, board.bme_share) == ("", 0)


def test_an_organisation_whose_groups_are_all_unknown_has_no_profile(tmp_path: Path) -> None:
    unknown = {"Q28 - ethnic background": (["% Prefer not to say"], [(100.0, 20), (100.0, 30), ("-", "-")])}

    assert profiles(organisational(tmp_path / "o.xlsx", unknown)) == ()  # type: ignore[arg-type]


def test_a_workbook_without_the_questions_is_refused(tmp_path: Path) -> None:
    path = organisational(tmp_path / "o.xlsx", {"Q15 - fair?": BLOCKS["Q15 - fair?"]})

    with pytest.raises(InputError, match="no results by organisation were found for Q14a, Q16b"):
        from_organisational_workbook(path)


def test_whichever_file_is_given_is_read_as_what_it_is(tmp_path: Path) -> None:
    national = from_published(made_workbook(tmp_path / "n.xlsx", sheets=QUESTIONS), year=None)
    by_organisation = from_published(organisational(tmp_path / "o.xlsx"), year=None)
    by_trust = from_published(made(tmp_path, RATES, FAIR), year=2023)

    assert {plan.organisation for plan in national.plans} == {"NHS trusts, England"}
    assert {plan.organisation for plan in by_organisation.plans} == {"ZZ1", "QZZ"}
    assert {plan.period for plan in by_trust.plans} == {"2024-03-31"}


def test_a_workbook_says_its_own_year(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="with a year"):
        from_published(organisational(tmp_path / "o.xlsx"), year=2024)


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "something else"
    book.save(tmp_path / "x.xlsx")

    with pytest.raises(InputError, match="neither of the two"):
        from_published(tmp_path / "x.xlsx", year=None)


@pytest.mark.shared
@pytest.mark.slow
def test_the_real_workbook_gives_the_same_as_another_table_of_it(shared: Path) -> None:
    """Source: NHS Staff Survey 2024, organisational results; the table beside it was made from it by others."""
    path = shared / "data" / "nss2024_organisational_results.xlsx"
    table = shared / "data" / "nss2024_respondent_ethnicity_by_org.csv"
    rows = {row["org_id"]: row for row in csv.DictReader(table.read_text("utf-8").splitlines())}

    result, found = from_organisational_workbook(path), profiles(path)

    assert {profile.code for profile in found} == set(rows)
    for profile in found:
        assert 100 * profile.bme_share == pytest.approx(float(rows[profile.code]["pct_bme"]), abs=1e-9)
    fair = [plan for plan in result.plans if plan.measure == "wres_7"]
    assert len(fair) == len(rows)
    for plan in fair:
        expected = float(rows[plan.organisation]["fair_career_progression"])
        counted = [result.counts[key] for key in plan.counts]
        value = plan.published_value if plan.published_value is not None else counted[0] / counted[1]
        assert value == pytest.approx(expected, abs=1e-9)
