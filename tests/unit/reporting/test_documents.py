"""The page, the workbook, the return and the open data of one made-up trust."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest

from levelground.disclosure.released import Suppressed
from levelground.errors import DisclosureError, InputError
from levelground.measures import catalogue
from levelground.measures.model import Kind, NoValue
from levelground.reporting.document import ReportInput, report_html
from levelground.reporting.open_data import (
    counts_csv,
    datapackage,
    figures_csv,
    figures_json,
    read_datapackage,
)
from levelground.reporting.return_form import return_workbook
from levelground.reporting.tables import plain_text
from levelground.reporting.workbook import workbook
from tests.factories.releases import released, report_input
from tests.unit.reporting.test_wording import changed


@pytest.fixture(scope="module")
def page() -> str:
    return report_html(report_input())


@pytest.mark.slow
def test_the_page_stands_alone(page: str) -> None:
    assert not re.search(r'(src|href)="https?:', page)
    assert "@import" not in page
    assert page.startswith("<!DOCTYPE html>")


def test_the_page_has_every_indicator_and_says_it_is_synthetic(page: str) -> None:
    measured = report_input().measured()
    assert [definition.number for definition in measured if definition.framework == "wres"] == list(range(1, 10))
    for definition in measured:
        assert f'id="{definition.id}"' in page
        assert definition.does_not_show.split(".")[0] in page
    assert "Synthetic data" in page
    assert "<title>Synthetic data: Workforce" in page


def test_ids_in_the_page_are_unique(page: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', page)

    assert len(ids) == len(set(ids))


def test_the_page_says_who_counts_and_how_complete_ethnicity_is(page: str) -> None:
    assert "Bank-only workers: left out here" in page
    assert "Not stated (asked, and preferred not to say)" in page


def test_names_from_files_are_escaped() -> None:
    material = report_input()
    odd = dataclasses.replace(material, organisations={"ZZ9": "<script>alert(1)</script>"})

    assert "<script>" not in report_html(odd)


def test_a_report_of_counts_only_says_that_completeness_is_not_known() -> None:
    shown = released()
    figures = tuple(f for f in shown.figures if f.measure in ("wres_2", "wres_3") and f.period == "2026-03-31")
    bare = dataclasses.replace(shown, figures=figures, notices=())

    text = report_html(ReportInput(bare, catalogue.load(), {"ZZ9": "Nowhere"}))

    assert "which do not say how complete ethnicity is" in text
    assert "There is no earlier value to compare with." in text
    assert "<title>Workforce" in text


def test_last_years_value_comes_from_an_earlier_release_where_this_one_has_none() -> None:
    shown = released()
    now = dataclasses.replace(shown, figures=tuple(f for f in shown.figures if f.period == "2026-03-31"))
    earlier = tuple(
        dataclasses.replace(f, period="2025-03-31", value=9.87)
        for f in now.figures
        if f.measure == "wres_4" and f.kind is Kind.RATIO
    )

    text = report_html(ReportInput(now, catalogue.load(), {}, earlier))

    assert "In the year to 31 March 2025 it was 9.87" in text
    assert "From the earlier release or counts return" in text
    assert "Worked out again from the earlier snapshots" in report_html(ReportInput(shown, catalogue.load(), {}))
    assert "There are none in these files" in report_html(ReportInput(now, catalogue.load(), {}))


def test_a_change_of_rule_is_a_break_and_not_a_comparison() -> None:
    shown = released()
    changed_rule = tuple(
        dataclasses.replace(f, edition="1999") if f.period == "2025-03-31" and f.measure == "wres_4" else f
        for f in shown.figures
    )

    text = report_html(ReportInput(dataclasses.replace(shown, figures=changed_rule), catalogue.load(), {}))

    assert "The rule changed between 31 March 2025 and 31 March 2026" in text
    assert "rule changed</td>" in text


def test_what_stopped_a_figure_stands_in_the_report() -> None:
    shown = released()
    stopped = changed(
        measure="wres_3",
        value=None,
        lower=None,
        upper=None,
        no_value=NoValue.NOT_COLLECTED,
        reason="The folder holds no disciplinary extract.",
    )
    figures = (*(f for f in shown.figures if f.measure != "wres_3"), stopped)

    text = report_html(ReportInput(dataclasses.replace(shown, figures=figures), catalogue.load(), {}))

    assert "No value: the folder holds no disciplinary extract." in text


def test_a_statutory_return_is_never_the_input_of_a_page() -> None:
    with pytest.raises(DisclosureError, match="statutory return as the input of a page"):
        report_input("statutory_return")


def test_many_organisations_are_compared_without_ranks() -> None:
    shown = released()
    base = [
        f for f in shown.figures if f.measure in ("wres_4", "wres_7") and not f.breakdown and f.period == "2026-03-31"
    ]
    figures = tuple(
        dataclasses.replace(f, organisation=f"ZZ{n}", value=None if f.value is None else f.value * (1 + n / 10))
        for n in range(5)
        for f in base
    )
    material = ReportInput(dataclasses.replace(shown, figures=figures), catalogue.load(), {"ZZ1": "First"}, (), "ZZ3")

    text = report_html(material)

    assert "Organisations compared" in text
    # For each of the two measures: every organisation, and the one picked out beside all.
    assert text.count("<figure>") == 4
    assert "There are no ranks" in text
    assert "ZZ3" in text


def test_the_workbook_holds_numbers_and_says_what_is_hidden() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(report_input())))

    assert book.sheetnames[0] == "Summary"
    assert {"Completeness", "Who counts", "EDI plan", "Methods"} == set(book.sheetnames[-4:])
    assert len(book.sheetnames) == len(report_input().measured()) + 5
    sheet = book["4. Non-mandatory training"]
    values = {cell.value for cell in sheet["G"]}
    assert "hidden" in values
    assert any(isinstance(value, float) for value in values)
    assert sheet["G2"].number_format in ("0.0%", "0.00")
    assert sheet.freeze_panes == "D2"
    assert sheet["A1"].fill.start_color.rgb == "00005EB8"


def test_text_that_a_spreadsheet_would_run_stays_text() -> None:
    shown = released()
    odd = dataclasses.replace(shown.figures[0], breakdown=(("directorate", "=1+1"),))
    material = ReportInput(dataclasses.replace(shown, figures=(odd,)), catalogue.load(), {})

    book = openpyxl.load_workbook(io.BytesIO(workbook(material)))

    assert book.worksheets[1]["C2"].value == "'=1+1"
    assert book.worksheets[1]["C2"].data_type == "s"


def test_the_return_holds_exact_counts_and_is_marked_on_every_sheet() -> None:
    book = openpyxl.load_workbook(io.BytesIO(return_workbook(released("statutory_return"), catalogue.load())))

    assert all(sheet["A1"].value == "NOT FOR PUBLICATION" for sheet in book)
    sheet = book["Indicator 2"]
    assert sheet["A3"].value == "Shortlisted"
    assert all(isinstance(sheet.cell(3, column).value, int) for column in range(2, 10))
    assert sheet["B5"].value.startswith("=IF(B3>0,B4/B3")
    assert sheet["B6"].value == '=IF(N(C5)>0,B5/C5,"")'
    assert book["Indicator 3"]["B6"].value == '=IF(N(B5)>0,C5/B5,"")'
    assert [row[0].value for row in book["Indicator 9"].iter_rows(min_row=3)] == [
        "Total board members", "Voting members", "Executive members", "Non-voting members", "Non-executive members",
        "Workforce",
    ]  # fmt: skip
    assert book["Indicator 9"]["E3"].value == 16
    assert (sheet["B5"].number_format, sheet["B6"].number_format) == ("0.0%", "0.00")
    assert sheet["A2"].font.bold


def test_only_a_statutory_release_becomes_a_return() -> None:
    with pytest.raises(DisclosureError, match="released under the policy 'public'"):
        return_workbook(released(), catalogue.load())


def test_json_holds_what_the_contract_names() -> None:
    (entry, *_) = figures_json(released())

    assert {
        "organisation", "period_end", "measure", "kind", "value", "lower", "upper", "method", "group",
        "numerator_group", "denominator_group", "compared", "within_band", "suppressed", "reason",
    } <= entry.keys()  # fmt: skip
    assert json.dumps(figures_json(released()))
    banded = next(e for e in figures_json(released()) if "pay_band" in e["breakdown"])
    assert banded["pay_band"] == banded["breakdown"]["pay_band"]


def test_open_data_reads_back_as_it_was_released(tmp_path: Path) -> None:
    shown = released()
    (tmp_path / "figures.csv").write_text(figures_csv(shown), "utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(datapackage(shown)), "utf-8")

    back = read_datapackage(tmp_path / "datapackage.json")
    assert read_datapackage(tmp_path) == back

    def comparable(figure: object) -> object:
        return dataclasses.replace(figure, reason=None) if figure.suppressed else figure  # type: ignore[attr-defined,type-var]

    assert [comparable(f) for f in back] == [comparable(_as_read(f)) for f in shown.figures]


def _as_read(figure: object) -> object:
    """A hidden count read back carries the figure's reason: the table has no other."""
    names = ("numerator_1", "denominator_1", "numerator_2", "denominator_2")
    hidden = {n: Suppressed(figure.reason or "") for n in names if isinstance(getattr(figure, n), Suppressed)}  # type: ignore[attr-defined]
    return dataclasses.replace(figure, **hidden)  # type: ignore[type-var]


def test_the_package_describes_every_column_of_its_tables_and_names_no_licence() -> None:
    """Frictionless: a resource's fields stand in the order of its columns."""
    package = datapackage(released())

    for resource, text in zip(package["resources"], (figures_csv(released()), counts_csv(released())), strict=True):
        assert [field["name"] for field in resource["schema"]["fields"]] == text.splitlines()[0].split(",")
        assert resource["path"] == f"{resource['name']}.csv"
    assert "licenses" not in package
    assert package["description"].startswith("Synthetic data")
    assert any("4. Non-mandatory training, edition" in source["title"] for source in package["sources"])


def test_hidden_counts_are_empty_in_the_open_data() -> None:
    rows = list(csv.DictReader(io.StringIO(counts_csv(released()))))

    assert {row["count"] for row in rows if row["suppressed"] == "true"} == {""}
    assert all(row["count"].isdigit() for row in rows if row["suppressed"] == "false")


def test_a_package_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text("{}")

    with pytest.raises(InputError, match="not a release that can be read"):
        read_datapackage(tmp_path / "datapackage.json")


def test_the_terminal_shows_every_figure_with_its_counts() -> None:
    text = plain_text(released())

    assert len(text.splitlines()) == len(released().figures) + 2 + len(released().notices)
    assert "white over bme" in text


def test_a_measure_without_a_headline_says_that_there_is_none() -> None:
    """Only a band was released: there is no figure of the whole to put on the summary page."""
    shown = released()
    figures = tuple(
        f
        for f in shown.figures
        if f.measure == "wres_1" and f.breakdown and f.group == "white" and f.period == "2026-03-31"
    )

    text = report_html(ReportInput(dataclasses.replace(shown, figures=figures), catalogue.load(), {}))

    assert "There is no figure in this release." in text


def test_assignments_that_no_line_names_are_said_to_be_left_out() -> None:
    shown = released()
    other = changed(measure="population", kind=Kind.SHARE, breakdown=(("population_line", "no_line"),), numerator_1=7)

    text = report_html(ReportInput(dataclasses.replace(shown, figures=(*shown.figures, other)), catalogue.load(), {}))

    assert "which no line names: left out" in text


def test_the_summary_sheet_says_what_the_page_says() -> None:
    material = report_input()
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(material)))["Summary"]
    newest = (f for f in released().figures if f.measure == "wres_4" and f.period == "2026-03-31")
    (ratio,) = (f for f in newest if f.kind is Kind.RATIO and not f.breakdown and not f.group)

    row = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "4. Non-mandatory training")

    assert row[:6] == ("Nowhere NHS Trust (made up)", "4. Non-mandatory training", "White over BME", *(
        ratio.value, ratio.lower, ratio.upper,
    ))  # fmt: skip
    assert "times as likely as" in row[8]
    last = [row[0] for row in sheet.iter_rows(values_only=True)][-2:]
    assert last[0].startswith("Synthetic data")
    assert last[1].startswith("Policy: public.")


def test_the_summary_sheet_has_a_row_for_each_organisation_and_says_where_the_rule_changed() -> None:
    base = [changed(organisation=name) for name in ("ZZ1", "ZZ2")]
    before = [
        changed(organisation="ZZ1", period="2025-03-31", edition="1999"),
        changed(organisation="ZZ2", period="2025-03-31", value=1.25),
    ]
    other = changed(measure="wres_3", organisation="ZZ1")
    shown = dataclasses.replace(released(), figures=(*base, *before, other), notices=())

    sheet = openpyxl.load_workbook(io.BytesIO(workbook(ReportInput(shown, catalogue.load(), {}))))["Summary"]

    assert [(row[0], row[1][:1], row[6]) for row in sheet.iter_rows(min_row=2, max_row=4, values_only=True)] == [
        ("ZZ1", "2", "rule changed"), ("ZZ2", "2", 1.25), ("ZZ1", "3", None),
    ]  # fmt: skip


def test_a_workbook_of_one_measure_describes_that_measure_only() -> None:
    shown = released()
    one = dataclasses.replace(shown, figures=tuple(f for f in shown.figures if f.measure == "wres_3"))

    book = openpyxl.load_workbook(io.BytesIO(workbook(ReportInput(one, catalogue.load(), {}))))

    about = [row[0].value for row in book["Methods"].iter_rows()]
    assert [text for text in about if text and text[:1].isdigit()] == [
        "3. Relative likelihood of entering the formal disciplinary process"
    ]
