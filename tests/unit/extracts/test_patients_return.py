"""The patients' counts return: counts are read, lists of patients are refused, and nothing of theirs is repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.counts_return import CountsRow
from levelground.extracts.findings import Finding
from levelground.extracts.patients_return import HEADER, QUINTILE, QUINTILES, read_patients

TOP = ",".join(HEADER)
ROW = "ZZ9,2026-03-31,patients_waiting,white,1,30,100"
MEASURES = ("patients_waiting", "patients_long_wait")
START, LONG = "ZZ9,2026-03-31,patients_waiting", "ZZ9,2026-03-31,patients_long_wait"


def file_with(folder: Path, *lines: str) -> Path:
    path = folder / "patients.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def refused(path: Path) -> str:
    with pytest.raises(InputError) as error:
        read_patients(path, measures=MEASURES)
    return str(error.value)


def test_counts_by_group_and_quintile_are_read(tmp_path: Path) -> None:
    whole = ROW.replace(",1,", ",,", 1).replace(",30,100", ",40,200")
    rows = read_patients(file_with(tmp_path, TOP, ROW, whole), measures=MEASURES)

    assert [row.breakdown for row in rows] == [((QUINTILE, "1"),), ()]


@pytest.mark.parametrize(
    "column", ["NHS Number", "pt_nhs_number", "Patient ID", "Date of birth", "Surname", "Home Postcode"]
)
def test_a_list_of_patients_is_refused_by_its_header(tmp_path: Path, column: str) -> None:
    said = refused(file_with(tmp_path, f"{TOP},{column}", f"{ROW},9999999999"))

    assert "only a list of patients has" in said
    assert "9999999999" not in said


def test_a_file_without_a_header_shows_none_of_its_cells(tmp_path: Path) -> None:
    said = refused(file_with(tmp_path, "9999999999,Madeup Person,1950-01-01", "9999999998,Other Madeup,1951-01-01"))

    assert "without the columns organisation" in said
    assert not any(word in said for word in ("9999999999", "Madeup", "1950"))


def test_a_file_that_is_not_there_or_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "book.csv").write_bytes(b"PK\x00\x01")

    assert "cannot be opened" in refused(tmp_path / "none.csv")
    assert "not a text file" in refused(tmp_path / "book.csv")


def found(folder: Path, *lines: str, header: str = TOP) -> list[tuple[str, str | None, tuple[int, ...]]]:
    """The findings of a refusal: code, column and rows. Nothing marked may come back in it."""
    with pytest.raises(InputError) as error:
        read_patients(file_with(folder, header, *lines), measures=MEASURES)
    assert "MARKED" not in f"{error.value}{error.value.findings}"
    return [(f.code, f.field, f.rows) for f in error.value.findings if isinstance(f, Finding)]


def read(folder: Path, *lines: str, header: str = TOP) -> tuple[CountsRow, ...]:
    return read_patients(file_with(folder, header, *lines), measures=MEASURES)


def quintiles(group: str, *which: str, counts: str = "5,10", end: str = "") -> list[str]:
    return [f"{START},{group},{quintile},{counts}{end}" for quintile in which or QUINTILES]


def test_every_problem_is_found_in_one_pass(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        ",31 March,patients_waiting,martian,,-3,many",
        "ZZ9,2026-03-31,wres_2,white,,30,100",
        f"{START},white,6,30,100",
        f"{START},bme,,30,20",
    ) == [
        ("E-501", "organisation", (2,)),
        ("E-502", "period_end", (2,)),
        ("E-504", "group", (2,)),
        ("E-505", "numerator", (2,)),
        ("E-505", "denominator", (2,)),
        ("E-503", "measure", (3,)),
        ("E-961", QUINTILE, (4,)),
        ("E-506", "numerator", (5,)),
    ]


@pytest.mark.parametrize("column", ["MRN", "hospital_number", "appointment date", "LSOA", "E-mail"])
def test_other_columns_of_a_list_are_refused_too(tmp_path: Path, column: str) -> None:
    said = refused(file_with(tmp_path, f"{TOP},{column}", f"{START},white,,30,100,MARKED"))

    assert "only a list of patients has" in said
    assert "MARKED" not in said


@pytest.mark.parametrize("column", ["site_name", "organisation_name", "age_band", "sex", "specialty"])
def test_a_breakdown_is_no_list_of_patients(tmp_path: Path, column: str) -> None:
    (row,) = read(tmp_path, f"{START},white,,30,100,East", header=f"{TOP},{column}")

    assert row.breakdown == ((column, "East"),)


def test_the_quintile_stands_behind_further_columns(tmp_path: Path) -> None:
    rows = read(tmp_path, *quintiles("white", end=",East"), header=f"{TOP},site")

    assert rows[0].breakdown == (("site", "East"), (QUINTILE, "1"))


def test_a_list_is_refused_before_any_row_of_it_is_read(tmp_path: Path) -> None:
    """The rows below the header are no text: reading them would be refused in other words."""
    path = tmp_path / "list.csv"
    path.write_bytes(b"NHS Number,Sex\n\0\0MARKED\0")

    with pytest.raises(InputError, match="only a list of patients has"):
        read_patients(path, measures=MEASURES)


def test_a_listing_of_single_patients_is_refused_whatever_stands_beside_it(tmp_path: Path) -> None:
    listed = [f"{START},white,,{number % 2},1,MARKED{number}" for number in range(3)]

    assert found(tmp_path, *listed, f"{START},white,,30,100,", header=f"{TOP},pathway") == [
        ("E-963", "denominator", (2, 3, 4)),
    ]


def test_a_group_of_one_beside_larger_ones_is_no_listing_and_nor_is_nobody(tmp_path: Path) -> None:
    assert len(read(tmp_path, f"{START},white,,1,1", f"{START},bme,,0,9")) == 2
    assert len(read(tmp_path, f"{START},white,,0,0")) == 1


@pytest.mark.parametrize("cell", ["999 000 0000", "9990000000", "ZZ99 9ZZ", "zz9 9zz"])
def test_a_cell_like_a_patients_number_or_postcode_is_refused(tmp_path: Path, cell: str) -> None:
    assert found(tmp_path, f"{START},white,,30,100,{cell}", header=f"{TOP},local") == [("E-962", "local", (2,))]


def test_who_waits_a_year_is_among_those_who_wait_18_weeks(tmp_path: Path) -> None:
    assert found(
        tmp_path,
        f"{START},white,,30,100",
        f"{LONG},white,,31,100",
        f"{START},bme,,30,100",
        f"{LONG},bme,,3,99",
        f"{START},asian,,30,100",
        f"{LONG},asian,,30,100",
        f"{LONG},black,,30,100",
    ) == [("E-964", "numerator", (3,)), ("E-964", "denominator", (5,))]


def test_quintiles_without_a_row_of_all_are_the_same_for_every_group(tmp_path: Path) -> None:
    """Otherwise the whole of one group would leave out patients whom that of another counts."""
    known = QUINTILES[:-1]

    assert len(read(tmp_path, *quintiles("white", *known), *quintiles("bme", *known))) == 10
    assert found(tmp_path, *quintiles("white", *known[:4])) == [("E-965", QUINTILE, (2,))]
    assert found(tmp_path, *quintiles("white"), *quintiles("bme", *known)) == [("E-965", QUINTILE, (8,))]


def test_quintiles_make_up_the_row_of_all(tmp_path: Path) -> None:
    assert len(read(tmp_path, f"{START},white,,30,60", *quintiles("white"))) == 7
    assert len(read(tmp_path, f"{START},white,,30,60", *quintiles("white", "1", "2"))) == 3
    assert found(tmp_path, f"{START},white,,29,61", *quintiles("white")) == [
        ("E-965", "numerator", (2,)),
        ("E-965", "denominator", (2,)),
    ]


def test_a_file_without_rows_is_refused(tmp_path: Path) -> None:
    assert "without a single row" in refused(file_with(tmp_path, TOP))
