"""Organisations over time: read whole, or refused whole with every finding."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.form import columns
from levelground.extracts.panel import PanelPoint, read_panel

FIRST, SECOND = dt.date(2026, 1, 31), dt.date(2026, 2, 28)


def made(tmp_path: Path, *rows: str, header: str = "organisation,date,value,started") -> Path:
    path = tmp_path / "panel.csv"
    path.write_text("\n".join([header, *rows, ""]))
    return path


def findings(path: Path) -> list[tuple[str, str | None, tuple[int, ...]]]:
    with pytest.raises(InputError) as refused:
        read_panel(path)
    return [(f.code, f.column, f.rows) for f in refused.value.findings]  # type: ignore[attr-defined]


def test_points_come_by_organisation_and_time_whatever_the_order(tmp_path: Path) -> None:
    path = made(
        tmp_path, "ZZ2,28/02/2026,3,,late", "ZZ1,2026-02-28,-1.5,28/02/2026,", "ZZ2,2026-01-31,2,", "ZZ1,2026-01-31,1,"
        "2026-02-28", header="Organisation,Date,Value,Started,Note",
    )  # fmt: skip

    assert columns(path) == ["organisation", "date", "value", "started", "note"]
    assert read_panel(path) == [
        PanelPoint("ZZ1", FIRST, 1, SECOND),
        PanelPoint("ZZ1", SECOND, -1.5, SECOND),
        PanelPoint("ZZ2", FIRST, 2, None),
        PanelPoint("ZZ2", SECOND, 3, None),
    ]


def test_everything_wrong_with_a_file_is_said_at_once(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        "ZZ1,2026-01-31,1,2026-02-28",
        "ZZ1,2026-02-28,many,",
        ",2026-01-31,1,",
        "ZZ2,January,1,",
        "ZZ2,2026-02-28,1,soon",
        "ZZ3,2026-01-31,1,",
        "ZZ3,2026-01-31,1,",
        "ZZ4,2026-01-31,1,,5,6",
    )

    assert findings(path) == [
        ("E-953", "value", (3,)),
        ("E-955", "started", (3,)),
        ("E-951", "organisation", (4,)),
        ("E-952", "date", (5,)),
        ("E-954", "started", (6,)),
        ("E-956", "date", (8,)),
        ("E-959", None, (9,)),
    ]


def test_a_start_between_the_dates_of_the_file_is_found(tmp_path: Path) -> None:
    path = made(tmp_path, "ZZ1,2026-01-31,1,2026-02-15", "ZZ1,2026-02-28,1,2026-02-15", "ZZ2,2026-01-31,1,")

    assert findings(path) == [("E-958", "started", (2, 3))]


def test_an_organisation_without_a_date_that_others_have_is_found(tmp_path: Path) -> None:
    path = made(tmp_path, "ZZ1,2026-01-31,1,", "ZZ1,2026-02-28,1,", "ZZ2,2026-01-31,1,")

    assert findings(path) == [("E-957", None, (4,))]


def test_a_file_without_points_and_one_without_a_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="without a single point"):
        read_panel(made(tmp_path))
    with pytest.raises(InputError, match="add or rename: started"):
        read_panel(made(tmp_path, "ZZ1,2026-01-31,1", header="organisation,date,value"))
