"""The form and the words of the board paper, whatever it is written in."""

from __future__ import annotations

import dataclasses

import pytest

from levelground.errors import DefinitionError, InputError
from levelground.measures import catalogue
from levelground.reporting import paper
from levelground.reporting.body import Body, body
from levelground.reporting.drawing import Chart
from levelground.reporting.paper import Form, Grid, Heading, Paragraph, Picture, Role
from levelground.reporting.tables import Cell, FigureTable
from tests.factories.papers import board_paper, drawn, figures_of, material, of_figures

pytestmark = pytest.mark.slow


def test_every_measure_has_a_question_and_every_question_a_measure() -> None:
    assert set(paper.words()["questions"]) == set(catalogue.load()), "a line for it in templates/board_paper.toml"


def test_a_question_is_one_plain_sentence() -> None:
    for text in paper.words()["questions"].values():
        assert text.endswith("?")
        assert text.count("?") == 1
        assert ". " not in text
        assert len(text.split()) <= 30


def test_a_measure_without_a_question_is_refused() -> None:
    with pytest.raises(DefinitionError, match="wres_99"):
        paper.question("wres_99")


def test_the_paper_has_the_form_of_a_board_paper() -> None:
    headings = [block.text for block in board_paper().blocks if isinstance(block, Heading) and block.level == 1]

    assert headings == [
        "About this paper", "Purpose", "Links to risk, regulation and equality", "Recommendation", "Summary",
        "The indicators in pictures", "The indicators one by one", "EDI improvement plan: where each metric stands",
        "How complete the data are", "Decision", "Methods",
    ]  # fmt: skip


def test_what_only_the_trust_knows_is_left_to_fill_in() -> None:
    forms = [block for block in board_paper().blocks if isinstance(block, Form)]
    answers = {line[0]: line[1] for form in forms for line in form.lines}

    assert answers["Strategic risk (board assurance framework)"] == "[to be filled in]"
    assert answers["Author"] == "[to be filled in]"
    assert answers["CQC domain"].startswith("Well-led")


def test_the_question_stands_before_the_picture_and_the_tables_of_each_indicator() -> None:
    blocks = board_paper().blocks
    start = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text.startswith("2. "))
    part = blocks[start : start + 12]
    asked = next(n for n, block in enumerate(part) if isinstance(block, Paragraph) and block.role is Role.ASK)
    pictured = next(n for n, block in enumerate(part) if isinstance(block, Picture))
    tabled = next(n for n, block in enumerate(part) if isinstance(block, Grid))

    assert asked < pictured < tabled
    assert "1.88 times" in part[2].text  # type: ignore[union-attr]


def test_the_summary_says_what_the_page_says() -> None:
    table = next(block.table for block in board_paper().blocks if isinstance(block, Grid))

    assert [head.partition("\n")[0] for head, _ in table.rows] == [row.heading for row in drawn().summary]
    assert [cells[0].text for _, cells in table.rows] == [row.value for row in drawn().summary]
    assert table.caption == "The indicators, to 31 March 2026"


def test_single_ethnic_categories_are_left_to_the_workbook() -> None:
    rows = (("Groups within BME", ()), ("Mixed", (Cell("1"),)), ("Ethnic categories", ()), ("Irish", (Cell("2"),)))
    table = FigureTable("by ethnic group", ("Group", "Counted"), rows)

    assert paper.without_categories(table).rows == rows[:2]
    assert paper.without_categories(dataclasses.replace(table, rows=rows[:2])).rows == rows[:2]
    # a group that is named like the heading has cells, and stays
    assert paper.without_categories(dataclasses.replace(table, rows=(("Ethnic categories", (Cell("1"),)),))).rows


def test_a_picture_says_in_words_what_it_shows() -> None:
    pictures = [block for block in board_paper().blocks if isinstance(block, Picture)]

    assert len(pictures) == len(drawn().pictures) + sum(section.chart is not None for section in drawn().sections)
    assert all(picture.alternative.startswith("Chart: ") for picture in pictures)
    assert any("1.88 times as likely" in picture.alternative for picture in pictures)


def test_a_picture_that_shows_all_and_needs_no_key_stands_alone() -> None:
    blocks = list(paper.picture(Chart("A title", "<svg/>"), ()))

    assert blocks == [Picture(Chart("A title", "<svg/>"), "Chart: A title. The values are in the tables.")]


def test_what_is_confirmed_is_not_called_open() -> None:
    section = drawn().sections[0]
    confirmed = dataclasses.replace(section.definition, to_be_confirmed=())
    own = dataclasses.replace(drawn(), sections=(dataclasses.replace(section, definition=confirmed),), edi_plan=None)

    def open_points(whole: Body) -> list[str]:
        blocks = paper.paper(material(), whole).blocks
        texts = [block.text for block in blocks if isinstance(block, Paragraph)]
        return [text for text in texts if text.startswith("To be confirmed")]

    assert open_points(own) == []
    assert open_points(dataclasses.replace(drawn(), sections=(section,)))


def test_the_paper_says_that_it_is_synthetic() -> None:
    notice = board_paper().blocks[0]

    assert board_paper().title.startswith("Synthetic data: Workforce race equality: Nowhere NHS Trust")
    assert isinstance(notice, Paragraph)
    assert notice.role is Role.NOTICE


def test_a_paper_of_one_measure_leaves_out_what_it_does_not_have() -> None:
    # made from counts: no completeness, no notice, one period and so no trend
    figures = tuple(figure for figure in figures_of("wres_3") if figure.period == "2026-03-31")
    own = of_figures(*figures)

    blocks = paper.paper(own, body(own)).blocks

    headings = {block.text for block in blocks if isinstance(block, Heading)}
    assert "How complete the data are" not in headings
    assert not any(isinstance(block, Paragraph) and block.role is Role.NOTICE for block in blocks)


def test_a_paper_of_a_further_measure_alone_has_no_table_of_the_nine() -> None:
    definition = catalogue.load()["pay_gap_mean"]
    figure = dataclasses.replace(
        figures_of("wres_3")[0], measure=definition.id, kind=definition.kind, value=None, reason="It was not counted."
    )
    own = of_figures(figure)

    blocks = paper.paper(own, body(own)).blocks

    table = next(block.table for block in blocks if isinstance(block, Grid))
    headings = {block.text for block in blocks if isinstance(block, Heading)}
    assert table.caption == "Ethnicity pay gap, to 31 March 2024"
    assert "The indicators in pictures" not in headings


def test_a_standard_that_is_not_in_full_is_listed_without_sentences() -> None:
    whole = dataclasses.replace(material(), in_full=("wres",))

    tables = [block.table for block in paper.paper(whole, drawn()).blocks if isinstance(block, Grid)]

    nine, pay = (
        next(t for t in tables if t.caption.startswith(words)) for words in ("The indicators,", "Ethnicity pay")
    )
    assert all("\n" in head for head, _ in nine.rows)
    assert not any("\n" in head for head, _ in pay.rows)


def test_there_is_no_board_paper_of_many_organisations() -> None:
    one = figures_of("wres_3")[0]
    many = of_figures(one, dataclasses.replace(one, organisation="ZZ8"))

    with pytest.raises(InputError) as refused:
        paper.organisation_name(many)
    assert "2 organisations" in refused.value.given


def test_an_organisation_without_a_name_has_its_code() -> None:
    own = dataclasses.replace(material(), organisations={})

    assert paper.organisation_name(own) == "ZZ9"


def test_columns_are_wide_enough_for_their_longest_number() -> None:
    rows = (("Band 2", (Cell("12"), Cell("−12.3 to +14.5"))), ("A heading", ()))
    table = FigureTable("", ("Band", "Counted", "95% interval"), rows)

    first, counted, interval = paper.column_weights(table)

    assert interval > len("−12.3 to +14.5")
    assert counted > len("Counted")
    assert first == 12
    assert paper.column_weights(FigureTable("", ("Band",), ())) == (12,)


def test_notes_have_the_letters_that_the_cells_have() -> None:
    cell = Cell("–", reason="Nobody was asked.")
    table = FigureTable("", ("Group", "Share"), (("White", (cell,)),))

    assert paper.notes(table) == ((table.mark(cell), "Nobody was asked."),)
