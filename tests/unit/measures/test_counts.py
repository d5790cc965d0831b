"""The counting engine: equal integers on every engine at hand, one head per person, SQL that other engines can read."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence

import pytest
import sqlglot

from levelground.measures import catalogue
from levelground.measures.catalogue.loader import populations
from levelground.measures.counts import CountPlan, Cube, embedded, run
from levelground.measures.grammar import parse
from levelground.measures.model import Predicate
from levelground.measures.tabulated import count_plans

STAFF_COLUMNS = (
    "period", "person_id", "assignment_id", "assignment_status", "assignment_type", "primary_assignment", "fte",
    "cluster", "pay_band", "staff_group", "directorate", "ethnic_category", "accessed_training",
)  # fmt: skip
# Five made-up people. SYN1 has two assignments; SYN2 is on the bank and honorary only; SYN4 is on a career break.
STAFF_ROWS = [
    ("2026-03-31", "SYN1", "1", "active", "permanent", "no", 0.4, "clinical", "5", None, "East", "A", "yes"),
    ("2026-03-31", "SYN1", "2", "active", "permanent", "yes", 0.6, "clinical", "6", None, "West", "A", "yes"),
    ("2026-03-31", "SYN2", "1", "active", "bank", "yes", 1.0, "clinical", "5", None, "East", "H", "no"),
    ("2026-03-31", "SYN2", "2", "active", "honorary", None, None, "clinical", "5", None, "East", "H", "no"),
    ("2026-03-31", "SYN3", None, "active", "fixed_term", None, None, None, None, None, None, "missing", "no"),
    ("2026-03-31", "SYN4", "1", "career_break", "permanent", "yes", 1.0, "non_clinical", "4", None, "West", "Z", "no"),
    ("2025-03-31", "SYN1", "1", "active", "permanent", "yes", 1.0, "clinical", "5", None, "East", "A", "no"),
    (None, "SYN5", "1", "active", "permanent", "yes", 1.0, "clinical", "5", None, "East", "N", "no"),
]
TRAINED = parse({"equals": ["accessed_training", "yes"]})


def columns(rows: Sequence[tuple[object, ...]]) -> Mapping[str, list[object]]:
    return {name: [row[place] for row in rows] for place, name in enumerate(STAFF_COLUMNS)}


def staff_plan() -> CountPlan:
    return CountPlan("staff", populations()["workforce"], (TRAINED,))


def counted(cube: Cube) -> dict[tuple[str | None, ...], tuple[int, tuple[int, ...]]]:
    width = len(cube.plan.keys)
    return {row[:width]: (row[width], row[width + 1 :]) for row in cube.rows}


def on_sqlite(plan: CountPlan) -> Cube:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE staff ({', '.join(STAFF_COLUMNS)})")
    connection.executemany(f"INSERT INTO staff VALUES ({', '.join('?' * len(STAFF_COLUMNS))})", STAFF_ROWS)
    found = run(plan, connection)
    connection.close()
    return found


def test_each_person_is_one_head_on_the_line_that_counts_them() -> None:
    """Worked by hand from the five people above: the main assignment speaks, a counting line before one that is not."""
    found = counted(run(staff_plan(), embedded({"staff": columns(STAFF_ROWS)}, [staff_plan()])))

    assert found == {
        ("2026-03-31", "permanent", "clinical", "6", None, "West", "A"): (1, (1,)),
        ("2026-03-31", "bank_only", "clinical", "5", None, "East", "H"): (1, (0,)),
        ("2026-03-31", "fixed_term", None, None, None, None, "missing"): (1, (0,)),
        ("2026-03-31", "career_break", "non_clinical", "4", None, "West", "Z"): (1, (0,)),
        ("2025-03-31", "permanent", "clinical", "5", None, "East", "A"): (1, (0,)),
    }


def test_another_engine_gives_the_same_integers() -> None:
    plan = staff_plan()

    assert counted(on_sqlite(plan)) == counted(run(plan, embedded({"staff": columns(STAFF_ROWS)}, [plan])))


def test_a_column_that_is_empty_at_first_is_not_lost() -> None:
    """DuckDB guesses an object column's type from a sample: two thousand empty cells before the first text."""
    many = [(*row[:10], None, *row[11:]) for row in STAFF_ROWS[:1]] * 2000
    rows = [(row[0], f"SYN{i}", *row[2:]) for i, row in enumerate(many)] + [
        ("2026-03-31", "SYN9999", *STAFF_ROWS[0][2:])
    ]

    found = run(staff_plan(), embedded({"staff": columns(rows)}, [staff_plan()]))

    heads = zip(found.column("directorate"), found.sizes(Predicate("always")), strict=True)
    assert [pair for pair in heads if pair[0]] == [("East", 1)]


@pytest.mark.parametrize(
    "dialect", ["duckdb", "sqlite", "postgres", "tsql", "spark", "databricks", "trino", "snowflake"]
)
def test_other_engines_can_read_the_text(dialect: str) -> None:
    for plan in count_plans(catalogue.load().values(), ["staff", "recruitment", "disciplinary", "board"]):
        tree = sqlglot.parse_one(plan.sql, dialect=dialect)

        assert tree.find(sqlglot.exp.Group) is not None
        assert not list(tree.find_all(sqlglot.exp.Div, sqlglot.exp.Filter))


def test_rows_of_a_table_without_heads_are_counted_one_by_one() -> None:
    shortlisted = parse({"equals": ["shortlisted", "yes"]})
    plan = CountPlan("recruitment", None, (shortlisted,))
    table = {
        "period": ["2026-03-31"] * 3, "cluster": ["clinical"] * 3, "pay_band": ["5"] * 3, "staff_group": [None] * 3,
        "directorate": ["East"] * 3, "ethnic_category": ["A"] * 3, "shortlisted": ["yes", "no", "yes"],
    }  # fmt: skip

    cube = run(plan, embedded({"recruitment": table}, [plan]))

    assert (cube.sizes(Predicate("always")), cube.sizes(shortlisted)) == ([3], [2])
