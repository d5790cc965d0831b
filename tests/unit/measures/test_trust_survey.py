"""Survey rows by trust in both forms; everything in the files here is made up."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.trust_survey import INDICATORS, is_trust_survey
from levelground.measures.model import CountKey, FigurePlan, Kind, NoValue
from levelground.measures.trust_survey import COUNTS_NOT_CERTAIN, RATE_ONLY, from_trust_rows, names

RATES = "Indicator,Trust,Trust Type,White Rate,BME Rate,Likelihood Ratio (BME/White)\n"
COUNTS = (
    "ods_code,organisation,benchmark_group,wres_indicator,staff_survey_item,white_rate_published,bme_rate_published,"
    "ratio_bme_over_white,white_yes_derived,white_base_derived,bme_yes_derived,bme_base_derived,counts_unique\n"
)
FAIR = "Q15: Fair career progression,ZZ1,Acute,0.6,0.45,0.75"
COUNTED = "ZZ1,East (made up),Acute,7,q15,0.6,0.45,0.75,600,1000,90,200,yes"


def made(tmp_path: Path, header: str, *rows: str, name: str = "made-2024.csv") -> Path:
    path = tmp_path / name
    path.write_text(header + "\n".join(rows) + "\n")
    return path


def plan(plans: tuple[FigurePlan, ...], group: str | None) -> FigurePlan:
    (found,) = [plan for plan in plans if plan.group == group]
    return found


def test_rates_are_shown_without_interval_and_their_difference_is_bme_minus_white(tmp_path: Path) -> None:
    result = from_trust_rows(made(tmp_path, RATES, FAIR), year=None)

    assert plan(result.plans, "white").published_value == 0.6
    assert plan(result.plans, "bme").published_value == 0.45
    gap = plan(result.plans, None)
    assert (gap.kind, gap.compared, gap.because) == (Kind.DIFFERENCE, "bme_minus_white", RATE_ONLY)
    assert gap.published_value == pytest.approx(0.45 - 0.6)
    assert (result.counts, result.notices) == ({}, ())


def test_certain_counts_are_counts(tmp_path: Path) -> None:
    result = from_trust_rows(made(tmp_path, COUNTS, COUNTED), year=None)

    white = CountKey("ZZ1", "2025-03-31", "survey.q15.counted", (), "white")
    assert result.counts[white] == 600
    assert plan(result.plans, None).denominator_1 is not None
    assert names(made(tmp_path, COUNTS, COUNTED)) == {"ZZ1": "East (made up)"}


def test_counts_that_are_not_certain_are_not_taken_for_facts(tmp_path: Path) -> None:
    uncertain = COUNTED.replace("ZZ1", "ZZ2").replace("yes", "no")

    result = from_trust_rows(made(tmp_path, COUNTS, COUNTED, uncertain), year=None)

    assert {key.organisation for key in result.counts} == {"ZZ1"}
    assert [plan.published_value for plan in result.plans if plan.organisation == "ZZ2"][:2] == [0.6, 0.45]
    assert result.notices == (COUNTS_NOT_CERTAIN,)


def test_a_group_that_is_not_shown_leaves_its_figures_without_value(tmp_path: Path) -> None:
    result = from_trust_rows(made(tmp_path, RATES, "Q15: Fair career progression,ZZ1,Acute,0.6,-,"), year=None)

    assert plan(result.plans, "white").published_value == 0.6
    assert {plan(result.plans, group).no_value for group in ("bme", None)} == {NoValue.GROUP_MISSING}


def test_the_year_is_said_by_the_call_or_the_file_s_name(tmp_path: Path) -> None:
    path = made(tmp_path, RATES, FAIR, name="trusts.csv")

    assert {plan.period for plan in from_trust_rows(path, year=2023).plans} == {"2024-03-31"}
    with pytest.raises(InputError, match="does not say of which year"):
        from_trust_rows(path, year=None)


@pytest.mark.parametrize(
    ("header", "row", "code", "column"),
    [
        (RATES, FAIR.replace("ZZ1", ""), "E-701", "trust"),
        (RATES, FAIR.replace("Q15", "Q99"), "E-702", "indicator"),
        (RATES, FAIR.replace("0.6", "60"), "E-703", "white rate"),
        (RATES, FAIR.replace("0.45", "some"), "E-703", "bme rate"),
        (RATES, FAIR.replace("0.75", "1.333"), "E-707", "likelihood ratio (bme/white)"),
        (RATES, FAIR + ",more", "E-709", None),
        (COUNTS, COUNTED.replace(",7,", ",9,"), "E-702", "wres_indicator"),
        (COUNTS, COUNTED.replace("600", "six hundred"), "E-704", "white_yes_derived"),
        (COUNTS, COUNTED.replace("600", "500"), "E-705", "white_yes_derived"),
        (COUNTS, COUNTED.replace("0.45,0.75", ","), "E-705", "bme_yes_derived"),
        (COUNTS, COUNTED.replace("yes", "perhaps"), "E-708", "counts_unique"),
    ],
)
def test_a_wrong_row_is_named_with_its_column(
    tmp_path: Path, header: str, row: str, code: str, column: str | None
) -> None:
    with pytest.raises(InputError) as refused:
        from_trust_rows(made(tmp_path, header, row), year=None)

    assert [(f.code, f.column) for f in refused.value.findings] == [(code, column)]  # type: ignore[attr-defined]


def test_an_indicator_given_twice_for_a_trust_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        from_trust_rows(made(tmp_path, RATES, FAIR, FAIR), year=None)

    assert [f.code for f in refused.value.findings] == ["E-706"]  # type: ignore[attr-defined]


def test_a_file_in_neither_form_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, "a,b\n", "1,2")

    assert not is_trust_survey(path)
    assert not is_trust_survey(tmp_path / "nowhere.csv")
    with pytest.raises(InputError, match="with the columns a, b"):
        from_trust_rows(path, year=None)


@pytest.mark.shared
def test_the_published_rows_are_read_in_both_forms(shared: Path) -> None:
    """Source: NHS Staff Survey 2024 by trust, kept beside the repository; no row of it stands in here."""
    form = "nss2024_wres5to8_by_trust_{}.csv"
    rates = shared / "data" / form.format("white_bme")
    counts = shared / "data" / form.format("reconstructed_counts")

    bare, counted = from_trust_rows(rates, year=None), from_trust_rows(counts, year=None)

    assert is_trust_survey(rates)
    assert is_trust_survey(counts)
    given = list(csv.DictReader(rates.read_text("utf-8").splitlines()))
    values = {(p.organisation, p.measure): p.published_value for p in bare.plans if p.kind is Kind.DIFFERENCE}
    for row in given:
        gap = float(row["BME Rate"]) - float(row["White Rate"])
        assert values[row["Trust"], INDICATORS[row["Indicator"].casefold()]] == gap
    unique = [row for row in csv.DictReader(counts.read_text("utf-8").splitlines()) if row["counts_unique"] == "yes"]
    assert len(counted.counts) == 4 * len(unique)
    assert len(counted.plans) == len(bare.plans) == 3 * len(given)
