"""The funnel plot: what is drawn where, read from the specification; the words beside it."""

from __future__ import annotations

from itertools import pairwise
from math import log

import pytest

from levelground.disclosure.released import ReleasedFigure
from levelground.measures import catalogue
from levelground.reporting.benchmark import benchmark
from levelground.reporting.funnel_chart import _mark, _Picture, funnel_chart
from tests.factories.comparisons import gap, gaps, ratio

DEFINITIONS = catalogue.load()


def picture(figures: list[ReleasedFigure], own: str | None = None, peers: tuple[str, ...] = ()) -> _Picture:
    made = benchmark(figures, DEFINITIONS[figures[0].measure])
    assert made.funnel is not None
    return _Picture(made, made.funnel, [_mark(one, own, peers) for one in made.standings if one.value is not None])


def ratios() -> list[ReleasedFigure]:
    return [ratio(f"ZA{n:02d}", (10 + 3 * n, 1000 + 100 * n, 20 + 9 * n, 3000 + 300 * n)) for n in range(14)]


def test_forms_tell_organisations_apart_and_only_some_are_named() -> None:
    marks = {mark["label"] or mark["form"]: mark["form"] for mark in picture(gaps(), "ZA03", ("ZA05",)).marks}

    assert marks == {"ZA03": "square", "ring": "ring", "ZZ1": "diamond", "dot": "dot"}


def test_points_lie_at_their_value_and_their_precision() -> None:
    made = picture(gaps())

    assert made.marks[0]["value"] == pytest.approx(15 - 7)  # percentage points
    assert made.marks[0]["x"] == pytest.approx((0.15 * 0.85 / 100 + 0.07 * 0.93 / 100) ** -0.5)


def test_marks_below_the_funnel_say_how_far_an_interval_reaches() -> None:
    marks = picture(gaps())._reaches()

    for place, label in marks.items():
        assert 1.959964 / place * 100 == pytest.approx(float(label.removeprefix("±")), rel=1e-6)
    assert len(marks) >= 3


def test_marks_below_a_funnel_of_ratios_are_times() -> None:
    marks = picture(ratios())._reaches()

    for place, label in marks.items():
        assert 1.959964 / place == pytest.approx(log(float(label)), rel=1e-6)


def test_organisations_of_one_size_between_two_round_reaches_have_no_marks() -> None:
    alike = [gap(f"ZA{n:02d}", (15, 100, 70 + n, 1000)) for n in range(12)]

    assert picture(alike)._reaches() == {}
    assert funnel_chart(benchmark(alike, DEFINITIONS["wres_8"]), {}) is not None


def test_limits_narrow_to_the_right_and_lie_within_each_other() -> None:
    curves = picture(ratios()).curves

    widths = [row["high998"] / row["low998"] for row in curves]
    assert widths == sorted(widths, reverse=True)
    assert all(row["low998"] < row["low95"] < row["high95"] < row["high998"] for row in curves)


def test_the_names_of_lines_do_not_touch() -> None:
    # Organisations that do not differ: the limits end close together, at 1.
    alike = [gap(f"ZA{n:02d}", (15_000, 100_000, 15_010 + n, 100_000)) for n in range(12)]
    alike += [gap("ZZ9", (2, 10, 5, 10))]

    words = [layer for layer in picture(alike).specification()["layer"] if layer["mark"]["type"] == "text"]

    places = [row["at"] for row in words[0]["data"]["values"]]
    low, high = picture(alike).up
    assert all(above - below >= 16 * (high - low) / 290 for above, below in pairwise(places))


def test_the_picture_says_who_is_who() -> None:
    chart = funnel_chart(benchmark(gaps(), DEFINITIONS["wres_8"]), {"ZA03": "Three"}, "ZA03", ("ZA05",))

    assert chart is not None
    assert chart.key == (
        "Each dot is one organisation; the dark square is Three; rings are organisations like it; diamonds lie beyond "
        "the 99.8% limits."
    )
    assert chart.title == "Discrimination at work: 21 organisations in a funnel"
    assert ">ZA03<" in chart.svg
    assert "dotted line no difference" in chart.svg
    assert "BME minus White, percentage points" in chart.svg


def test_an_organisation_without_a_name_is_still_said_to_be_picked_out() -> None:
    chart = funnel_chart(benchmark(gaps(), DEFINITIONS["wres_8"]), {}, "ZA03")

    assert chart is not None
    assert "the dark square is the organisation picked out" in chart.key


def test_a_plain_funnel_of_ratios_has_nobody_named() -> None:
    chart = funnel_chart(benchmark(ratios(), DEFINITIONS["wres_3"]), {})

    assert chart is not None
    assert chart.key == "Each dot is one organisation."
    assert "BME over White" in chart.svg


def test_without_a_funnel_nothing_is_drawn() -> None:
    assert funnel_chart(benchmark(gaps(3), DEFINITIONS["wres_8"]), {}) is None
