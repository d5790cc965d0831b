"""The order of a file's rows changes neither what is found in it nor what is counted from it."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from levelground.extracts.mapping import Mapping
from levelground.extracts.read import read_extract

HEADER = ["Employee Number", "Assignment Number", "Assignment Status", "Assignment Category", "Ethnic Origin",
          "Pay Grade", "FTE", "Start Date"]  # fmt: skip
CELLS = st.tuples(
    st.sampled_from(["1", "2", "3", "4", ""]),
    st.sampled_from(["1-1", "1-2", ""]),
    st.sampled_from(["Active", "Career Break", "elsewhere"]),
    st.sampled_from(["Permanent", "Bank", "?"]),
    st.sampled_from(["A", "H Asian or Asian British - Indian", "Z", "", "Martian", "Undefined"]),
    st.sampled_from(["5", "Band 8a", "XR08", "", "Band 8"]),
    st.sampled_from(["1", "0.5", "-1", ""]),
    st.sampled_from(["2020-01-31", "01/02/2020", "02/01/2020", "soon", ""]),
)


def read(rows: list[tuple[str, ...]]) -> tuple[Counter[tuple[object, ...]], Counter[object]]:
    """How often each finding was made, by code and field, and how often each assignment stands in the rows kept."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "staff.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([HEADER, *rows])
        kept, findings = read_extract(path, Mapping("staff"))
    # Of repeats that disagree the first is kept, so how much of one it differs in depends on which one came first;
    # which assignments are kept does not.
    counts = Counter({(f.code, f.field): f.count for f in findings if f.code not in ("E-303", "E-308")})
    names = ("person_id", "assignment_id")
    return counts, Counter(zip(*(kept.columns[name] for name in names), strict=True))


@given(st.lists(CELLS, min_size=1, max_size=12).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_findings_and_rows_kept_do_not_depend_on_the_order_of_rows(
    both: tuple[list[tuple[str, ...]], list[tuple[str, ...]]],
) -> None:
    first, second = both

    assert read(first) == read(second)
