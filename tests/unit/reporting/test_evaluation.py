"""What an evaluation is said to show: only what its interval carries. And its picture."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.reporting.evaluation import Account, Trial, Verdict, of_panel, of_series, verdict
from levelground.reporting.evaluation_chart import HEIGHT, LINE, Curve, Picture
from levelground.statistics.evaluation import AR1, OLS, Check, InterruptedSeries
from levelground.statistics.panel import WILD, DifferenceInDifferences, GroupMeans
from levelground.statistics.proportions import Interval

PLAIN = Trial("", "", None, 0)
MONTHS = [dt.date(2024, month, 1) for month in range(1, 13)]


def effect(value: float, lower: float | None, upper: float | None) -> Interval:
    return Interval(value, lower, upper, OLS, 0.95)


def series(at_end: Interval, *, in_order: bool | None = None, method: str = OLS) -> Account:
    checks = (Check("points", in_order, "Some."),)
    found = InterruptedSeries(at_end, at_end, at_end, at_end, 2, 2, method, 0.1, [1, 2, 3, 5], [1, 2, 3, 4], checks)
    return of_series(found, MONTHS[:4], PLAIN)


@pytest.mark.parametrize(
    ("limits", "better", "outcome"),
    [
        ((1, 3), None, Verdict.HIGHER),
        ((-3, -1), None, Verdict.LOWER),
        ((1, 3), "up", Verdict.BETTER),
        ((1, 3), "down", Verdict.WORSE),
        ((-3, -1), "down", Verdict.BETTER),
        ((-3, -1), "up", Verdict.WORSE),
        ((-1, 3), "up", Verdict.NOT_TOLD),
        ((0, 3), "up", Verdict.NOT_TOLD),
        ((None, 3), "up", Verdict.NOT_TOLD),
        ((None, -3), "down", Verdict.BETTER),
        ((None, None), "up", Verdict.NO_INTERVAL),
    ],
)
def test_a_direction_is_said_only_where_the_interval_leaves_out_0(
    limits: tuple[float | None, float | None], better: str | None, outcome: Verdict
) -> None:
    assert verdict(effect(1, *limits), better) == outcome


def test_no_verdict_gives_a_cause_and_no_difference_is_no_proof_of_none() -> None:
    higher, lower = series(effect(1, 0.5, 2)).says, series(effect(-1, -2, -0.5)).says

    assert (
        "On 1 April 2024 the line from before would have come to 4.0; the line since the start comes to 5.0"
        in (higher[4])
    )
    assert higher[5].endswith("the values are higher than expected. It does not say why.")
    assert "are lower than expected. It" in lower[5]
    assert "no proof that nothing changed" in series(effect(1, -1, 2)).says[5]
    assert "cannot tell the difference from chance" in series(effect(1, None, None)).says[5]


def test_what_is_not_in_order_is_said_beside_the_verdict() -> None:
    assert series(effect(1, 0.5, 2), in_order=False).says[-1].endswith("what is not in order: points.")
    assert len(series(effect(1, 0.5, 2), in_order=True).says) == 6
    assert "restricted maximum likelihood" in series(effect(1, 0, 2), method=AR1).method


def test_organisations_beside_others_are_said_with_what_was_expected() -> None:
    means = tuple(GroupMeans(i, *pair) for i, pair in enumerate([(10.0, 8.0), (10.0, 8.0), (14.0, 9.0)]))
    found = DifferenceInDifferences(
        Interval(3, 1, 5, WILD, 0.95), effect(0, -1, 1), 0.0125, means, 6, 7, 2, 1, (Check("one", None, "Yes."),)
    )

    account = of_panel(found, MONTHS[:3], Trial("The course", "points", "up", 0))

    assert account.says[0] == (
        "The course started on 1 March 2024 in 6 organisations; 7 others are compared with: 2 dates before, 1 from "
        "then on."
    )
    assert account.says[1].endswith("moved by +4.0, that of the others by +1.0.")
    assert "is 14.0 points; had they moved as the others did, it would have been 11.0 points" in account.says[2]
    assert account.says[3].endswith("higher than expected, the direction that is better. It does not say why.")
    assert account.method.endswith("p = 0.013 for no difference.")


def test_differences_have_signs_and_open_limits_are_said() -> None:
    trial = Trial("", "leavers", None, 1)

    assert trial.change(effect(-1.005, -2, 0.001)) == "-1.01 leavers (95% interval -2.00 to 0.00)"
    assert trial.change(effect(1, None, 2)) == "+1.00 leavers (95% interval no limit to +2.00)"
    assert trial.change(effect(1, None, None)) == "+1.00 leavers (no interval)"
    assert trial.subject == "What was tried"


def picture(*curves: Curve, start: int = 6, unit: str = "") -> Picture:
    return Picture(MONTHS, start, unit, curves, "")


def test_the_start_has_its_date_and_the_ends_have_theirs_where_there_is_room() -> None:
    line = Curve("fitted", [1.0] * 12, "main")

    assert picture(line).marks() == {0: "Jan 2024", 6: "Jul 2024", 11: "Dec 2024"}
    assert picture(line, start=2).marks() == {2: "Mar 2024", 11: "Dec 2024"}  # 2 x 336 / 12 = 56 pixels
    assert picture(line).range() == (0, 2)


def test_names_at_the_right_end_do_not_touch_and_what_ends_before_has_none() -> None:
    made = picture(
        Curve("observed", [0.0, 10.0] * 6, "dots"),
        Curve("before", [5.0] * 6, "main"),
        Curve("fitted", [5.0] * 6, "main", 6),
        Curve("expected", [5.1] * 6, "expected", 6),
    )

    names = made.names()

    assert list(names) == ["expected", "fitted"]
    # 11.2 is the height of the picture in values: 10 and 0.06 of it at both ends.
    assert names == pytest.approx({"expected": 5.1, "fitted": 5.1 - LINE * 11.2 / HEIGHT})


def test_the_start_stands_half_way_and_lines_begin_where_they_do() -> None:
    curves = (Curve("others", [1.0] * 12, "other"), Curve("expected", [2.0] * 6, "expected", 6))

    layers = picture(*curves, unit="leavers").specification()["layer"]

    assert layers[0]["data"]["values"] == [{"x": 5.5}]
    assert [layer["mark"]["type"] for layer in layers[1:4]] == ["line", "point", "line"]
    assert layers[3]["data"]["values"][0] == {"x": 6, "value": 2.0}
    texts = [value["text"] for layer in layers[4:] for value in layer["data"]["values"]]
    assert texts == ["expected", "others", "start", "leavers"]
    assert len(picture(*curves).specification()["layer"]) == len(layers) - 1
