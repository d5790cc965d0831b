"""The one counting engine: a definition's tallies become one SQL text per table, which returns integers only.

The text keeps to an ANSI subset (no FILTER, no GROUP BY ALL, no division, no decimals), so the same plan gives the same
integers on any engine that holds the rows. Codes are mapped to groups afterwards, in `levelground.measures.cube`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from levelground.measures.grammar import to_sql
from levelground.measures.model import Population, Predicate
from levelground.vocabulary import pay_bands
from levelground.vocabulary.groups import ETHNICITY, Grouping

ONE_ROW_EACH = {
    # table: (who is one head within a period, which of a person's rows speaks for them); READ_FOR_IT: the columns read
    "staff": (
        "person_id",
        "CASE WHEN primary_assignment = 'yes' THEN 0 ELSE 1 END, COALESCE(fte, 0) DESC, COALESCE(assignment_id, '')",
    ),
    # Of somebody's cases the formal one speaks first, and of those one that ended in dismissal.
    "disciplinary": (
        "COALESCE(person_id, case_id)",
        "CASE WHEN formal = 'no' THEN 1 ELSE 0 END, CASE WHEN dismissed = 'yes' THEN 0 ELSE 1 END, entered_on, case_id",
    ),
    "capability": (
        "COALESCE(person_id, case_id)",
        "CASE WHEN formal = 'no' OR ill_health = 'yes' THEN 1 ELSE 0 END, entered_on, case_id",
    ),
    "board": ("member_id", "member_id"),
    "pay": ("person_id", "person_id"),
    "service": ("person_id", "person_id"),
    "bank": ("person_id", "person_id"),
}
READ_FOR_IT = {
    "staff": ("person_id", "primary_assignment", "fte", "assignment_id"),
    "disciplinary": ("person_id", "case_id", "entered_on", "formal", "dismissed"),
    "capability": ("person_id", "case_id", "entered_on", "formal", "ill_health"),
    "board": ("member_id",),
    "pay": ("person_id",),
    "service": ("person_id",),
    "bank": ("person_id",),
}
DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "staff": ("cluster", "pay_band", "staff_group", "directorate"),
    "recruitment": ("cluster", "pay_band", "staff_group", "directorate"),
    "disciplinary": ("cluster", "pay_band", "staff_group", "directorate"),
    "capability": (),
    "board": ("voting", "executive"),
    "leavers": ("cluster", "pay_band", "staff_group", "directorate", "reason"),
    "bank": ("gender", "cluster", "pay_band", "staff_group", "route_of_entry"),
    "service": ("entry_months", "exit_months", "has_left"),
    # Amounts are keys like any other: what comes back is a histogram of exact values, still counts.
    "pay": ("cluster", "pay_band", "hourly_pay", "bonus", "weekly_hours", "starting_pay"),
}
NUMBERS = frozenset({"fte"})
NO_LINE = "no_line"
BAND_CLUSTER = "band_cluster"


class Cursor(Protocol):
    """What we use of a DB-API cursor."""

    def execute(self, sql: str, /) -> Any: ...
    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """What we use of a DB-API connection; a host may hand in any, so that rows need not leave its warehouse."""

    def cursor(self) -> Any: ...


@dataclass(frozen=True)
class CountPlan:
    """One pass over one table: the keys it groups by and the conditions it counts.

    `sums` are the distinct conditions, in column order after the keys and the number of heads;
    `grouping` says which column holds the code of a person's group.
    """

    table: str
    population: Population | None
    sums: tuple[Predicate, ...]
    grouping: Grouping = ETHNICITY

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns that a row of the answer begins with."""
        line = ("population_line",) if self.population else ()
        return ("period", *line, *DIMENSIONS[self.table], self.grouping.column)

    @property
    def columns(self) -> frozenset[str]:
        """Every column of the table that the text reads."""
        lines = self.population.lines if self.population else ()
        conditions = frozenset[str]().union(*(w.columns for w in self.sums), *(line.where.columns for line in lines))
        return conditions | set(self.keys) - {"population_line"} | set(READ_FOR_IT.get(self.table, ()))

    @property
    def sql(self) -> str:
        """The text to run: shown to the analyst who asks with `levelground compute --explain`."""
        keys = ", ".join(self.keys)
        sums = "".join(
            f",\n  SUM(CASE WHEN {to_sql(where)} THEN 1 ELSE 0 END) AS n{i}" for i, where in enumerate(self.sums, 1)
        )
        return f"SELECT {keys},\n  COUNT(*) AS heads{sums}\nFROM {self.heads}\nGROUP BY {keys}"

    @property
    def heads(self) -> str:
        """The rows to count: one for each head, where the table can hold several."""
        if self.table not in ONE_ROW_EACH:
            return f"{self.table}\nWHERE period IS NOT NULL"
        who, order = ONE_ROW_EACH[self.table]
        rows, first = self.table, ""
        if self.population:
            rows, first = f"({self._with_line(self.population)}) placed", "line_rank, "
        window = f"ROW_NUMBER() OVER (PARTITION BY period, {who} ORDER BY {first}{order}) AS nth"
        alias = "placed" if self.population else self.table
        return f"(\n  SELECT {alias}.*, {window}\n  FROM {rows}\n  WHERE period IS NOT NULL\n) heads\nWHERE nth = 1"  # noqa: S608 (ours)

    def _with_line(self, population: Population) -> str:
        lines = "".join(f" WHEN {to_sql(line.where)} THEN '{line.id}'" for line in population.lines)
        ranks = "".join(f" WHEN {to_sql(line.where)} THEN {0 if line.counts else 1}" for line in population.lines)
        return (
            f"SELECT {self.table}.*, CASE{lines} ELSE '{NO_LINE}' END AS population_line, "  # noqa: S608 (ours)
            f"CASE{ranks} ELSE 2 END AS line_rank FROM {self.table}"
        )


Row = tuple[Any, ...]


@dataclass(frozen=True)
class Cube:
    """The answer to a plan: per row its keys in the plan's order, its heads, and how many meet each condition."""

    plan: CountPlan
    rows: tuple[Row, ...]

    @property
    def grouping(self) -> Grouping:
        """The groups that its rows are divided into."""
        return self.plan.grouping

    def column(self, name: str) -> list[str | None]:
        """One key of every row; of bands also the cluster of bands that each belongs to."""
        if name == BAND_CLUSTER:
            return [pay_bands.cluster_of(band) if band else None for band in self.column("pay_band")]
        place = self.plan.keys.index(name)
        return [row[place] for row in self.rows]

    def sizes(self, where: Predicate) -> list[int]:
        """How many heads of every row meet the condition, which is `always` or one of the plan's."""
        place = len(self.plan.keys) + (0 if where.operator == "always" else 1 + self.plan.sums.index(where))
        return [row[place] for row in self.rows]

    def only(self, name: str, values: Collection[str]) -> Cube:
        """The rows whose key is one of the values."""
        place = self.plan.keys.index(name)
        return Cube(self.plan, tuple(row for row in self.rows if row[place] in values))


def run(plan: CountPlan, connection: Connection) -> Cube:
    """The plan's counts from the connection that holds its table."""
    cursor = connection.cursor()
    cursor.execute(plan.sql)
    width = len(plan.keys)
    # An engine may return sums as decimals or wide integers; what comes back is whole numbers of people.
    return Cube(plan, tuple((*row[:width], *map(int, row[width:])) for row in cursor.fetchall()))


def embedded(tables: Mapping[str, Mapping[str, Sequence[object]]], plans: Iterable[CountPlan]) -> Connection:
    """An in-memory DuckDB holding just the columns that the plans read.

    Parameters
        tables: for each table its columns by name, every column equally long; empty cells are None.
    Returns
        A connection. Row-level data stays in this process: no file, no spill folder, no network, one thread.
    """
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": "1"})
    connection.execute("SET temp_directory = ''; SET enable_external_access = false")
    wanted: dict[str, set[str]] = {}
    for plan in plans:
        wanted.setdefault(plan.table, set()).update(plan.columns)
    for name, needed in wanted.items():
        columns = {column: _column(tables[name][column], column) for column in sorted(needed)}
        chosen = ", ".join(column if column in NUMBERS else f"NULLIF({column}, '') AS {column}" for column in columns)
        connection.register("incoming", columns)
        connection.execute(f"CREATE TABLE {name} AS SELECT {chosen} FROM incoming")  # noqa: S608 (names are ours)
        connection.unregister("incoming")
    return connection


def _column(values: Sequence[object], name: str) -> Any:
    """The values as an array whose type does not depend on a sample of them: text, empty for None; numbers as floats.

    DuckDB guesses the type of an object column from a sample, and an empty sample gives a number: a column whose first
    thousand cells are empty would be lost.
    """
    import numpy as np

    if name in NUMBERS:
        return np.array([0.0 if value is None else value for value in values], dtype=float)
    return np.array(["" if value is None else str(value) for value in values], dtype=object)
