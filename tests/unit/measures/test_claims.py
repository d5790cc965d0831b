"""What the arithmetic of a published claim gives, and which slip gives what is printed."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.measures import catalogue
from levelground.measures.claims import Claim, Verdict, check
from levelground.measures.claims.quantities import understand

DEFINITIONS = catalogue.load()
# 30 of 100 against 20 of 100: a ratio of 1.5
COUNTS = {"white_numerator": "30", "white_denominator": "100", "bme_numerator": "20", "bme_denominator": "100"}


def claim(claim_id: str = "page", measure: str = "wres_2", **items: str) -> Claim:
    """A claim of one organisation and period."""
    printed = tuple(one for item, text in items.items() if (one := understand(item, text)))
    assert len(printed) == len(items)
    return Claim(claim_id, "ZZ9", dt.date(2026, 3, 31), measure, printed)


def verdict(measure: str = "wres_2", **items: str) -> Verdict:
    """What becomes of one claim alone."""
    (found,) = check([claim("page", measure, **items)], DEFINITIONS)
    return found


def slips(measure: str = "wres_2", **items: str) -> tuple[str, ...]:
    """The slips of one claim alone, with the promise that a claim has slips if and only if it does not add up."""
    found = verdict(measure, **items)
    assert (found.adds_up is False) == bool(found.slips)
    return found.slips


@pytest.mark.parametrize(
    ("measure", "items"),
    [
        ("wres_2", {**COUNTS, "ratio": "1.50", "white_rate_percent": "30", "bme_rate_percent": "20.0%"}),
        # 20 / 100 over 30 / 100 = 0.667: indicator 3 is BME over White
        ("wres_3", {**COUNTS, "ratio": "0.67"}),
        # 20 % - 30 %: in points, with a sign, and as 0..1
        ("wres_5", {**COUNTS, "difference": "-10"}),
        ("wres_8", {**COUNTS, "difference": "-10.0%"}),
        ("wres_7", {**COUNTS, "difference": "-0.10"}),
        ("wres_7", {**COUNTS, "ratio": "0.667"}),
        # 46.985 / 14.655 = 3.206 to 46.995 / 14.645 = 3.209
        ("wres_2", {"white_rate_percent": "46.99", "bme_rate_percent": "14.65", "ratio": "3.2"}),
        ("wres_5", {"white_rate_percent": "24.3", "bme_rate_percent": "28.6", "difference": "4.3"}),
        ("wres_9", {"bme_numerator": "2", "total": "12", "bme_share_percent": "16.7"}),
        # without a total, a share's own denominator
        ("wres_1", {"A_numerator": "2", "A_denominator": "12", "A_share_percent": "17"}),
        ("wres_1", {"bme_numerator": "2", "bme_denominator": "12", "bme_rate_percent": "16.67"}),
        ("wres_1", {"bme_numerator": "2", "total": "12", "bme_rate_percent": "16.67"}),
        # what White and BME leave of the total
        (
            "wres_1",
            {"white_numerator": "90", "bme_numerator": "8", "total": "100", "unknown_share_percent": "2"},
        ),
        # 51 + 41 + 9 = 101, through rounding
        ("wres_1", {"white_share_percent": "51", "bme_share_percent": "41", "unknown_share_percent": "9"}),
        # nought over nought has no value, and none is printed
        ("wres_3", {"white_numerator": "0", "bme_numerator": "0", "ratio": "n/a"}),
        ("wres_2", {"bme_numerator": "0", "bme_denominator": "0", "bme_rate_percent": "-"}),
        ("wres_1", {"bme_numerator": "0", "total": "0", "bme_share_percent": ""}),
        # a measure that the catalogue does not know: its counts still give a rate or a share
        ("scwres_2", {"bme_numerator": "1", "bme_denominator": "4", "bme_rate_percent": "25"}),
        ("own", {"bme_numerator": "1", "total": "4", "bme_share_percent": "25"}),
        # a computer's double in full: 1 / 3, cut off in its last digit
        ("wres_2", {"bme_numerator": "2", "bme_denominator": "3", "bme_rate_percent": "66.66666666666666"}),
        # 0.0 % may be anything up to 0.05 %, so the ratio has no upper end
        ("wres_2", {"white_rate_percent": "0.1", "bme_rate_percent": "0.0", "ratio": "7"}),
    ],
)  # fmt: skip
def test_a_claim_whose_numbers_agree_adds_up(measure: str, items: dict[str, str]) -> None:
    found = verdict(measure, **items)

    assert (found.adds_up, found.slips) == (True, ())


@pytest.mark.parametrize(
    ("measure", "items"),
    [
        ("wres_2", {"ratio": "1.54"}),
        ("wres_2", {**COUNTS}),
        ("wres_2", {"white_rate_percent": "6.0", "bme_rate_percent": "3.9"}),
        ("wres_2", {"white_numerator": "5", "bme_rate_percent": "3.9", "ratio": "1.54"}),
        ("wres_2", {"total": "40", "bme_numerator": "3", "bme_rate_percent": "3.9"}),
        ("wres_5", {"bme_rate_percent": "3.9", "difference": "2"}),
        ("wres_2", {**COUNTS, "difference": "10"}),
        ("wres_1", {"bme_share_percent": "8", "white_share_percent": "90"}),
        ("wres_1", {"bme_share_percent": "8", "ratio": "1.2"}),
        # more than the total: nobody is left, so nothing can be said of them
        ("wres_9", {"difference": "-4"}),
        ("scwres_2", {"ratio": "1.04"}),
        ("wres_2", {**COUNTS, "ratio": "n/a"}),
        # nobody in post, says the total, so a share of it gives no base
        ("wres_3", {"total": "0", "bme_share_percent": "8", "bme_numerator": "0", "bme_rate_percent": "1"}),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_again_is_left_open(measure: str, items: dict[str, str]) -> None:
    found = verdict(measure, **items)

    assert (found.adds_up, found.slips) == (None, ())


def test_a_half_is_rounded_up_and_not_cut_off() -> None:
    assert slips(measure="wres_1", bme_numerator="1", total="40", bme_share_percent="3") == ()  # 2.5 %
    assert slips(measure="wres_1", bme_numerator="1", total="40", bme_share_percent="2") == ("truncation",)


def test_a_ratio_of_rates_that_were_rounded_is_named_where_the_rates_are_printed() -> None:
    # 17 / 2505 = 0.68 %, 9 / 725 = 1.24 %: 1.83; of the rounded rates 1.2 / 0.7 = 1.71
    items = {"white_numerator": "17", "white_denominator": "2505", "bme_numerator": "9", "bme_denominator": "725"}

    assert slips("wres_3", **items, ratio="1.7") == ("ratio_of_rounded_rates",)
    assert slips("wres_3", **items, white_rate_percent="0.7", bme_rate_percent="1.2", ratio="1.7") == (
        "ratio_of_rounded_rates",
    )


def test_a_difference_of_rates_that_were_rounded_is_named() -> None:
    # 124 / 1000 = 12.4 %, 236 / 1000 = 23.6 %: 11.2 points; of the rounded rates 24 - 12 = 12
    items = {"white_numerator": "124", "white_denominator": "1000", "bme_numerator": "236", "bme_denominator": "1000"}

    found = verdict("wres_6", **items, difference="12")

    assert found.slips == ("ratio_of_rounded_rates",)
    assert "24 - 12" in found.explanation


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        ("0.67", ("inverted_ratio",)),
        ("1.25", ("threshold_printed_as_value",)),
        ("0.8", ("threshold_printed_as_value",)),
        ("1.50%", ("percent_sign_on_ratio",)),
        ("150%", ("percent_sign_on_ratio",)),
        ("1.9%", ("percent_sign_on_ratio", "does_not_recompute")),
        ("0.67%", ("inverted_ratio", "percent_sign_on_ratio")),
        ("30.0%", ("conversion_rate_as_ratio", "percent_sign_on_ratio")),
        ("0.30", ("conversion_rate_as_ratio",)),
        ("25", ("conversion_rate_as_ratio",)),  # 50 of 200 together
        ("1.9", ("does_not_recompute",)),
    ],
)
def test_a_ratio_is_named_for_what_gives_it(ratio: str, expected: tuple[str, ...]) -> None:
    assert slips(**COUNTS, ratio=ratio) == expected


def test_a_percent_sign_on_a_ratio_that_cannot_be_checked_is_a_slip_all_the_same() -> None:
    assert slips(ratio="1.54%") == ("percent_sign_on_ratio",)
    assert slips(ratio="17.16%") == ("conversion_rate_as_ratio", "percent_sign_on_ratio")
    assert slips(ratio="154%") == ("percent_sign_on_ratio",)


def test_a_ratio_cut_off_is_named() -> None:
    # 35 / 100 over 20 / 100 = 1.75
    assert slips(**{**COUNTS, "white_numerator": "35"}, ratio="1.7") == ("truncation",)


def test_a_difference_below_nought_cut_off_is_named() -> None:
    # 1,023 / 10,000 - 2,000 / 10,000 = -9.77 points
    items = {"white_numerator": "2000", "bme_numerator": "1023"}
    items |= {"white_denominator": "10000", "bme_denominator": "10000"}

    assert slips("wres_5", **items, difference="-9.8") == ()
    assert slips("wres_5", **items, difference="-9.7") == ("truncation",)


def test_rates_printed_for_the_opposite_groups_are_named() -> None:
    assert slips(**COUNTS, white_rate_percent="20", bme_rate_percent="30") == ("swapped_groups",)
    assert slips(**COUNTS, white_rate_percent="20", bme_rate_percent="31") == ("does_not_recompute",)
    assert slips(A_numerator="30", A_denominator="100", A_rate_percent="47") == ("does_not_recompute",)


def test_shares_that_miss_100_are_named() -> None:
    shares = {"white_share_percent": "51.0", "bme_share_percent": "41.0", "unknown_share_percent": "9.0"}

    assert slips("wres_1", **shares) == ("shares_not_100",)
    assert slips("wres_1", white_share_percent="61", bme_share_percent="41") == ("shares_not_100",)


def test_a_footnotes_digit_read_as_part_of_a_count_is_named() -> None:
    items = {**COUNTS, "white_numerator": "302"}

    found = verdict(**items, white_rate_percent="30", ratio="1.50")

    assert found.slips == ("misplaced_footnote_digit",)
    assert "with 30 what is printed adds up" in found.explanation
    assert "with 403 what" in verdict(
        white_denominator="389", bme_denominator="10", unknown_denominator="4", total="4031"
    ).explanation  # fmt: skip


def test_a_slip_in_the_printed_ratio_alone_is_not_laid_on_a_count() -> None:
    # 0.31 is 1 / 3.2; without their last digits no count gives it
    assert slips(**{**COUNTS, "white_numerator": "64"}, ratio="0.31") == ("inverted_ratio",)


def test_a_footnotes_digit_is_found_beside_a_percent_sign() -> None:
    found = slips(**{**COUNTS, "white_numerator": "302"}, white_rate_percent="30", ratio="1.50%")

    assert found == ("percent_sign_on_ratio", "misplaced_footnote_digit")


@pytest.mark.parametrize(
    ("rate", "reading"),
    [("6.15", "61.5"), ("615", "61.5"), ("0.615", "61.5"), ("16.5", "61.5"), ("65.1", "61.5"), ("1.5", "61.5")],
)
def test_a_lost_or_transposed_digit_of_a_rate_is_named(rate: str, reading: str) -> None:
    # 123 / 200 = 61.5 %
    found = verdict(bme_numerator="123", bme_denominator="200", bme_rate_percent=rate)

    assert found.slips == ("lost_or_transposed_digit",)
    assert f"read as {reading}" in found.explanation


def test_a_moved_digit_is_found_from_the_ratio_where_only_rates_are_printed() -> None:
    found = verdict(white_rate_percent="28.0", bme_rate_percent="80.2", ratio="1.02")

    assert found.slips == ("lost_or_transposed_digit",)
    assert "White rate, 28.0, is read as 82.0" in found.explanation
    assert slips(white_rate_percent="61.0", bme_rate_percent="6.00", ratio="1.02") == ("lost_or_transposed_digit",)


def test_a_rate_that_has_counts_is_not_respelt_to_fit_a_ratio() -> None:
    assert slips(white_numerator="280", white_denominator="1000", bme_rate_percent="80.2", ratio="1.1") == (
        "does_not_recompute",
    )


def test_groups_that_miss_the_total_are_named() -> None:
    groups = {"white_numerator": "300", "bme_numerator": "50", "unknown_numerator": "10"}

    assert slips("wres_1", **groups, total="370") == ("subtotals_miss_total",)
    assert verdict("wres_1", **groups, total="360").adds_up is True
    assert verdict("wres_1", **groups).adds_up is None


def test_a_share_of_those_known_only_is_named() -> None:
    # 55 / 782 = 7.03 %; 55 / (314 + 55) = 14.9 %; 55 / (782 - 413) is the same
    assert slips("wres_1", white_numerator="314", bme_numerator="55", total="782", bme_share_percent="14.9") == (
        "known_base",
    )
    assert slips("wres_1", unknown_numerator="413", bme_numerator="55", total="782", bme_share_percent="14.9") == (
        "known_base",
    )


def test_a_share_without_the_counts_of_those_known_is_not_laid_on_their_base() -> None:
    # 11 / 220 = 5.0 %
    assert slips("wres_1", bme_numerator="11", total="220", bme_share_percent="4.4") == ("does_not_recompute",)


def test_more_people_above_than_below_are_named() -> None:
    assert slips(bme_numerator="30", bme_denominator="20") == ("numerator_above_denominator",)
    found = slips("wres_1", white_numerator="90", bme_numerator="30", total="20", unknown_share_percent="3")
    assert found == ("numerator_above_denominator",)


@pytest.mark.parametrize(
    ("measure", "items", "expected"),
    [
        ("wres_3", {"white_numerator": "0", "bme_numerator": "0", "ratio": "1.0"}, "undefined_printed_as_value"),
        ("wres_3", {"white_numerator": "0", "bme_numerator": "0", "ratio": "0"}, "undefined_printed_as_value"),
        ("wres_3", {"white_numerator": "0", "bme_numerator": "0", "ratio": "1.3"}, "does_not_recompute"),
        (
            "wres_2",
            {"bme_numerator": "0", "bme_denominator": "0", "bme_rate_percent": "100"},
            "undefined_printed_as_value",
        ),
        ("wres_2", {**COUNTS, "bme_numerator": "0", "ratio": "1"}, "undefined_printed_as_value"),
        (
            "wres_5",
            {**COUNTS, "bme_numerator": "0", "bme_denominator": "0", "difference": "0"},
            "undefined_printed_as_value",
        ),
    ],
)  # fmt: skip
def test_a_number_where_there_is_no_value_is_named(measure: str, items: dict[str, str], expected: str) -> None:
    assert slips(measure, **items) == (expected,)


def test_the_board_stands_beside_the_workforce() -> None:
    board = {"bme_rate_percent": "17", "bme_share_percent": "21"}

    assert slips("wres_9", **board, difference="-4") == ()
    assert slips("wres_9", **board, difference="4") == ("reversed_difference",)
    assert "17 % - 21 %" in verdict("wres_9", **board, difference="-4").explanation
    assert "bme_share_percent for the workforce" in verdict("wres_9", difference="-4").explanation


def test_the_boards_counts_do_not_give_the_workforces_share() -> None:
    # 2 of 12 is 16.7 %; the workforce's 21 % is not out of them
    board = {"bme_numerator": "2", "bme_denominator": "12", "bme_share_percent": "21"}

    assert slips("wres_9", **board, difference="-4.3") == ()
    assert slips("wres_9", **board, difference="-5.3") == ("does_not_recompute",)


def test_a_footnote_is_found_beside_another_slip() -> None:
    # 117 of 389 is 30.1 %; 2 of 10 is 20 %, not 21 %
    items = {**COUNTS, "white_numerator": "1171", "white_denominator": "389", "white_rate_percent": "30.1"}

    found = slips(**items | {"bme_numerator": "2", "bme_denominator": "10", "bme_rate_percent": "21"})

    assert set(found) == {"misplaced_footnote_digit", "does_not_recompute"}


def test_shares_out_of_another_total_are_named_only_if_one_total_explains_them_all() -> None:
    counts = {"white_numerator": "60", "bme_numerator": "30", "unknown_numerator": "10", "total": "100"}

    # out of 110: 54.5, 27.3; 63.3 is out of no whole number
    of_110 = slips("wres_1", **counts, white_share_percent="54.5", bme_share_percent="27.3")
    of_none = slips("wres_1", **counts, white_share_percent="63.3", bme_share_percent="27.3")

    assert of_110 == ("shares_of_another_total",)
    assert of_none == ("does_not_recompute",)


def test_a_rate_printed_as_nought_fits_no_number_of_people() -> None:
    assert slips(white_numerator="61", white_denominator="100", white_rate_percent="0") == ("does_not_recompute",)
