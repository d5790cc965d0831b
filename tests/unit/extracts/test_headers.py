"""The header is found, joined, and its columns known."""

from __future__ import annotations

from levelground.extracts.headers import Header, bare, fields_of, find_header, fit, known_spellings, wanted_names
from levelground.extracts.schemas import EXTRACTS
from levelground.extracts.tabular import Grid

STAFF = EXTRACTS["staff"]
WANTED = wanted_names(STAFF)


def test_a_header_is_compared_without_case_spaces_and_signs() -> None:
    assert bare(" Shortlisted (Y/N)? ") == "shortlistedyn"
    assert bare("Terms & Conditions") == "termsandconditions"


def test_the_row_with_the_most_known_headers_is_the_header() -> None:
    grid = Grid([["Status", "as at"], ["Employee Number", "Ethnic Origin", "Pay Grade"], ["1", "A", "5"]])

    assert find_header(grid, WANTED) == Header(1, 1, ("Employee Number", "Ethnic Origin", "Pay Grade"))
    assert fit(grid, WANTED) == 3


def test_one_known_word_is_no_header() -> None:
    grid = Grid([["Status", "x"], ["1", "2"]])

    assert find_header(grid, WANTED) is None
    assert fit(grid, WANTED) == 0


def test_a_header_beyond_the_first_thirty_rows_is_not_looked_for() -> None:
    grid = Grid([*[["x"]] * 30, ["Employee Number", "Ethnic Origin"]])

    assert find_header(grid, WANTED) is None


def test_the_mapping_may_name_the_row() -> None:
    grid = Grid([["Employee Number", "Ethnic Origin"], ["nr", "eth"], ["", ""]])

    assert find_header(grid, WANTED, row=2) == Header(1, 1, ("nr", "eth"))
    assert find_header(grid, WANTED, row=3) is None
    assert find_header(grid, WANTED, row=9) is None


def test_two_rows_are_joined_where_that_fits_better() -> None:
    """A title over several columns, a name that is known alone, a name that stands in the upper row only."""
    grid = Grid(
        [["Employee", "Assignment", "", "Pay Grade", ""], ["Number", "Status", "Category", "", "Ethnic  Origin"]]
    )

    header = find_header(grid, WANTED)

    assert header is not None
    assert (header.first, header.last) == (0, 1)
    assert header.names == ("Employee Number", "Assignment Status", "Assignment Category", "Pay Grade", "Ethnic Origin")


def test_two_rows_of_unlike_width_are_joined() -> None:
    longer_above = Grid([["Employee", "Assignment", "FTE"], ["Number", "Status"]])
    longer_below = Grid([["Employee", "Assignment"], ["Number", "Status", "Category"]])

    assert find_header(longer_above, WANTED).names == ("Employee Number", "Assignment Status", "FTE")  # type: ignore[union-attr]
    assert find_header(longer_below, WANTED).names[2] == "Assignment Category"  # type: ignore[union-attr]


def test_a_title_above_a_whole_header_is_not_joined_to_it() -> None:
    grid = Grid([["Staff", "", ""], ["Employee Number", "Ethnic Origin", "Pay Grade"]])

    assert find_header(grid, WANTED) == Header(1, 1, ("Employee Number", "Ethnic Origin", "Pay Grade"))


def test_known_headers_are_given_likeliest_first() -> None:
    header = Header(0, 0, ("Grade", "Pay Grade", "Something", "", "Employee Number"))

    found = fields_of(header, STAFF)

    assert found["pay_band"] == ["Pay Grade", "Grade"]
    assert found["person_id"] == ["Employee Number"]
    assert "fte" not in found


def test_a_name_stands_where_any_of_its_spellings_does() -> None:
    header = Header(0, 0, ("Pay Grade", "", "PAY_GRADE"))

    assert header.places("pay grade") == [0, 2]
    assert header.places("") == []


def test_every_field_is_known_by_its_own_name_and_no_spelling_is_for_no_field() -> None:
    names = {field.name for extract in EXTRACTS.values() for field in extract.fields}

    assert known_spellings().keys() == names
    assert all(known_spellings()[name][0] == bare(name) for name in names)


def test_within_an_extract_a_spelling_means_one_field() -> None:
    for extract in EXTRACTS.values():
        spellings = [text for field in extract.fields for text in known_spellings()[field.name]]

        assert len(set(spellings)) == len(spellings), extract.name
