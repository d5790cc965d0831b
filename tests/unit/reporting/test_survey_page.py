"""The further survey questions on the page: one heading, the grounds as rows, one base for all of them."""

from __future__ import annotations

import datetime as dt
from functools import cache

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.measures import catalogue
from levelground.measures.compute import compute
from levelground.reporting.document import ReportInput, report_html
from levelground.reporting.sections import section
from levelground.reporting.tables import headline
from tests.factories.folders import folder

PERIOD = "2026-03-31"
DEFINITIONS = catalogue.load()
ASKED = {"White": 80, "BME": 50}


@cache
def material() -> ReportInput:
    """Two grounds and one opinion of a made-up trust; 3 White staff named gender, too few to be shown."""
    named = {"Q16c_1": {"White": 20, "BME": 42}, "Q16c_2": {"White": 3, "BME": 6}, "Q25e": {"White": 50, "BME": 30}}
    rows = [
        {"question": question, "ethnic_group": group, "counted": yes, "answered": ASKED[group]}
        for question, groups in named.items()
        for group, yes in groups.items()
    ]
    at = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    released, _ = release(
        compute(folder({"survey": rows})),  # type: ignore[arg-type]
        request=ReleaseRequest(POLICIES["public"], at),
        definitions=DEFINITIONS,
    )
    return ReportInput(released, DEFINITIONS, {"ZZ9": "Nowhere NHS Trust (made up)"})


def test_the_headline_of_grounds_is_ethnic_background() -> None:
    figure = headline(material().selection, DEFINITIONS["survey_grounds"], PERIOD)

    assert figure is not None
    assert figure.breakdown == (("ground", "ethnic_background"),)
    assert figure.value == 0.59  # 42/50 - 20/80


def test_the_table_of_grounds_stands_beside_its_chart_and_names_one_base() -> None:
    made = section(material(), DEFINITIONS["survey_grounds"])

    (table,) = made.beside
    assert [head for head, _ in table.rows] == ["Ethnic background", "Gender"]
    counted, base = (cell.attributes for cell in table.rows[0][1][:2])
    assert (counted["data-item"], counted["data-breakdown"]) == ("survey.q16c.counted", "ground=ethnic_background")
    assert (base["data-item"], base["data-breakdown"], base["data-count"]) == ("survey.q16c.answered", "", "80")


def test_the_chart_of_grounds_says_which_share_is_not_in_it() -> None:
    chart = section(material(), DEFINITIONS["survey_grounds"]).chart

    assert chart is not None
    assert chart.absent == ("Gender, White",)
    assert "Percentage of those who reported discrimination" in chart.svg


def test_the_further_questions_have_one_line_in_the_contents_and_one_heading() -> None:
    page = report_html(material())

    assert page.count('href="#staff_survey"') == 1
    assert page.count('<h2 class="standard" id="staff_survey">Staff Survey, further questions</h2>') == 1
    contents = page[page.index('class="contents"') : page.index("</nav>")]
    assert "#survey_speak_up" not in contents
    assert page.index('<h2 class="standard" id="staff_survey">') < page.index(
        '<section class="indicator" id="survey_grounds"'
    )
