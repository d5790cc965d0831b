"""The closed grammar of conditions: what is accepted, what is refused, what SQL it becomes."""

from __future__ import annotations

import sqlite3

import pytest

from levelground.errors import DefinitionError
from levelground.measures.grammar import needed, parse, to_sql
from levelground.measures.model import Predicate

ROWS = [("a", 1), ("b", 2), (None, 3), ("it's", 4)]


def rows_that_meet(condition: dict[str, object]) -> list[int]:
    """The row numbers that a real engine returns for the condition: the oracle is SQLite, not our reading of SQL."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (x TEXT, n INTEGER)")
    connection.executemany("INSERT INTO t VALUES (?, ?)", ROWS)
    found = connection.execute(f"SELECT n FROM t WHERE {to_sql(parse(condition))} ORDER BY n").fetchall()
    connection.close()
    return [n for (n,) in found]


@pytest.mark.parametrize(
    ("condition", "rows"),
    [
        ({"always": True}, [1, 2, 3, 4]),
        ({"equals": ["x", "a"]}, [1]),
        ({"equals": ["x", "it's"]}, [4]),
        ({"in": ["x", "a", "b"]}, [1, 2]),
        ({"between": ["x", "a", "b"]}, [1, 2]),
        ({"is_null": "x"}, [3]),
        ({"not": {"equals": ["x", "a"]}}, [2, 3, 4]),
        ({"or": [{"is_null": "x"}, {"equals": ["x", "b"]}]}, [2, 3]),
        ({"and": [{"in": ["x", "a", "b"]}, {"not": {"equals": ["x", "b"]}}]}, [1]),
    ],
)
def test_condition_selects_the_rows_it_says(condition: dict[str, object], rows: list[int]) -> None:
    assert rows_that_meet(condition) == rows


@pytest.mark.parametrize(
    "condition",
    [{}, {"equals": ["x", "a"], "in": ["x", "b"]}, {"like": ["x", "a%"]}, {"equals": ["x"]}, {"in": ["x"]}],
)
def test_anything_outside_the_grammar_is_refused(condition: dict[str, object]) -> None:
    with pytest.raises(DefinitionError, match="in a definition"):
        parse(condition)


def test_a_condition_knows_every_column_it_reads() -> None:
    condition = parse({"and": [{"is_null": "x"}, {"not": {"equals": ["y", "1"]}}]})

    assert condition.columns == {"x", "y"}
    assert Predicate("always").columns == frozenset()


@pytest.mark.parametrize(
    ("condition", "columns"),
    [
        ({"always": True}, set()),
        ({"equals": ["a", "yes"]}, {"a"}),
        ({"is_null": "a"}, set()),
        ({"not": {"is_null": "a"}}, {"a"}),
        ({"not": {"equals": ["a", "no"]}}, set()),
        ({"or": [{"is_null": "a"}, {"equals": ["a", "yes"]}]}, set()),
        ({"or": [{"equals": ["a", "yes"]}, {"in": ["a", "x", "y"]}]}, {"a"}),
        ({"and": [{"equals": ["a", "yes"]}, {"between": ["b", "1", "2"]}]}, {"a", "b"}),
    ],
)
def test_a_column_is_needed_if_no_row_meets_the_condition_without_it(
    condition: dict[str, object], columns: set[str]
) -> None:
    assert needed(parse(condition)) == columns
