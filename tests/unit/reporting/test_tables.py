"""The tables of a page: what a cell shows, hides, and tells a program that reads the page."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser

import pytest

from levelground.disclosure.released import ReleasedFigure, Suppressed
from levelground.measures import catalogue
from levelground.measures.model import CountKey, Kind, NoValue
from levelground.reporting import overview, tables, wording
from levelground.reporting.breakdowns import Measured, flag_text, measure_tables
from levelground.reporting.document import ReportInput, report_html
from levelground.reporting.tables import Cell, FigureTable, Selection
from tests.factories.releases import released, report_input
from tests.unit.reporting.test_wording import changed

DEFINITIONS = catalogue.load()
NOW, BEFORE = "2026-03-31", "2025-03-31"


class _CountCells(HTMLParser):
    """The attributes and texts of the page's cells that hold a count."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str | None], list[str]]] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag == "td" and "data-item" in dict(attrs)
        if self._open:
            self.found.append((dict(attrs), []))

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1][1].append(data.strip())

    def handle_endtag(self, tag: str) -> None:
        self._open = False


def _key(cell: dict[str, str | None]) -> CountKey:
    parts = (part.partition("=") for part in str(cell["data-breakdown"]).split("; ") if part)
    breakdown = tuple((name, value) for name, _, value in parts)
    return CountKey("ZZ9", str(cell["data-period"]), str(cell["data-item"]), breakdown, str(cell["data-group"]))


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["public", "internal"])
def test_every_count_on_the_page_names_a_released_count_and_says_just_that(policy: str) -> None:
    """The release itself is the witness: the page may neither misname a count nor show a hidden one."""
    counts = released(policy).counts
    reader = _CountCells()

    reader.feed(report_html(report_input(policy)))

    assert len(reader.found) > 500
    for cell, texts in reader.found:
        count = counts[_key(cell)]
        shown = None if isinstance(count, Suppressed) else str(count)
        assert (cell.get("data-count"), cell.get("data-hidden")) == (shown, None if shown else "true")
        assert texts == [wording.count_text(count)]


def test_the_page_says_whose_counts_they_are() -> None:
    assert '<body data-organisation="ZZ9">' in report_html(report_input())


def test_unknown_has_a_column_in_every_breakdown() -> None:
    material = report_input()

    for measure in ("wres_1", "wres_2", "wres_3", "wres_4"):
        for table in measure_tables(Measured(material.selection, DEFINITIONS[measure], NOW)):
            if table.groups and "groups within BME" not in table.caption:
                assert "Unknown" in [words for words, _ in table.groups], table.caption


def test_every_row_has_a_cell_for_every_column() -> None:
    material = report_input()

    for definition in DEFINITIONS.values():
        for table in measure_tables(Measured(material.selection, definition, NOW)):
            assert {len(cells) for _, cells in table.rows} <= {0, len(table.heads) - 1}
            assert not table.groups or sum(span for _, span in table.groups) == len(table.heads) - 1


def _table_of(*figures: ReleasedFigure, measure: str = "wres_2") -> list[FigureTable]:
    return measure_tables(Measured(Selection(figures), DEFINITIONS[measure], NOW))


def _share(group: str, **values: object) -> ReleasedFigure:
    return changed(
        **{"kind": Kind.SHARE, "group": group, "compared": None, "value": 0.2, "lower": 0.1, "upper": 0.3, **values}
    )


def test_a_row_says_counts_share_interval_and_the_year_before() -> None:
    (table,) = _table_of(_share("white"), _share("white", period=BEFORE, value=0.25))

    assert table.heads == ("Group", "Appointed", "Shortlisted", "Percentage", "95% interval", "Year before")
    assert [(head, [cell.text for cell in cells]) for head, cells in table.rows] == [
        ("White", ["30", "100", "20.0%", "10.0% to 30.0%", "25.0%"])
    ]


def test_a_year_before_by_another_rule_is_not_shown_as_comparable() -> None:
    (table,) = _table_of(_share("white"), _share("white", period=BEFORE, edition="1999"))

    assert table.rows[0][1][-1].text == "rule changed"


def test_groups_of_different_depth_stand_under_headings() -> None:
    (table,) = _table_of(
        _share("H"), _share("asian"), _share("unknown"), _share("white", variant="excluding_international")
    )

    assert [head for head, _ in table.rows] == [
        "White, BME and unknown", wording.group_label("unknown"), "Groups within BME", wording.group_label("asian"),
        "Ethnic categories", wording.group_label("H"), "Without international recruitment", "White",
    ]  # fmt: skip


def test_a_breakdown_shows_a_dash_for_a_group_that_was_not_given() -> None:
    rows = [_share("white", breakdown=(("directorate", name),)) for name in ("not_recorded", "East")]
    (table,) = _table_of(*rows, _share("bme", breakdown=(("directorate", "East"),)))

    assert [head for head, _ in table.rows] == ["East", "Not recorded"]
    assert [cell.text for cell in table.rows[1][1]] == ["30", "100", "20.0%", "–", "–", "–"]


def test_a_missing_value_has_a_note_and_a_hidden_one_has_none() -> None:
    nobody = {"value": None, "lower": None, "upper": None}
    (table,) = _table_of(
        _share("white", no_value=NoValue.ZERO_OVER_ZERO, reason="Nobody was there.", **nobody),
        _share("bme", no_value=NoValue.SUPPRESSED, reason="Hidden.", **nobody),
    )

    white, bme = (cells[2] for _, cells in table.rows)
    assert (white.text, table.mark(white), table.notes) == ("–", "a", ("Nobody was there.",))
    assert (bme.text, bme.hidden, table.mark(bme)) == ("hidden", True, "")


def test_a_hidden_count_is_marked_hidden_and_gives_no_number() -> None:
    key = CountKey("ZZ9", NOW, "staff.workforce", (("cluster", "clinical"), ("pay_band", "8a")), "bme")

    assert tables.count_cell(Suppressed("small"), key).attributes == {
        "data-period": NOW,
        "data-item": "staff.workforce",
        "data-breakdown": "cluster=clinical; pay_band=8a",
        "data-group": "bme",
        "data-hidden": "true",
    }
    assert tables.count_cell(1234, key).attributes["data-count"] == "1234"
    assert tables.count_cell(None, key).attributes == {}


def test_the_flag_is_said_only_beside_an_interval() -> None:
    assert flag_text(changed()) == "outside"
    assert flag_text(changed(within_band=True)) == "within"
    assert flag_text(changed(lower=None)) == flag_text(changed(within_band=None)) == flag_text(None) == "–"


def test_a_figure_that_is_not_there_is_a_dash() -> None:
    assert (tables.value_cell(None), tables.interval_cell(None)) == (Cell("–"), Cell("–"))
    assert tables.before_cell(Selection(()), None) == Cell("–")


def test_a_series_says_where_the_rule_changed() -> None:
    material = report_input()
    figures = tuple(
        dataclasses.replace(f, edition="1999") if f.period < NOW and f.measure == "wres_4" else f
        for f in material.released.figures
    )

    table = overview.trend_table(
        dataclasses.replace(material, released=dataclasses.replace(material.released, figures=figures))
    )

    assert table is not None
    assert [head for head, _ in table.rows if "rule changed" in head] == [
        "4. Non-mandatory training (the rule changed in between)"
    ]


def test_completeness_keeps_not_stated_and_never_asked_apart() -> None:
    """8 of 16 said, 4 preferred not to say, 2 were never asked; who is White is hidden."""
    groups = {"all": 16, "white": Suppressed("small"), "bme": 8, "Z": 4, "missing": 2}
    figures = tuple(_share(group, measure="completeness", numerator_1=count) for group, count in groups.items())
    material = dataclasses.replace(report_input(), released=dataclasses.replace(released(), figures=figures))

    table = overview.completeness(material)

    assert table is not None
    assert [[cell.text for cell in cells] for _, cells in table.rows] == [
        ["hidden", "–"], ["8", "50.0%"], ["4", "25.0%"], ["2", "12.5%"], ["16", "100.0%"],
    ]  # fmt: skip


def test_completeness_without_a_total_has_no_percentages() -> None:
    material = ReportInput(
        dataclasses.replace(released(), figures=(_share("bme", measure="completeness", numerator_1=8),)),
        DEFINITIONS,
        {},
    )

    table = overview.completeness(material)

    assert table is not None
    assert [[cell.text for cell in cells] for _, cells in table.rows] == [["8", "–"]]


def test_a_statement_is_the_headline_of_its_measure() -> None:
    said = changed(measure="wdes_9b", kind=Kind.STATEMENT, group=None, variant=None, value=1.0)

    assert tables.headline(Selection((said,)), DEFINITIONS["wdes_9b"], said.period) is said
    assert wording.value_text(said) == "Yes"
