"""Runs the worked example of the race disparity ratio."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedFigure
from levelground.measures import catalogue
from levelground.measures.compute import compute
from levelground.measures.model import NoValue
from tests.factories.folders import folder, many
from tests.worked_examples.test_catalogue import lines_of, worked

CODES = {"white": "A", "bme": "H"}


def disparities(posts: list[dict[str, object]]) -> dict[tuple[str, str], ReleasedFigure]:
    """The ratios of these posts, by kind of post and step."""
    shown, _ = release(
        compute(folder({"staff": posts})),  # type: ignore[arg-type]
        request=ReleaseRequest(POLICIES["already_public"], dt.datetime(2026, 11, 23, tzinfo=dt.UTC)),
        definitions=catalogue.load(),
    )
    return {
        (figure.breakdown[0][1], figure.breakdown[1][1]): figure
        for figure in shown.figures
        if figure.measure == "race_disparity"
    }


def test_worked_example_comes_out_as_worked_by_hand() -> None:
    lines = lines_of(catalogue.load()["race_disparity"])
    posts = [
        row
        for line in lines
        if line["line"] == "post"
        for row in many(int(line["numerator"]), pay_band=line["breakdown"], ethnic_category=CODES[line["group"]])
    ]

    found = disparities(posts)

    for line in (line for line in lines if line["line"] == "figure"):
        assert found["clinical", line["breakdown"]].value == pytest.approx(float(line["expected"]), abs=1e-12)
        assert float(worked(line["working"])) == pytest.approx(float(line["expected"]), abs=1e-12)
    # Woolf: 3 x exp(+-1.96 x sqrt(1/60 + 1/100 + 1/16 + 1/80)) = 3 x exp(+-0.6250) = 1.606 to 5.605
    first = found["clinical", "lower_to_middle"]
    assert (first.lower, first.upper) == pytest.approx((1.606, 5.605), abs=2e-3)


def test_an_empty_tier_has_no_ratio_and_one_without_bme_staff_no_upper_end() -> None:
    found = disparities([*many(9), *many(3, pay_band="8a"), *many(4, ethnic_category="H")])

    assert found["clinical", "lower_to_upper"].no_value is NoValue.ZERO_DENOMINATOR
    assert "no upper end" in str(found["clinical", "lower_to_upper"].reason)
    assert found["clinical", "lower_to_middle"].no_value is NoValue.ZERO_OVER_ZERO
    assert "empty" in str(found["non_clinical", "lower_to_upper"].reason)
