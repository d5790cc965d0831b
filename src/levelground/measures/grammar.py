"""The closed grammar of conditions in a definition, read from TOML and written as SQL.

A definition is data: it can say that a column equals a value, is in a list, lies between two values or is empty, and
join such conditions with and, or, not. Nothing else: no expression and no SQL stands in a definition, so that an
analyst can read it and every engine counts the same rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from levelground.errors import DefinitionError
from levelground.measures.model import Predicate

LEAVES = {"equals": 1, "in": None, "between": 2, "is_null": 0}


def parse(data: Mapping[str, Any]) -> Predicate:
    """The condition that a TOML table writes, for example `{ equals = ["shortlisted", "yes"] }`.

    Raises
        DefinitionError: not exactly one operator, an operator outside the grammar, or a wrong number of values.
    Example
        >>> parse({"equals": ["shortlisted", "yes"]})
        Predicate(operator='equals', column='shortlisted', values=('yes',), parts=())
    """
    if len(data) != 1:
        raise _wrong("a condition with other than one operator")
    operator, content = next(iter(data.items()))
    if operator == "always":
        return Predicate("always")
    if operator in ("and", "or"):
        return Predicate(operator, parts=tuple(parse(part) for part in content))
    if operator == "not":
        return Predicate("not", parts=(parse(content),))
    if operator in LEAVES:
        return _leaf(operator, [content] if isinstance(content, str) else content)
    raise _wrong(f"the operator '{operator}'")


def _leaf(operator: str, content: list[str]) -> Predicate:
    column, *values = content
    wanted = LEAVES[operator]
    if (wanted is not None and len(values) != wanted) or (wanted is None and not values):
        raise _wrong(f"'{operator}' with {len(values)} values")
    return Predicate(operator, column, tuple(values))


def _wrong(given: str) -> DefinitionError:
    return DefinitionError(
        f"{given} in a definition.",
        expected="one of equals, in, between, is_null, and, or, not, always, with its values.",
        do_this="correct the definition; the grammar is in levelground.measures.grammar.",
    )


def needed(predicate: Predicate) -> frozenset[str]:
    """The columns without which no row can meet the condition: an empty one leaves nobody to count.

    Example
        >>> sorted(needed(parse({"and": [{"equals": ["dismissed", "yes"]}, {"not": {"equals": ["formal", "no"]}}]})))
        ['dismissed']
    """
    if predicate.operator in ("equals", "in", "between"):
        return predicate.columns
    if predicate.operator == "not" and predicate.parts[0].operator == "is_null":
        return predicate.columns
    parts = [needed(part) for part in predicate.parts]
    if predicate.operator == "and":
        return frozenset[str]().union(*parts)
    return parts[0].intersection(*parts[1:]) if predicate.operator == "or" else frozenset()


def to_sql(predicate: Predicate) -> str:
    """The condition in the ANSI subset that every engine reads alike; never NULL, always true or false.

    Each leaf is guarded by IS NOT NULL: `NOT (x = 'a')` is NULL for an empty x in SQL, and a row would be lost in
    silence.

    Example
        >>> to_sql(parse({"not": {"equals": ["formal", "no"]}}))
        "NOT (formal IS NOT NULL AND formal = 'no')"
    """
    if predicate.operator == "always":
        return "1 = 1"
    if predicate.operator == "not":
        return f"NOT ({to_sql(predicate.parts[0])})"
    if predicate.operator in ("and", "or"):
        return f" {predicate.operator.upper()} ".join(f"({to_sql(part)})" for part in predicate.parts)
    column, quoted = predicate.column, [_quote(value) for value in predicate.values]
    if predicate.operator == "is_null":
        return f"{column} IS NULL"
    test = {
        "equals": f"= {quoted[0]}",
        "in": f"IN ({', '.join(quoted)})",
        "between": f"BETWEEN {quoted[0]} AND {quoted[-1]}",
    }[predicate.operator]
    return f"{column} IS NOT NULL AND {column} {test}"


def _quote(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
