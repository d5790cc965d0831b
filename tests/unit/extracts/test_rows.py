"""Repeats, totals and impossible parts among the rows of one file."""

from __future__ import annotations

from levelground.extracts.columns import Source
from levelground.extracts.mapping import Mapping
from levelground.extracts.rows import Rows, checked, without_repeats
from levelground.extracts.schemas import EXTRACTS


def rows(extract: str, **columns: list[object]) -> Rows:
    """Rows with these columns; the rest of the schema is empty. Numbered from 2."""
    length = len(next(iter(columns.values())))
    whole = {field.name: columns.get(field.name, [None] * length) for field in EXTRACTS[extract].fields}
    return Rows(extract, whole, list(range(2, 2 + length)), "a.csv")


def source(extract: str) -> Source:
    return Source("a.csv", Mapping(extract), EXTRACTS[extract])


def found(made: Rows) -> tuple[list[int], dict[str, tuple[int, ...]]]:
    kept, findings = checked(made, source(made.extract))
    return kept.row_numbers, {f"{f.code} {f.field or ''}".strip(): f.rows for f in findings}


def test_without_an_assignment_number_only_whole_rows_are_repeats() -> None:
    made = rows("staff", person_id=["1", "1", "1"], pay_band=["5", "6", "5"])

    assert found(made) == ([2, 3], {"E-303": (4,)})


def test_an_unnumbered_row_repeats_none() -> None:
    made = rows("leavers", person_id=[None, None, "1", "1"], left_on=["d", "d", "d", "d"])

    assert found(made) == ([2, 3, 4], {"E-303": (5,)})


def test_without_a_single_number_nothing_is_compared() -> None:
    made = rows("staff", person_id=[None, None], pay_band=["5", "5"])

    assert found(made) == ([2, 3], {})


def test_one_repeat_may_disagree_in_several_fields() -> None:
    made = rows("disciplinary", case_id=["1", "1", "1"], person_id=["7", "8", "7"], formal=["yes", "no", "yes"])

    assert found(made) == ([2], {"E-303": (4,), "E-308 person_id": (3,), "E-308 formal": (3,)})


def test_rows_of_two_snapshots_are_not_repeats() -> None:
    made = rows("board", snapshot_date=["2025", "2026"], member_id=["1", "1"])

    assert found(made) == ([2, 3], {})


def test_a_counts_return_tells_its_rows_apart_by_columns_of_its_own() -> None:
    made = rows("counts", measure=["wres_1", "wres_1"], group=["bme", "bme"], numerator=[1, 1], denominator=[2, 2])

    assert without_repeats(made, source("counts")) == (made, [])


def test_survey_rows_over_everyone_are_left_out_as_totals() -> None:
    made = rows("survey", ethnic_group=["White", "Overall", "Purple", None], question=["a", "b", "c", "d"],
                counted=[1, 2, 3, None], answered=[2, 3, 4, 5])  # fmt: skip

    kept, _ = checked(made, source("survey"))

    assert kept.columns["ethnic_group"] == ["White", None, None]
    assert found(made) == ([2, 4, 5], {"E-301": (3,), "E-201 ethnic_group": (4,)})


def test_an_appointment_without_shortlisting_is_a_finding_unless_nobody_knows() -> None:
    made = rows("recruitment", vacancy_id=["V"] * 4, applicant_id=["1", "2", "3", "4"],
                shortlisted=["yes", "no", None, "no"], appointed=["yes", "yes", "yes", "no"])  # fmt: skip

    assert found(made) == ([2, 3, 4, 5], {"E-307 appointed": (3,)})


def test_a_part_larger_than_its_whole_is_an_error() -> None:
    made = rows("counts", numerator=[5, 6, None, 7], denominator=[5, 5, 5, None])

    assert found(made) == ([2, 3, 4, 5], {"E-309 numerator": (3,)})


def test_percentages_that_are_all_shares_are_an_error() -> None:
    groups = {"ethnic_group": ["White", "BME"], "question": ["a", "a"]}

    assert found(rows("survey", percent=[0.5, None], **groups)) == ([2, 3], {"E-208 percent": (2,)})
    assert found(rows("survey", percent=[0.5, 50.0], **groups)) == ([2, 3], {})
    assert found(rows("survey", percent=[0.0, None], **groups)) == ([2, 3], {})


def test_known_survey_groups_are_left_alone() -> None:
    made = rows("survey", ethnic_group=["White", "BME", "Chinese"], question=["a", "b", "c"])

    assert found(made) == ([2, 3, 4], {})


def test_rows_of_two_files_are_joined() -> None:
    made = rows("board", member_id=["1"])

    both = made.joined(Rows("board", made.columns, [9], "b.csv", "Sheet"))

    assert (both.file, both.sheet, both.row_numbers, both.columns["member_id"]) == (
        "a.csv, b.csv",
        None,
        [2, 9],
        ["1"] * 2,
    )
