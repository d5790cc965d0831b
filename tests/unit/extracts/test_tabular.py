"""Bytes become a grid of texts, whatever the system that wrote them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from levelground.errors import InputError
from levelground.extracts.tabular import read_grids


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_even_below_a_title_and_with_other_signs_in_cells(tmp_path: Path, sign: str) -> None:
    lines = ["Staff, in post; all", sign.join("abc"), sign.join(("1", '"x,;y"', "3")), sign.join("456")]

    (grid,) = read_grids(written(tmp_path, "a.csv", "\r\n".join(lines).encode()))

    assert grid.rows[1:] == [["a", "b", "c"], ["1", "x,;y", "3"], ["4", "5", "6"]]


@pytest.mark.parametrize(
    ("encoding", "old"), [("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True)]
)
def test_every_encoding_that_systems_use_is_read(tmp_path: Path, encoding: str, old: bool) -> None:
    (grid,) = read_grids(written(tmp_path, "a.txt", "Band,Group\n8a,White – Irish\n".encode(encoding)))

    assert grid.rows == [["Band", "Group"], ["8a", "White – Irish"]]
    assert grid.old_encoding is old


def test_an_empty_file_has_no_rows(tmp_path: Path) -> None:
    assert read_grids(written(tmp_path, "a.csv", b""))[0].rows == []


def test_a_workbook_gives_every_sheet_with_what_is_hidden_and_merged(tmp_path: Path) -> None:
    book = Workbook()
    first, second = book.active, book.create_sheet("Old")
    first.title = "Staff"
    first.append(["when", "whole", "part", "moment", "yes", None])
    first.append([dt.date(2026, 3, 31), 12.0, 0.5, dt.datetime(2026, 3, 31, 9, 30), True, None])  # noqa: DTZ001 (a cell has no zone)
    first.merge_cells("E2:F3")
    second.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")

    staff, old = read_grids(tmp_path / "a.xlsx")

    assert staff.rows[1][:5] == ["2026-03-31", "12", "0.5", "2026-03-31 09:30:00", "True"]
    assert (staff.sheet, staff.hidden, staff.merged) == ("Staff", False, ((1, 2),))
    assert (old.sheet, old.hidden, old.merged) == ("Old", True, ())


def test_parquet_gives_its_columns_as_a_header(tmp_path: Path) -> None:
    duckdb.sql("SELECT DATE '2026-03-31' AS day, '007' AS id, NULL AS nothing").write_parquet(
        str(tmp_path / "a.parquet")
    )

    (grid,) = read_grids(tmp_path / "a.parquet")

    assert grid.rows == [["day", "id", "nothing"], ["2026-03-31", "007", ""]]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.docx", b"", "its name ends in no ending we read"),
        ("a.xlsx", b"no workbook", "it cannot be read as a spreadsheet"),
        ("a.parquet", b"no parquet", "it cannot be read as Parquet"),
        ("a.csv", b'a,b\n1,"' + b"x" * 200_000, "a quote may stand open"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why) as refused:
        read_grids(written(tmp_path, name, data))

    assert "xxx" not in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_grids(tmp_path / "a.csv")


def test_a_workbook_under_password_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An encrypted workbook takes a program of its own to make; the library's error for one is raised in its place."""
    import python_calamine

    class Locked:
        @staticmethod
        def from_path(path: str) -> None:
            raise python_calamine.PasswordError(path)

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Locked)

    with pytest.raises(InputError, match="protected by a password"):
        read_grids(written(tmp_path, "a.xlsx", b""))
