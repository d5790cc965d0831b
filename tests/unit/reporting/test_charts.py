"""What a chart shows, what it leaves out and says so; the numbers drawn are read from the specification."""

from __future__ import annotations

import re

import pytest

from levelground.measures import catalogue
from levelground.measures.model import Kind, NoValue
from levelground.reporting import charts, drawing
from levelground.reporting.drawing import Line, Point, Scale, Style
from levelground.reporting.tables import Selection
from tests.unit.reporting.test_wording import changed

DEFINITIONS = catalogue.load()
NOW, BEFORE = "2026-03-31", "2025-03-31"
HIDDEN = {"value": None, "lower": None, "upper": None, "no_value": NoValue.SUPPRESSED}


def share(measure: str, group: str, **values: object) -> object:
    return changed(
        **{"measure": measure, "kind": Kind.SHARE, "group": group, "value": 0.2, "lower": 0.1, "upper": 0.3, **values}
    )


def selection(*figures: object) -> Selection:
    return Selection(figures)  # type: ignore[arg-type]


def test_nothing_is_drawn_where_nothing_is_shown() -> None:
    empty = changed(value=None)

    assert charts.benchmark([empty], DEFINITIONS["wres_2"], {}, None) is None
    assert charts.likelihood([("x", empty, None)], DEFINITIONS["wres_2"], name="a", title="a") is None
    assert charts.likelihood([], DEFINITIONS["wres_2"], name="a", title="a") is None
    assert charts.survey(selection(), DEFINITIONS["wres_5"], [NOW], title="a") is None
    assert charts.board(selection(), DEFINITIONS["wres_9"], NOW, title="a") is None
    assert charts.representation(selection(), DEFINITIONS["wres_1"], NOW) is None
    assert charts.summary([], Kind.RATIO) is None
    assert charts.trends({"one year": [changed()]}) is None


def test_a_likelihood_says_both_years_and_names_what_is_absent() -> None:
    """A ratio of 0 has no place on a logarithmic axis, a hidden one none anywhere: both are named, with no heading."""
    pairs = [
        ("All staff", changed(upper=None), changed(period=BEFORE)),
        "By ethnic group",
        ("Nobody", changed(value=0.0, lower=0.0), None),
        ("Hidden", changed(**HIDDEN), None),
    ]

    chart = charts.likelihood(pairs, DEFINITIONS["wres_2"], name="c", title="A & B")

    assert chart is not None
    assert chart.absent == ("Nobody", "Hidden")
    assert "2026: 1.50 (0.79 or more)" in chart.svg
    assert "2025: 1.50 (0.79 to 3.03)" in chart.svg
    assert "By ethnic group" not in chart.svg
    assert '<title id="c-t">A &amp; B</title>' in chart.svg


def test_a_year_counted_by_another_rule_is_not_drawn_beside_this_one() -> None:
    pair = ("All staff", changed(), changed(period=BEFORE, edition="1999"))

    chart = charts.likelihood([pair], DEFINITIONS["wres_2"], name="c", title="a")

    assert chart is not None
    assert "2025:" not in chart.svg


def test_bands_stand_under_their_cluster_and_hidden_ones_are_named() -> None:
    def band(cluster: str, band: str, **values: object) -> object:
        return share("wres_1", "bme", breakdown=(("cluster", cluster), ("pay_band", band)), **values)

    figures = [
        band("clinical", "5"), band("clinical", "3"), band("clinical", "9", **HIDDEN), band("non_clinical", "8a"),
        share("wres_1", "bme", value=0.25),
    ]  # fmt: skip

    chart = charts.representation(selection(*figures), DEFINITIONS["wres_1"], NOW)

    assert chart is not None
    assert chart.absent == ("Clinical: Band 9",)
    assert "The dashed line is the whole workforce, 25.0%." in chart.key
    places = [chart.svg.index(f">{words}<") for words in ("Non-clinical", "Band 8a", "Clinical", "Band 3", "Band 5")]
    assert places[1] > 0
    assert sorted([places[1], places[3], places[4]]) == [places[1], places[3], places[4]]


def test_bands_are_drawn_without_a_workforce_line_where_that_is_hidden() -> None:
    band = share("wres_1", "bme", breakdown=(("band", "8a"),))

    chart = charts.representation(selection(band), DEFINITIONS["wres_1"], NOW)

    assert chart is not None
    assert "dashed line" not in chart.key


def test_a_survey_joins_bme_and_white_and_names_the_hidden() -> None:
    figures = [
        share("wres_5", "bme"), share("wres_5", "white", value=0.15), share("wres_5", "asian", **HIDDEN),
        share("wres_5", "bme", period=BEFORE, **HIDDEN), share("wres_5", "white", period=BEFORE),
    ]  # fmt: skip

    chart = charts.survey(selection(*figures), DEFINITIONS["wres_5"], [NOW, BEFORE], title="a")

    assert chart is not None
    assert chart.absent[0] == "BME, autumn 2024 survey"
    assert len(chart.absent) == 2
    assert "BME 20.0% (10.0 to 30.0)" in chart.svg
    assert "White 15.0%" in chart.svg
    assert "Groups within BME" not in chart.svg


def test_the_groups_within_bme_stand_below_the_survey() -> None:
    figures = [share("wres_5", "bme"), share("wres_5", "white"), share("wres_5", "black", value=0.4, upper=0.5)]

    chart = charts.survey(selection(*figures), DEFINITIONS["wres_5"], [NOW], title="a")

    assert chart is not None
    assert "Groups within BME, autumn 2025 survey" in chart.svg
    assert "40.0% (10.0 to 50.0)" in chart.svg


def test_the_board_stands_beside_the_workforce() -> None:
    seats = {seat: (("board", seat),) for seat in ("total", "voting", "executive")}
    figures = [
        share("wres_9", "bme", breakdown=seats["voting"]), share("wres_9", "bme", breakdown=seats["total"]),
        share("wres_9", "bme", breakdown=seats["executive"], **HIDDEN), share("wres_1", "bme", value=0.26),
    ]  # fmt: skip

    chart = charts.board(selection(*figures), DEFINITIONS["wres_9"], NOW, title="a")

    assert chart is not None
    assert chart.absent == ("Executive members",)
    assert chart.svg.count("Staff 26.0%") == 2
    assert chart.svg.index("All members") < chart.svg.index("Voting members")


def test_the_board_is_drawn_alone_where_the_workforce_is_not_known() -> None:
    one = share("wres_9", "bme", breakdown=(("board", "total"),))

    chart = charts.board(selection(one), DEFINITIONS["wres_9"], NOW, title="a")

    assert chart is not None
    assert "Staff" not in chart.svg.replace("all staff", "")


def test_the_summary_draws_one_kind_and_names_what_is_hidden() -> None:
    gap = changed(kind=Kind.DIFFERENCE, value=0.05, lower=0.01, upper=0.09)
    pairs = [("2. Likelihood", changed(), None), ("5. Gap", gap, None), ("9. Hidden", changed(**HIDDEN), None)]

    ratios, gaps = charts.summary(pairs, Kind.RATIO), charts.summary(pairs, Kind.DIFFERENCE)

    assert ratios is not None
    assert gaps is not None
    assert (ratios.absent, gaps.absent) == (("9. Hidden",), ())
    assert "2026: +5.0 (+1.0 to +9.0)" in gaps.svg


def test_a_trend_joins_only_years_counted_by_the_same_rule() -> None:
    """Three years, the first by another rule: one line of two years, and three dots."""
    years = [changed(period=f"{year}-03-31", edition="old" if year == 2024 else "new") for year in (2024, 2025, 2026)]
    gaps = [changed(kind=Kind.DIFFERENCE, period=p, value=-0.05, lower=None, upper=None) for p in (BEFORE, NOW)]
    shares = [changed(kind=Kind.SHARE, period=p, value=0.2, lower=0.1, upper=0.3) for p in (BEFORE, NOW)]

    chart = charts.trends({"ratio": years, "gap": gaps, "share": shares, "once": years[:1]})

    assert chart is not None
    assert chart.absent == ("once",)
    spec = charts._trend("ratio", years)
    line = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "line")
    assert line["encoding"]["detail"] == {"field": "rule"}
    assert [value["rule"] for value in spec["data"]["values"]] == ["old", "new", "new"]


@pytest.mark.parametrize(("own", "said"), [("ZZ1", "The dark square is First."), ("ZZ8", ""), (None, "")])
def test_a_benchmark_orders_by_value_and_picks_out_its_own(own: str | None, said: str) -> None:
    figures = [
        changed(organisation=f"ZZ{n}", value=value, lower=lower, upper=upper)
        for n, (value, lower, upper) in enumerate(
            [(1.5, 1.0, 2.0), (0.9, 0.0, None), (0.0, 0.0, 1.0), (2.0, None, None)]
        )
    ]

    chart = charts.benchmark(figures, DEFINITIONS["wres_3"], {"ZZ1": "First", "ZZ2": "Second"}, own)

    assert chart is not None
    assert chart.absent == ("Second",)
    assert chart.title == "Formal disciplinary process: 3 organisations"
    assert chart.key.endswith(said or "the dashed line is no difference.")


def test_a_benchmark_of_gaps_stands_around_0() -> None:
    figures = [changed(kind=Kind.DIFFERENCE, value=-0.05, lower=-0.1, upper=0.0)]

    chart = charts.benchmark(figures, DEFINITIONS["wres_5"], {}, None)

    assert chart is not None
    assert "BME minus White, percentage points" in chart.svg


def test_a_drawing_refers_to_nothing_outside_and_has_ids_of_its_own() -> None:
    lines = [
        Line(
            "A row with a label of more than one line",
            (Point(1.0, None, None, "1"), Point(2, 1, 9, "2", Style.OTHER)),
            True,
        )
    ]

    svg = drawing.draw(drawing.rows(lines, Scale("x", 0, 3)), name="own", title="t", description="d")

    assert all(name.startswith("own-") for name in re.findall(r'\bid="([^"]+)"', svg))
    assert not re.search(r'href="(?!#)|<style|<script|@import|aria-(?!labelledby)', svg)
    assert " width=" not in svg.split(">", 1)[0]


def test_points_beyond_the_axis_are_drawn_at_its_edge() -> None:
    scale = Scale("x", 0.5, 2, log=True, ticks=(1,))

    (layer,) = [
        layer for layer in drawing.rows([Line("a", (Point(9, 0.1, None, "9 or more"),))], scale)["layer"]
        if layer["mark"]["type"] == "point"
    ]  # fmt: skip

    (mark,) = layer["data"]["values"]
    assert (mark["lower"], mark["value"], mark["upper"]) == (0.5, 2, 2)


def test_words_are_drawn_as_they_are_whatever_they_hold() -> None:
    """Texts pass through the renderer as short marks: one that looks like a mark, or like markup, stays itself."""
    row = Line("@1 <b> & co", (Point(1, 0.5, 2, "@0"),))

    svg = drawing.draw(drawing.rows([row], Scale("x", 0, 3)), name="own", title="t", description="d")

    assert ">@1 &lt;b&gt; &amp; co<" in svg
    assert ">@0<" in svg
