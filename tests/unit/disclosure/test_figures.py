"""Figures from counts that are let through."""

from __future__ import annotations

import pytest

from levelground.disclosure import reasons
from levelground.disclosure.policy import MIN_BOARD
from levelground.disclosure.release import release
from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, NoValue

from .tables import definition, key, plan, raw, request

X1, N1 = key("white", item="appointed"), key("white", item="shortlisted")
X2, N2 = key("bme", item="appointed"), key("bme", item="shortlisted")
FOUR = (X1, N1, X2, N2)


def figure(
    one: FigurePlan, *numbers: int, policy: str = "already_public", of: Definition | None = None
) -> ReleasedFigure:
    counts = dict(zip(dict.fromkeys(one.counts), numbers, strict=True))
    definitions = {one.measure: of} if of else {}
    return release(raw(counts, plans=[one]), request=request(policy), definitions=definitions)[0].figures[0]


def ratio(*numbers: int, **fields: object) -> ReleasedFigure:
    return figure(plan(Kind.RATIO, *FOUR, compared="white_over_bme"), *numbers, **fields)  # type: ignore[arg-type]


def test_a_share_has_wilsons_interval() -> None:
    found = figure(plan(Kind.SHARE, X1, N1), 9, 10)

    # Source: PHEindicatormethods 2.1.0, R/utils.R, Wilson for 9 of 10: 0.5958 to 0.9821.
    assert found.value == 0.9
    assert (found.lower, found.upper) == (pytest.approx(0.5958, abs=5e-5), pytest.approx(0.9821, abs=5e-5))
    assert (found.method, found.confidence, found.group) == ("wilson", 0.95, "white")
    assert (found.numerator_group, found.denominator_group) == (None, None)


def test_a_ratio_has_koopmans_interval_and_the_mid_p_value() -> None:
    found = ratio(170, 780, 33, 210, of=definition())

    # Source: design notes, engine.md 2.2: 1.387, Koopman 0.996 to 1.959, mid-P 0.0497.
    assert found.value == pytest.approx((170 / 780) / (33 / 210))
    assert (round(found.lower or 0, 3), round(found.upper or 0, 3)) == (0.996, 1.959)
    assert round(found.p_value or 0, 4) == 0.0497
    assert found.method == "koopman score, mid-P p-value"
    assert (found.numerator_group, found.denominator_group, found.compared) == ("white", "bme", "white_over_bme")
    assert found.within_band is False
    assert found.false_alarm_share is not None
    assert 0 < found.false_alarm_share < 1


def test_the_band_goes_only_with_measures_that_have_it() -> None:
    assert ratio(10, 100, 10, 100).within_band is None
    assert ratio(10, 100, 10, 100, of=definition(within_band_flag=False)).false_alarm_share is None
    assert ratio(10, 100, 10, 100, of=definition()).within_band is True


def test_a_difference_has_newcombes_interval() -> None:
    found = figure(plan(Kind.DIFFERENCE, *FOUR), 56, 70, 48, 80)

    # Source: Newcombe 1998, table II, case (a), method 10: 0.0524 to 0.3339.
    assert found.value == pytest.approx(56 / 70 - 48 / 80)
    assert (round(found.lower or 0, 4), round(found.upper or 0, 4)) == (0.0524, 0.3339)
    assert (found.method, found.p_value, found.parity_count) == ("newcombe hybrid score", None, None)


def test_values_are_rounded_once_half_up_under_a_policy_with_decimals() -> None:
    # 1/16 = 0.0625 exactly: half up to 0.063, where Python's round gives 0.062.
    assert figure(plan(Kind.SHARE, X1, N1), 10, 160, policy="public").value == 0.063
    # (9/40) / (8/40) = 1.125 exactly.
    found = figure(plan(Kind.RATIO, *FOUR), 9, 40, 8, 40, policy="public")
    assert found.value == 1.13
    assert found.lower == round(found.lower or 0, 2)
    # 10/16 - 10/20 = 0.125: three decimals
    assert figure(plan(Kind.DIFFERENCE, *FOUR), 10, 16, 10, 20, policy="public").value == 0.125


def test_a_published_percentage_is_shown_as_it_is_without_interval() -> None:
    found = figure(plan(Kind.SHARE, published_value=0.2345, denominator_1=N1), 400, policy="public")

    assert (found.value, found.lower, found.upper, found.denominator_1) == (0.235, None, None, 400)
    assert found.method == "as published, weighted"
    assert found.reason == reasons.AS_PUBLISHED


def test_a_plain_count_has_no_value_and_needs_no_reason() -> None:
    found = figure(plan(Kind.SHARE, X1), 42, policy="public")

    assert (found.value, found.no_value, found.reason, found.numerator_1, found.method) == (
        None,
        None,
        None,
        42,
        "count",
    )


def test_nobody_counted_in_either_group_has_no_ratio() -> None:
    found = ratio(0, 40, 0, 20, of=definition())

    assert (found.value, found.lower, found.upper, found.within_band) == (None, None, None, None)
    assert found.no_value is NoValue.ZERO_OVER_ZERO
    assert found.reason == (
        "There is no relative likelihood: among White people and BME people alike, nobody was counted, or there was "
        "nobody to count."
    )


def test_a_ratio_over_nobody_keeps_its_lower_limit() -> None:
    found = ratio(10, 40, 0, 20, of=definition())

    assert found.no_value is NoValue.ZERO_DENOMINATOR
    assert found.value is None
    assert found.upper is None
    assert found.lower is not None
    assert found.lower > 0
    assert (
        found.reason == "The ratio has no upper end: somebody was counted among White people, nobody among BME people."
    )
    # Rounded like any other limit.
    assert ratio(10, 40, 0, 20, policy="public").lower == pytest.approx(found.lower, abs=0.005)


def test_a_share_of_nobody_is_undefined() -> None:
    found = figure(plan(Kind.SHARE, X1, N1), 0, 0)

    assert found.no_value is NoValue.ZERO_OVER_ZERO
    assert found.reason == "There is no share: among White people there was nobody to count."


def test_people_counted_among_nobody_are_said_to_be() -> None:
    found = figure(plan(Kind.SHARE, X1, N1), 2, 0)

    assert found.no_value is NoValue.ZERO_DENOMINATOR
    assert "nobody to count among" in str(found.reason)


def test_a_difference_to_nobody_is_undefined() -> None:
    between = figure(plan(Kind.DIFFERENCE, *FOUR), 3, 10, 0, 0)
    whole = (key("bme", "8a"), key(band="8a"), key("bme"), key())
    to_whole = figure(plan(Kind.DIFFERENCE, *whole), 0, 0, 3, 10)

    assert between.reason == "There is no difference: among White people or BME people there was nobody to count."
    assert to_whole.reason == "There is no difference: on one of its two sides there was nobody to count."


def test_more_people_counted_than_there_are_stops_the_figure() -> None:
    found = ratio(50, 40, 5, 20)

    assert found.no_value is NoValue.STOPPED_BY_FINDING
    assert found.reason == reasons.MORE_THAN_THERE_ARE


@pytest.mark.parametrize("no_value", [v for v in NoValue if not v.name.startswith("ZERO")])
def test_a_figure_without_value_says_why_in_a_sentence(no_value: NoValue) -> None:
    bare = figure(plan(Kind.RATIO, no_value=no_value))
    because = figure(plan(Kind.RATIO, no_value=no_value, because="The folder holds no board extract."))

    assert bare.no_value is no_value
    assert str(bare.reason).endswith(".")
    assert because.reason == "The folder holds no board extract."


def test_a_group_without_a_label_is_named_by_its_id() -> None:
    local = CountKey("ZZ9", "2026-03-31", "x", (), "night shift")

    assert "night shift people" in str(
        figure(plan(Kind.SHARE, local, CountKey("ZZ9", "", "n", (), "night shift")), 0, 0).reason
    )


def board(members_of_group: int, members: int) -> ReleasedFigure:
    keys = (key("bme", item="board"), key(item="board"), key("bme"), key())
    one = plan(Kind.DIFFERENCE, *keys, measure="wres_9", compared="board_minus_workforce")
    return figure(one, members_of_group, members, 25, 100)


def test_a_board_is_compared_by_parity_and_an_exact_probability() -> None:
    found = board(1, 12)

    assert found.value == pytest.approx(1 / 12 - 25 / 100)
    assert found.parity_count == 3  # a quarter of 12
    assert found.p_value is not None
    assert (found.numerator_group, found.denominator_group) == ("bme", "bme")


def test_a_very_small_board_has_no_interval_and_no_probability() -> None:
    found = board(1, MIN_BOARD - 1)

    assert (found.lower, found.upper, found.p_value, found.no_value) == (None, None, None, None)
    assert found.value == pytest.approx(1 / 4 - 1 / 4)
    assert found.parity_count == 1
    assert found.reason == reasons.SMALL_BOARD
    assert board(1, MIN_BOARD).lower is not None


def test_a_board_without_members_has_neither_value_nor_parity() -> None:
    found = board(0, 0)

    assert (found.value, found.parity_count, found.no_value) == (None, None, NoValue.ZERO_OVER_ZERO)


@pytest.mark.parametrize(
    ("compared", "of", "expected"),
    [
        ("white_over_asian", None, ("white", "asian")),
        ("bme_minus_white", None, ("bme", "white")),
        ("board_minus_workforce", definition(numerator_group="bme", denominator_group="bme"), ("bme", "bme")),
        ("board_minus_workforce", None, (None, None)),
        (None, None, (None, None)),
    ],
)
def test_an_absent_figure_still_says_which_group_is_over_which(
    compared: str | None, of: Definition | None, expected: tuple[str | None, str | None]
) -> None:
    found = figure(plan(Kind.DIFFERENCE, compared=compared, no_value=NoValue.NOT_COLLECTED), of=of)

    assert (found.numerator_group, found.denominator_group) == expected


def test_a_published_difference_names_its_groups_by_their_bases() -> None:
    one = plan(Kind.DIFFERENCE, denominator_1=N2, denominator_2=N1, published_value=0.05)

    found = figure(one, 300, 900)

    assert (found.numerator_group, found.denominator_group, found.value) == ("bme", "white", 0.05)


def test_the_edition_is_the_plans_or_the_results() -> None:
    assert figure(plan(Kind.SHARE, X1, N1, edition="2015"), 9, 10).edition == "2015"
    assert figure(plan(Kind.SHARE, X1, N1), 9, 10).edition == "2016"


def test_equal_tables_share_one_false_alarm() -> None:
    other = tuple(CountKey("ZZ9", "2025-03-31", k.item, (), k.group) for k in FOUR)
    counts = dict(zip((*FOUR, *other), (12, 100, 15, 100, 15, 100, 12, 100), strict=True))
    plans = [plan(Kind.RATIO, *FOUR), plan(Kind.RATIO, *other)]

    released, _ = release(raw(counts, plans=plans), request=request(), definitions={"wres_2": definition()})

    assert released.figures[0].false_alarm_share == released.figures[1].false_alarm_share
