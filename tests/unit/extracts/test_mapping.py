"""A mapping file is read, refused with all that is wrong, and written the same way again."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelground.errors import MappingError
from levelground.extracts.mapping import Mapping, quoted, read_mapping

FULL = Mapping(
    "staff",
    {"person_id": "Employee Number", "ethnic_category": 'The "ethnic" column'},
    sheet="Staff – 2026",
    header_row=3,
    date_order="day first",
    constants={"snapshot_date": "2026-03-31"},
    values={"ethnic_category": {"E 1": "A", "": "missing"}},
)


def saved(folder: Path, text: str) -> Path:
    path = folder / "a.map.toml"
    path.write_text(text, "utf-8")
    return path


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    assert read_mapping(saved(tmp_path, FULL.to_toml())) == FULL
    assert read_mapping(saved(tmp_path, Mapping("board").to_toml())) == Mapping("board")


def test_a_text_is_quoted_as_toml_has_it() -> None:
    assert quoted('a"b\x7f–') == '"a\\"b\\u007f–"'


def test_constants_may_be_toml_dates(tmp_path: Path) -> None:
    found = read_mapping(saved(tmp_path, 'extract = "staff"\n[constants]\nsnapshot_date = 2026-03-31\n'))

    assert found.constants == {"snapshot_date": "2026-03-31"}


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    text = """
extract = "staff"
colour = "red"
date_order = "year first"
header_row = 0
sheet = 2
[constants]
snapshot_date = "soon"
pay_band = "5"
[columns]
person_id = 7
pay_band = "Band"
salary = "Pay"
[values.ethnic_category]
Martian = "Mars"
[values]
fte = "full"
"""

    with pytest.raises(MappingError) as refused:
        read_mapping(saved(tmp_path, text.replace("[values]\nfte", "[values.x]\ny = 'z'\n[zz]\nfte")))

    said = refused.value.given
    for problem in (
        "'colour' is no setting", "'zz' is no setting", "date_order is neither", "header_row is no whole number from 1",
        "sheet is no text", "[constants] snapshot_date cannot be read as date", "[columns] person_id is no text",
        "[columns] 'salary' is no field of staff", "pay_band has a column and a constant",
        "[values.ethnic_category] 'Mars' is no code of ethnic_category", "[values] 'x' is no field of staff",
    ):  # fmt: skip
        assert problem in said
    assert "Martian" not in said


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('extract = "wages"', "extract is not one of staff"),
        ("", "extract is not one of staff"),
        ('extract = "staff"\ncolumns = "all"', r"\[columns\] is no table"),
        ('extract = "staff"\nheader_row = true', "header_row is no whole number"),
        ('extract = "staff"\n[values]\nfte = "x"', r"\[values\] fte is no table"),
        ("extract = ", "TOMLDecodeError"),
    ],
)
def test_a_wrong_mapping_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(MappingError, match=problem):
        read_mapping(saved(tmp_path, text))


def test_a_mapping_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match="FileNotFoundError"):
        read_mapping(tmp_path / "none.toml")


def test_a_local_value_may_mean_nothing(tmp_path: Path) -> None:
    text = 'extract = "recruitment"\n[values.appointed]\n"pending" = ""\n'

    assert read_mapping(saved(tmp_path, text)).values == {"appointed": {"pending": ""}}
