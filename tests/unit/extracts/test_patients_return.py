"""The patients' counts return: what is read, what is found wrong, and that no list of patients is ever taken in.

The people in these lists are made up; the marked words in them must not come back in any refusal.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.counts_return import CountsRow
from levelground.extracts.findings import Finding
from levelground.extracts.patients_return import Known, read_patients

HEADER = "organisation,period_end,measure,group,deprivation_quintile,numerator,denominator"
KNOWN = Known(("waits", "long_waits", "recorded"), ("recorded",), {"long_waits": "waits"})
START = "ZZ9,2026-03-31"


def read(tmp_path: Path, *lines: str, header: str = HEADER) -> tuple[CountsRow, ...]:
    path = tmp_path / "patients.csv"
    path.write_text("\n".join([header, *lines]), "utf-8")
    return read_patients(path, KNOWN)


def refused(tmp_path: Path, *lines: str, header: str = HEADER) -> list[tuple[str, str | None, tuple[int, ...]]]:
    """The findings of a refusal: code, column and rows."""
    with pytest.raises(InputError) as error:
        read(tmp_path, *lines, header=header)
    assert "MARKED" not in f"{error.value}{error.value.findings}"
    return [(f.code, f.field, f.rows) for f in error.value.findings if isinstance(f, Finding)]


def six(group: str, numerator: int = 5, denominator: int = 10, measure: str = "waits") -> list[str]:
    return [f"{START},{measure},{group},{q},{numerator},{denominator}" for q in (1, 2, 3, 4, 5, "unknown")]


def test_a_row_is_read_with_its_quintile_last(tmp_path: Path) -> None:
    (row,) = read(tmp_path, f"{START},waits,White,,30,100,East", header=f"{HEADER},site")
    by_quintile = read(tmp_path, *[f"{line},East" for line in six("bme")], header=f"{HEADER},site")

    assert (row.group, row.numerator, row.denominator) == ("white", 30, 100)
    assert row.breakdown == (("site", "East"),)
    assert by_quintile[0].breakdown == (("site", "East"), ("deprivation_quintile", "1"))


@pytest.mark.parametrize("said", ["", "all", "ALL"])
def test_no_quintile_or_all_is_everyone(tmp_path: Path, said: str) -> None:
    (row,) = read(tmp_path, f"{START},waits,white,{said},30,100")

    assert row.breakdown == ()


def test_every_problem_is_found_in_one_pass(tmp_path: Path) -> None:
    found = refused(
        tmp_path,
        ",31 March,waits,martian,1,-3,many",
        f"{START},wres_2,white,,1,2",
        f"{START},waits,white,sixth,1,2",
        f"{START},waits,all,,1,2",
        f"{START},recorded,white,,1,2",
        f"{START},waits,bme,,5,2",
        f"{START},waits,asian,,1,2",
        f"{START},waits,asian,,1,2",
        f"{START},waits,black,,1,2,3,4",
    )

    assert found == [
        ("E-961", "organisation", (2,)),
        ("E-962", "period_end", (2,)),
        ("E-964", "group", (2, 5, 6)),
        ("E-966", "numerator", (2,)),
        ("E-966", "denominator", (2,)),
        ("E-963", "measure", (3,)),
        ("E-965", "deprivation_quintile", (4,)),
        ("E-967", "numerator", (7,)),
        ("E-968", "group", (9,)),
        ("E-510", None, (10,)),
    ]


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("nhs_number", "NHS number"), ("NHS No", "NHS number"), ("Patient ID", "patient identifier"),
        ("hospital_number", "patient identifier"), ("MRN", "patient identifier"), ("Date of birth", "date of birth"),
        ("DOB", "date of birth"), ("Name", "name"), ("patient_surname", "name"), ("Home postcode", "address"),
        ("appointment_date", "date of one event"), ("E-mail", "contact"),
    ],
)  # fmt: skip
def test_a_header_like_that_of_a_list_of_patients_is_refused_by_what_it_looks_like(
    tmp_path: Path, column: str, kind: str
) -> None:
    found = refused(tmp_path, f"{START},waits,white,1,1,1,MARKED", header=f"{HEADER},{column}")

    assert found == [("E-960", kind, (1,))]


@pytest.mark.parametrize("column", ["site_name", "organisation_name", "age_band", "sex", "specialty"])
def test_a_breakdown_is_no_list_of_patients(tmp_path: Path, column: str) -> None:
    assert read(tmp_path, f"{START},waits,white,,30,100,East", header=f"{HEADER},{column}")


def test_a_list_of_patients_is_refused_before_any_row_is_read(tmp_path: Path) -> None:
    """The rows below the header are no text at all: reading them would fail in another way."""
    path = tmp_path / "list.csv"
    path.write_bytes(b"\n\nNHS Number,Surname\n\0\0MARKED\0")

    with pytest.raises(InputError, match=r"looks? like one row for each patient: NHS number, name\. No row was read"):
        read_patients(path, KNOWN)


def test_a_list_without_a_header_is_refused_without_repeating_its_first_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("9990000000,Mx MARKED,01/01/1950\n9990000001,Mx MARKED,02/02/1960\n", "utf-8")

    with pytest.raises(InputError, match="whose first row is not the header") as error:
        read_patients(path, KNOWN)

    assert "MARKED" not in str(error.value)
    assert "999" not in str(error.value)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="add or rename: group, deprivation_quintile"):
        read(tmp_path, header="organisation,period_end,measure,numerator,denominator")


def test_a_listing_whose_denominators_are_all_1_is_refused(tmp_path: Path) -> None:
    """One row a patient under our header, told apart by a made-up column; a true count beside it changes nothing."""
    rows = [f"{START},waits,white,,{number % 2},1,MARKED{number}" for number in range(3)]

    found = refused(tmp_path, *rows, f"{START},waits,white,,30,100,", header=f"{HEADER},pathway")

    assert found == [("E-960", "denominator", (2, 3, 4))]


def test_a_small_group_beside_larger_ones_is_no_listing(tmp_path: Path) -> None:
    assert len(read(tmp_path, f"{START},waits,white,,1,1", f"{START},waits,bme,,0,9")) == 2


def test_nobody_anywhere_is_no_listing(tmp_path: Path) -> None:
    assert read(tmp_path, f"{START},waits,white,,0,0")


@pytest.mark.parametrize("cell", ["999 000 0000", "9990000000", "ZZ99 9ZZ", "zz9 9zz"])
def test_a_cell_like_a_patients_number_or_postcode_is_refused(tmp_path: Path, cell: str) -> None:
    found = refused(tmp_path, f"{START},waits,white,,30,100,{cell}", header=f"{HEADER},local")

    assert found == [("E-960", "local", (2,))]


def test_the_longer_wait_is_part_of_the_shorter_one(tmp_path: Path) -> None:
    found = refused(
        tmp_path,
        f"{START},waits,white,,30,100",
        f"{START},long_waits,white,,31,100",
        f"{START},waits,bme,,30,100",
        f"{START},long_waits,bme,,3,99",
        f"{START},long_waits,asian,,3,99",
        f"{START},waits,black,,30,100",
        f"{START},long_waits,black,,30,100",
    )

    assert found == [("E-967", "numerator", (3,)), ("E-969", "denominator", (5,))]


def test_quintiles_without_a_row_for_all_must_be_all_six(tmp_path: Path) -> None:
    assert len(read(tmp_path, *six("white"))) == 6
    assert refused(tmp_path, *six("white")[:5]) == [("E-969", "deprivation_quintile", (2,))]


def test_quintiles_add_up_to_the_row_for_all(tmp_path: Path) -> None:
    assert len(read(tmp_path, f"{START},waits,white,,30,60", *six("white"))) == 7
    # Some may be left out: then they add up to no more than the whole.
    assert len(read(tmp_path, f"{START},waits,white,,30,60", *six("white")[:4])) == 5
    assert refused(tmp_path, f"{START},waits,white,,29,61", *six("white")) == [
        ("E-969", "numerator", (2,)),
        ("E-969", "denominator", (2,)),
    ]


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="without a single row"):
        read(tmp_path)


def test_a_file_that_cannot_be_opened_or_is_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        read_patients(tmp_path / "nowhere.csv", KNOWN)
    (tmp_path / "book.csv").write_bytes(b"PK\x03\x04\0\0")
    with pytest.raises(InputError, match="is not a text file"):
        read_patients(tmp_path / "book.csv", KNOWN)
    (tmp_path / "empty.csv").write_bytes(b"")
    with pytest.raises(InputError, match="whose first row is not the header"):
        read_patients(tmp_path / "empty.csv", KNOWN)


def test_windows_text_in_a_header_is_read(tmp_path: Path) -> None:
    path = tmp_path / "patients.csv"
    path.write_bytes(f"{HEADER},caf\xe9\n{START},waits,white,,30,100,East".encode("cp1252"))

    assert read_patients(path, KNOWN)[0].breakdown == (("café", "East"),)
