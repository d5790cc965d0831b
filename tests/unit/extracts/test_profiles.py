"""The file of organisations: what each is like."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.profiles import read_profiles
from levelground.vocabulary.organisations import Profile

HEADER = "organisation,name,type,size,region,bme_share\n"


def made(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "organisations.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n")
    return path


def test_each_row_is_an_organisation(tmp_path: Path) -> None:
    found = read_profiles(made(tmp_path, 'ZZ1,"East, made up",Acute,4000,North,0.284', "ZZ2,,Acute,900,,28.4%"))

    assert found["ZZ1"] == Profile("ZZ1", "East, made up", "Acute", 4000, "North", 0.284)
    assert found["ZZ2"] == Profile("ZZ2", "ZZ2", "Acute", 900, "", pytest.approx(0.284))


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (",,Acute,4000,North,0.3", "E-801", "organisation"),
        ("ZZ1,,,4000,North,0.3", "E-801", "type"),
        ("ZZ1,,Acute,0,North,0.3", "E-802", "size"),
        ("ZZ1,,Acute,many,North,0.3", "E-802", "size"),
        ("ZZ1,,Acute,4000,North,28.4", "E-803", "bme_share"),
        ("ZZ1,,Acute,4000,North,", "E-803", "bme_share"),
        ("ZZ1,,Acute,4000,North,0.3,more", "E-805", None),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_column(
    tmp_path: Path, row: str, code: str, column: str | None
) -> None:
    with pytest.raises(InputError) as refused:
        read_profiles(made(tmp_path, row))

    assert [(f.code, f.column, f.rows) for f in refused.value.findings] == [(code, column, (2,))]  # type: ignore[attr-defined]


def test_an_organisation_given_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_profiles(made(tmp_path, *["ZZ1,,Acute,4000,North,0.3"] * 2))

    assert [f.code for f in refused.value.findings] == ["E-804"]  # type: ignore[attr-defined]


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="without a single organisation"):
        read_profiles(made(tmp_path))
