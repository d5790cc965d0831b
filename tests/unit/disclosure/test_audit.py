"""What an attacker can say about hidden counts, against intervals worked out elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levelground.disclosure.audit import feasible_ranges
from levelground.errors import DisclosureError
from levelground.measures.model import MeasureResult, Subset, Sum

from .tables import key, raw, two_way

# Source: the project's reference file spc-and-rate-cases.json, part disclosure_control: intervals by maximum flow.
CASES = {
    "two in a row, one each in columns": ([[20, 3, 4], [15, 25, 40], [12, 18, 22]], [(0, 1), (0, 2)], [(3, 3), (4, 4)]),
    "rectangle of four, free to move": (
        [[2, 3, 30], [4, 1, 40], [12, 18, 22]],
        [(0, 0), (0, 1), (1, 0), (1, 1)],
        [(2, 4), (1, 3), (2, 4), (1, 3)],
    ),
    "chain of three": (
        [[2, 9, 3], [4, 2, 9], [9, 3, 2]],
        [(0, 0), (0, 2), (1, 0), (1, 1), (2, 1), (2, 2)],
        [(1, 4), (1, 4), (2, 5), (1, 4), (1, 4), (1, 4)],
    ),
}


def ranges(result: MeasureResult, cells: list[tuple[int, int]], lowest: int = 1) -> list[tuple[int, int | None]]:
    keys = [key(f"g{column}", f"r{row}") for row, column in cells]
    found = feasible_ranges(result, keys, lowest=lowest)
    return [found[k] for k in keys]


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_ranges_are_those_of_the_flow_method(name: str) -> None:
    table, cells, expected = CASES[name]

    assert ranges(two_way(table), cells) == expected


@pytest.mark.slow
@pytest.mark.shared
def test_ranges_agree_with_every_case_of_the_reference_file(shared: Path) -> None:
    cases = json.loads((shared / "data" / "spc-and-rate-cases.json").read_text(encoding="utf-8"))["disclosure_control"]
    tables = [case for case in cases if "table" in case]

    assert len(tables) == 7
    for case in tables:
        cells = [tuple(cell) for cell in case["primary_suppressed"]]
        found = ranges(two_way(case["table"]), cells, int(case["zeros_published"]))
        assert found == [tuple(pair) for pair in case["feasible_interval_given_margins"]], case["name"]


def test_a_count_that_nothing_limits_has_no_upper_end() -> None:
    result = raw({key(): 5, key("white"): 3, key("bme"): 2}, sums=[Sum(key(), (key("white"), key("bme")))])

    assert feasible_ranges(result, [key(), key("white")]) == {key(): (3, None), key("white"): (1, None)}


def test_a_part_is_at_most_its_whole() -> None:
    part = key(item="staff.part")
    result = raw({key(): 9, part: 4}, subsets=(Subset(part, key()),))

    assert feasible_ranges(result, [part]) == {part: (1, 9)}


def test_counts_that_no_table_fits_are_refused() -> None:
    result = raw({key(): 0, key("white"): 0, key("bme"): 0}, sums=[Sum(key(), (key("white"), key("bme")))])

    with pytest.raises(DisclosureError, match="no table fits"):
        feasible_ranges(result, [key("white")])
