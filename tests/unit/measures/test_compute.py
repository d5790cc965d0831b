"""From a folder's rows to raw results: what is counted, tied together, planned, and left without value."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest

from levelground.errors import InputError
from levelground.measures import catalogue
from levelground.measures.compute import compute, explain
from levelground.measures.model import CountKey, FigurePlan, Kind, MeasureResult, NoValue, Sum, counted
from tests.factories.folders import MadeFolder, folder, many

TEN_STAFF = [
    *many(5, ethnic_category="A"),
    *many(2, ethnic_category="H", pay_band="6", directorate="West"),
    *many(1, ethnic_category="N", accessed_training="yes"),
    *many(1, ethnic_category="Z", pay_band=None, cluster=None),
    *many(1, ethnic_category="missing", assignment_type="bank"),
]


def count(result: MeasureResult, item: str, group: str = "all", *, period: str = "2026-03-31", **row: str) -> int:
    return result.counts[CountKey("ZZ9", period, item, tuple(row.items()), group)]


def plans(result: MeasureResult, measure: str, kind: Kind | None = None) -> list[FigurePlan]:
    return [plan for plan in result.plans if plan.measure == measure and kind in (None, plan.kind)]


def test_groups_are_counted_at_every_depth() -> None:
    """By hand from TEN_STAFF: 9 heads count (one is bank only): 5 White, 3 BME (2 Indian, 1 African), 1 not stated."""
    result = compute(folder({"staff": TEN_STAFF}))

    assert [count(result, "staff.workforce", g) for g in ("all", "white", "bme", "unknown")] == [9, 5, 3, 1]
    assert [count(result, "staff.workforce", g) for g in ("asian", "black", "H", "N", "Z", "missing")] == [
        2,
        1,
        2,
        1,
        1,
        0,
    ]
    assert count(result, "staff.workforce", "bme", cluster="clinical", pay_band="6") == 2
    assert count(result, "staff.workforce", "unknown", cluster="not_recorded") == 1
    assert count(result, "staff.people", population_line="bank_only") == 1


def test_every_sum_that_is_written_down_holds() -> None:
    result = compute(
        folder({"staff": TEN_STAFF, "recruitment": many(4, appointed="yes") + many(3, ethnic_category="H")})
    )

    assert len(result.sums) > 50
    for total in result.sums:
        assert result.counts[total.total] == sum(result.counts[part] for part in total.parts)
    for subset in result.subsets:
        assert result.counts[subset.part] <= result.counts[subset.whole]


def test_a_band_is_compared_with_the_whole_workforce() -> None:
    result = compute(folder({"staff": TEN_STAFF}))

    (plan,) = [
        plan
        for plan in plans(result, "wres_1", Kind.DIFFERENCE)
        if plan.breakdown == (("cluster", "clinical"), ("pay_band", "6")) and plan.group == "bme"
    ]
    values = [result.counts[key] for key in plan.counts]
    assert values == [2, 2, 3, 9]  # 2 of the 2 in band 6, against 3 of all 9
    assert plan.compared == "band_minus_workforce"


def test_likelihood_ratio_stands_white_over_bme_and_over_each_finer_group() -> None:
    applicants = [
        *many(6, appointed="yes"),
        *many(4),
        *many(1, ethnic_category="H", appointed="yes"),
        *many(4, ethnic_category="N"),
    ]

    result = compute(folder({"staff": TEN_STAFF, "recruitment": applicants}))

    ratios = {
        p.compared: [result.counts[k] for k in p.counts]
        for p in plans(result, "wres_2", Kind.RATIO)
        if not p.breakdown and not p.variant
    }
    assert ratios["white_over_bme"] == [6, 10, 1, 5]
    assert ratios["white_over_asian"] == [6, 10, 1, 1]
    assert ratios["white_over_black"] == [6, 10, 0, 4]


def test_indicator_2_is_also_run_without_international_recruits() -> None:
    applicants = [*many(3, appointed="yes"), *many(2, ethnic_category="H", appointed="yes", international_route="yes")]

    result = compute(folder({"staff": TEN_STAFF, "recruitment": applicants}))

    assert count(result, "recruitment.appointed", "bme") == 2
    assert count(result, "recruitment.appointed.excluding_international", "bme") == 0
    assert any(plan.variant == "excluding_international" for plan in plans(result, "wres_2"))


def test_stages_are_also_run_for_those_who_are_employed_here_already() -> None:
    """By hand: of 3 White and 2 BME applicants, 1 White and 1 BME are internal; one more came from abroad."""
    applicants = [
        *many(1, internal_applicant="yes"),
        *many(2, internal_applicant="no"),
        *many(1, ethnic_category="H", internal_applicant="yes"),
        *many(1, ethnic_category="H", internal_applicant="no"),
        *many(1, ethnic_category="H", internal_applicant="yes", international_route="yes"),
        *many(1, ethnic_category="Z", internal_applicant="yes"),
    ]

    result = compute(folder({"staff": TEN_STAFF, "recruitment": applicants}))

    assert count(result, "recruitment.applied.internal_applicants", "white") == 1
    assert count(result, "recruitment.applied.internal_applicants", "bme") == 1
    shown = {
        p.group for p in plans(result, "recruitment_shortlisted", Kind.SHARE) if p.variant == "internal_applicants"
    }
    assert shown == {"white", "bme"}
    inner = {(s.part.item, s.whole.item) for s in result.subsets}
    assert ("recruitment.applied.internal_applicants", "recruitment.applied.excluding_international") in inner


def test_a_person_with_two_cases_enters_once_and_an_informal_one_does_not_count() -> None:
    cases = [
        {"person_id": "SYN0001", "case_id": "C1", "ethnic_category": "H"},
        {"person_id": "SYN0001", "case_id": "C2", "ethnic_category": "H"},
        {"person_id": "SYN0002", "case_id": "C3", "formal": "no"},
        {"person_id": None, "case_id": "C4", "formal": "yes"},
    ]

    result = compute(folder({"staff": TEN_STAFF, "disciplinary": cases}))

    assert [count(result, "disciplinary.entered", g) for g in ("white", "bme")] == [1, 1]


def test_more_entries_than_staff_in_a_row_has_no_value() -> None:
    """Somebody of a directorate that has no such staff left entered the process: a share above 1 would be nonsense."""
    cases = [{"case_id": "C1", "ethnic_category": "H", "directorate": "East"}]

    result = compute(folder({"staff": TEN_STAFF[:5], "disciplinary": cases}))

    (share,) = [p for p in plans(result, "wres_3", Kind.SHARE) if p.breakdown == () and p.group == "bme"]
    assert share.no_value is NoValue.STOPPED_BY_FINDING


def test_training_counts_people_in_post_who_accessed_it() -> None:
    result = compute(folder({"staff": TEN_STAFF, "training": many(1)}))

    assert [count(result, "staff.accessed_training", g) for g in ("white", "bme")] == [0, 1]


def test_a_measure_whose_extract_is_missing_says_so() -> None:
    result = compute(folder({"staff": TEN_STAFF}))

    for measure in ("wres_2", "wres_3", "wres_4", "wres_5", "wres_9"):
        (plan,) = plans(result, measure)
        assert plan.no_value is NoValue.NOT_COLLECTED
        assert plan.because


def test_an_error_stops_the_figures_it_touches_and_no_others() -> None:
    stopped = frozenset({("staff", "pay_band"), ("recruitment", "closed_on")})

    result = compute(folder({"staff": TEN_STAFF, "recruitment": many(4)}, stopped=stopped))

    (appointment,) = plans(result, "wres_2")
    assert appointment.no_value is NoValue.STOPPED_BY_FINDING
    by_rows = {tuple(name for name, _ in plan.breakdown) for plan in plans(result, "wres_1") if plan.no_value is None}
    assert () in by_rows
    assert ("directorate",) in by_rows
    assert not {rows for rows in by_rows if "pay_band" in rows or "cluster" in rows}
    assert {p.breakdown[0][0] for p in plans(result, "wres_1") if p.no_value} == {"cluster", "pay_band"}


def test_an_error_in_the_staff_ethnicity_stops_every_measure_over_the_workforce() -> None:
    result = compute(folder({"staff": TEN_STAFF}, stopped=frozenset({("staff", "ethnic_category")})))

    assert all(plan.no_value for plan in plans(result, "wres_1"))


def test_earlier_years_keep_their_headline_and_the_year_before_its_tables() -> None:
    years = [row | {"period": f"{year}-03-31"} for year in (2024, 2025, 2026) for row in TEN_STAFF]

    result = compute(folder({"staff": years}))

    assert {p.period for p in plans(result, "wres_1") if not p.breakdown} == {"2024-03-31", "2025-03-31", "2026-03-31"}
    assert {p.period for p in plans(result, "wres_1") if p.breakdown} == {"2025-03-31", "2026-03-31"}


def test_until_2019_two_years_of_entries_are_taken_together() -> None:
    """measures.md 1.4: a two-year window until about 2019."""
    staff = [row | {"period": p} for p in ("2017-03-31", "2018-03-31") for row in TEN_STAFF]
    cases = [{"case_id": "C1", "period": "2017-03-31"}, {"case_id": "C2", "period": "2018-03-31"}]

    result = compute(folder({"staff": staff, "disciplinary": cases}, snapshot_date=dt.date(2018, 3, 31)))

    assert count(result, "disciplinary.entered", "white", period="2018-03-31") == 2


def test_board_seats_are_counted_apart_against_the_workforce() -> None:
    members = [
        *many(5, executive="yes"),
        *many(1, ethnic_category="H"),
        *many(2, ethnic_category="N", voting="no", executive="yes"),
    ]

    result = compute(folder({"staff": TEN_STAFF, "board": members}))

    assert [count(result, "board.members", "bme", board=seat) for seat in ("total", "voting", "executive")] == [3, 1, 2]
    (plan,) = [
        p for p in plans(result, "wres_9", Kind.DIFFERENCE) if p.breakdown == (("board", "total"),) and p.group == "bme"
    ]
    assert [result.counts[key] for key in plan.counts] == [3, 8, 3, 9]


def survey(question: str, **white_and_bme: tuple[int, int]) -> list[dict[str, object]]:
    return [
        {"question": question, "ethnic_group": group, "counted": counted_, "answered": answered}
        for group, (counted_, answered) in white_and_bme.items()
    ]


def test_survey_answers_become_counts_of_the_next_years_standard() -> None:
    result = compute(folder({"staff": TEN_STAFF, "survey": survey("Q14b or c", White=(20, 100), BME=(12, 40))}))

    assert count(result, "survey.q14b_or_c.counted", "bme") == 12
    (difference,) = plans(result, "wres_6", Kind.DIFFERENCE)
    assert [result.counts[key] for key in difference.counts] == [12, 40, 20, 100]
    assert plans(result, "wres_5")[0].no_value is NoValue.NOT_COLLECTED


def test_survey_categories_add_up_to_groups() -> None:
    rows = [
        {"question": "Q15", "ethnic_group": label, "counted": 5, "answered": 20}
        for label in ("British", "Irish", "Any other White background", "Indian", "Pakistani", "Bangladeshi",
                      "Chinese", "Any other Asian background")
    ]  # fmt: skip

    result = compute(folder({"staff": TEN_STAFF, "survey": rows}))

    assert count(result, "survey.q15.answered", "white") == 60
    assert count(result, "survey.q15.counted", "asian") == 25


def test_an_unweighted_percentage_becomes_the_nearest_count_and_a_weighted_one_stays_as_printed() -> None:
    plain = {"question": "Q15", "ethnic_group": "White", "counted": None, "percent": 33.3, "answered": 120}
    weighted = {**plain, "question": "Q16b", "weighted": "yes"}

    result = compute(folder({"staff": TEN_STAFF, "survey": [plain, weighted, {**weighted, "ethnic_group": "BME"}]}))

    assert count(result, "survey.q15.counted", "white") == 40  # 33.3 % of 120 is 39.96
    shares = {p.group: p for p in plans(result, "wres_8", Kind.SHARE)}
    assert shares["white"].published_value == pytest.approx(0.333)
    (difference,) = plans(result, "wres_8", Kind.DIFFERENCE)
    assert difference.published_value == pytest.approx(0)


def test_a_survey_row_without_a_figure_has_no_value() -> None:
    row = {"question": "Q15", "ethnic_group": "White", "counted": None, "percent": None, "answered": 120}

    result = compute(folder({"staff": TEN_STAFF, "survey": [row]}))

    assert plans(result, "wres_7")[0].no_value is NoValue.WEIGHTED_UNION


def test_an_unreadable_survey_group_is_refused() -> None:
    row = {"question": "Q15", "ethnic_group": "Martian"}

    with pytest.raises(InputError, match="group or base"):
        compute(folder({"staff": TEN_STAFF, "survey": [row]}))


def test_synthetic_data_says_so_and_the_hash_travels() -> None:
    result = compute(folder({"staff": TEN_STAFF}, synthetic=True, source_hash="abc"))

    assert "Synthetic" in result.notices[0]
    assert result.source_hash == "abc"


def test_without_a_staff_extract_there_is_nothing_about_who_counts() -> None:
    result = compute(folder({"recruitment": many(4)}))

    assert plans(result, "wres_2", Kind.RATIO)
    assert not plans(result, "population")


def test_the_text_behind_a_measure_can_be_shown() -> None:
    made: MadeFolder = folder({"staff": TEN_STAFF, "disciplinary": many(2)})

    explained = explain(made, catalogue.load()["wres_3"])  # type: ignore[arg-type]

    assert [(part.table, part.rows, part.files) for part in explained] == [
        ("staff", 10, ["staff.csv"]),
        ("disciplinary", 2, ["disciplinary.csv"]),
    ]
    assert "GROUP BY period" in explained[0].sql


def test_a_raw_result_has_no_way_out_but_the_gate() -> None:
    result = compute(folder({"staff": TEN_STAFF}))

    for way in (str, list, pickle.dumps, "{}".format):
        with pytest.raises(TypeError, match=r"disclosure\.release"):
            way(result)  # type: ignore[operator]
    assert "9" not in repr(result).replace("wres_9", "")


def test_results_that_count_the_same_people_differently_cannot_be_joined() -> None:
    key = CountKey("ZZ9", "2026-03-31", "x")

    with pytest.raises(InputError, match="count the same people differently"):
        counted({key: 1}, definition="a", edition="1", source_hash="h") | counted(
            {key: 2}, definition="b", edition="1", source_hash="h"
        )


def test_results_of_two_sources_keep_both_hashes() -> None:
    first = counted({CountKey("ZZ9", "2026-03-31", "x"): 1}, definition="a", edition="1", source_hash="h")
    second = counted({CountKey("ZZ9", "2026-03-31", "y"): 2}, definition="b", edition="1", source_hash="i")

    assert (first | second).source_hash == "h+i"
    assert len((first | second).plans) == 2
    assert Sum(CountKey("ZZ9", "p", "x"), ()) != Sum(CountKey("ZZ9", "p", "y"), ())


def test_an_extract_in_which_nobody_counts_gives_no_figure_and_no_crash() -> None:
    result = compute(folder({"staff": many(3, assignment_type="bank"), "recruitment": many(2)}))

    assert plans(result, "wres_1")[0].no_value is NoValue.NOT_COLLECTED
    assert count(result, "staff.people", population_line="bank_only") == 3


def test_who_counts_is_not_said_where_an_error_stops_the_workforce() -> None:
    result = compute(folder({"staff": TEN_STAFF}, stopped=frozenset({("staff", "person_id")})))

    assert not plans(result, "population")
    assert not plans(result, "completeness")


def test_an_empty_staff_extract_is_no_crash() -> None:
    empty = [{"period": None}]

    assert not plans(compute(folder({"staff": empty})), "population")
