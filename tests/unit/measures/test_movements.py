"""Who joined, moved up and left: counted person by person, the same on another engine."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace

import pytest
import sqlglot

from levelground.errors import InputError
from levelground.measures.catalogue.loader import populations
from levelground.measures.counts import CountPlan
from levelground.measures.model import CountKey
from levelground.measures.movements import MovePlan, Moves, moves, yearly_pairs
from levelground.measures.pipeline import LADDERS, Keys, ladders, pipeline_result, step_id
from tests.factories.careers import YEARS, Career, careers
from tests.factories.folders import MadeFolder

WORKFORCE = populations()["workforce"]
NEWEST = dt.date(2026, 3, 31)
KEYS = Keys("ZZ9", "2026-03-31")
# Everything that can happen in a year, to made-up people.
LIVES: tuple[Career, ...] = (
    (9, "A", ("5", "5", "5")),
    (1, "A", ("5", "6", "6")),  # up by one step
    (2, "H", ("5", "7", "7")),  # up by two
    (3, "H", ("6", "5", "5")),  # down: stays
    (4, "A", ("6", None, None)),  # left
    (5, "H", (None, "6", "6")),  # joined
    (6, "A", (None, None, "7")),  # joined in the second year
    (7, "H", ("7", "consultant", "consultant")),  # left the ladder
    (8, "A", ("ad_hoc", "6", "6")),  # came to it
    (3, "Z", ("5", "6", None)),  # not known
)
FIVE_SIX_SEVEN = (("5",), ("6",), ("7",))


def counted(folder: MadeFolder) -> Moves:
    return moves(folder, WORKFORCE)  # type: ignore[arg-type]


def test_every_kind_of_movement_is_counted_once_by_step_and_by_group() -> None:
    counts = pipeline_result(counted(careers(*LIVES)), FIVE_SIX_SEVEN).counts

    def by_step(item: str) -> list[int]:
        return [counts.get(KEYS.of(f"pipeline.{item}", "known", step), 0) for step in FIVE_SIX_SEVEN]

    def by_group(item: str) -> list[int]:
        return [counts[KEYS.of(f"pipeline.{item}", group)] for group in ("white", "bme")]

    assert (by_step("joined"), by_group("joined")) == ([0, 5 + 8, 6], [6 + 8, 5])
    assert (by_step("left"), by_group("left")) == ([0, 4, 7], [4, 7])
    assert (by_step("moved_up"), by_group("moved_up")) == ([1 + 2, 0, 0], [1, 2])
    assert counts[KEYS.of("pipeline.moved_up.one_step", "known")] == 1


def test_stocks_are_those_of_indicator_1_added_up() -> None:
    counts = pipeline_result(counted(careers(*LIVES)), FIVE_SIX_SEVEN).counts

    def stocks(item: str) -> list[tuple[int, int]]:
        return [
            (counts[KEYS.of(item, "white", step)], counts[KEYS.of(item, "bme", step)]) for step in FIVE_SIX_SEVEN
        ]  # fmt: skip

    # Today; then the beginnings of two years: 31 March 2024 and 31 March 2025.
    assert stocks("pipeline.in_post") == [(9, 3), (1 + 8, 5), (6, 2)]
    assert stocks("pipeline.exposed") == [(10 + 9, 2 + 3), (4 + 1 + 8, 3 + 5), (0, 7 + 2)]


def test_bands_that_stand_together_hide_the_moves_between_them() -> None:
    together = (("5", "6"), ("7",))
    counts = pipeline_result(counted(careers(*LIVES)), together).counts

    assert counts[KEYS.of("pipeline.moved_up", "known", ("5", "6"))] == 2
    assert counts[KEYS.of("pipeline.moved_up.one_step", "known")] == 2


def test_every_sum_adds_up() -> None:
    result = pipeline_result(counted(careers(*LIVES)), FIVE_SIX_SEVEN)

    assert len(result.sums) > 50
    for line in result.sums:
        assert result.counts[line.total] == sum(result.counts[part] for part in line.parts), line.total


def test_who_does_not_count_in_indicator_1_is_not_in_post_here() -> None:
    folder = careers((5, "A", ("5", "5", "5")), (3, "A", ("5", "5", "5")))
    kinds = folder.tables["staff"].columns["assignment_type"]
    kinds[-1] = "bank"  # the last person, at the newest snapshot

    counts = pipeline_result(counted(folder), FIVE_SIX_SEVEN).counts

    assert counts[KEYS.of("pipeline.left", "known", ("5",))] == 1
    assert counts[KEYS.of("pipeline.in_post", "white", ("5",))] == 8 - 1


def test_a_raw_movement_says_nothing_of_itself() -> None:
    found = counted(careers(*LIVES))

    assert "heads" not in repr(found.movements[0])
    assert "heads" not in repr(found)


def test_another_engine_gives_the_same_integers() -> None:
    folder = careers(*LIVES)
    columns = folder.tables["staff"].columns
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE staff ({', '.join(columns)})")
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO staff VALUES ({marks})", zip(*columns.values(), strict=True))

    there = moves(folder, WORKFORCE, connection=connection)  # type: ignore[arg-type]

    assert set(there.movements) == set(counted(folder).movements)
    connection.close()


@pytest.mark.parametrize("dialect", ["duckdb", "sqlite", "postgres", "tsql", "spark", "trino", "snowflake"])
def test_other_engines_can_read_the_text(dialect: str) -> None:
    plan = MovePlan(CountPlan("staff", WORKFORCE, ()), WORKFORCE, (("2025-03-31", "2026-03-31"),))

    assert sqlglot.parse_one(plan.sql, dialect=dialect).find(sqlglot.exp.Join) is not None


def test_pairs_are_snapshots_a_year_apart() -> None:
    days = ["2026-03-31", "2022-03-31", "2024-03-31", "2025-03-28"]

    assert yearly_pairs(days, NEWEST) == (("2024-03-31", "2025-03-28"), ("2025-03-28", "2026-03-31"))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2026-03-31"], "1 staff snapshot,"),
        (["2026-03-31", "2024-03-31"], "2 staff snapshots,"),
        (["2025-03-31", "2024-03-31"], "2 staff snapshots,"),
    ],
)
def test_too_few_snapshots_are_refused_with_how_many_there_are(days: list[str], said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        yearly_pairs(days, NEWEST)

    assert "2 staff snapshots or more" in refused.value.expected


def test_without_staff_or_with_an_error_in_it_there_is_no_projection() -> None:
    folder = careers(*LIVES)

    with pytest.raises(InputError, match="without a staff extract"):
        counted(replace(folder, tables={}))
    with pytest.raises(InputError, match="an error in pay_band"):
        counted(replace(folder, stopped=frozenset({("staff", "pay_band")})))


def test_ladders_hold_every_band_once_and_never_get_finer() -> None:
    sizes = [len(ladder) for ladder in LADDERS]

    assert sizes == sorted(sizes, reverse=True)
    assert all([band for step in ladder for band in step] == [step[0] for step in LADDERS[0]] for ladder in LADDERS)
    assert [step_id(step) for step in LADDERS[-1]] == ["under_1_5", "6_vsm"]


def test_bands_that_nobody_is_in_are_no_steps() -> None:
    found = ladders(counted(careers(*LIVES)))

    assert found[0] == FIVE_SIX_SEVEN
    assert found[-1] == (("5",), ("6", "7"))
    assert len(found) == len(set(found))


def test_one_band_is_no_ladder() -> None:
    with pytest.raises(InputError, match="people in one pay band only"):
        ladders(counted(careers((9, "A", ("5", "5", "5")))))
    with pytest.raises(InputError, match="people in no pay band"):
        ladders(counted(careers((9, "A", ("consultant", "consultant", "consultant")))))


def test_counts_of_indicator_1_come_with_the_newest_two_years_and_what_was_decided() -> None:
    found = counted(careers(*LIVES))
    cell = CountKey("ZZ9", YEARS[0], "staff.workforce", (("cluster", "clinical"), ("pay_band", "5")), "all")

    def shown(*decided: CountKey) -> set[str]:
        plans = pipeline_result(found, FIVE_SIX_SEVEN, decided).plans
        return {plan.period for plan in plans for key in plan.counts if key.item == "staff.workforce"}

    assert shown() == set(YEARS[1:])
    assert shown(cell) == set(YEARS)


def test_synthetic_data_say_so() -> None:
    result = pipeline_result(counted(replace(careers(*LIVES), synthetic=True)), FIVE_SIX_SEVEN)

    assert "Synthetic data" in result.notices[0]
