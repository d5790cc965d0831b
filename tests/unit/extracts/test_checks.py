"""What files say of each other, and the columns that are derived from several."""

from __future__ import annotations

from levelground.extracts.checks import across
from levelground.extracts.rows import Rows
from levelground.extracts.schemas import EXTRACTS

NOW, BEFORE = "2026-03-31", "2025-03-31"


def rows(extract: str, file: str = "a.csv", **columns: list[object]) -> Rows:
    """Rows of this year with these columns; the rest of the schema is empty."""
    length = len(next(iter(columns.values())))
    empty = {field.name: [None] * length for field in EXTRACTS[extract].fields}
    return Rows(extract, {**empty, "period": [NOW] * length, **columns}, list(range(2, 2 + length)), file)


def people(number: int, period: str | None, *, first: int = 0, **given: object) -> dict[str, list[object]]:
    row = {"period": period, "ethnic_category": "A", "pay_band": "5", **given}
    return {"person_id": [f"P{first + i}" for i in range(number)], **{k: [v] * number for k, v in row.items()}}


def staff(*groups: dict[str, list[object]]) -> Rows:
    return rows("staff", **{name: [value for group in groups for value in group[name]] for name in groups[0]})


def codes(*tables: Rows) -> dict[str, int]:
    _, findings = across({made.extract: made for made in tables}, NOW)
    return {finding.code: finding.count for finding in findings if finding.code != "E-404"}


def test_the_cluster_is_worked_out_where_the_file_does_not_say_it() -> None:
    made = rows("staff", staff_group=["nursing_midwifery", "administrative_clerical", None, None, "students"],
                pay_band=["5", "5", "consultant", "5", None],
                cluster=[None, None, None, None, "non_clinical"])  # fmt: skip

    tables, _ = across({"staff": made}, NOW)

    assert tables["staff"].columns["cluster"] == ["clinical", "non_clinical", "medical", None, "non_clinical"]


def test_training_is_looked_up_for_each_person_and_year() -> None:
    made = staff(people(3, NOW), people(1, BEFORE), people(1, "2024-03-31"), people(1, None))
    training = rows("training", person_id=["P0", "P1", "P9", "P0", "P2"], mandatory=["no", "yes", None, None, None],
                    period=[NOW, NOW, NOW, BEFORE, None])  # fmt: skip

    tables, findings = across({"staff": made, "training": training}, NOW)

    assert tables["staff"].columns["accessed_training"] == ["yes", "no", "no", "yes", None, None]
    assert [(f.code, f.count, f.field) for f in findings if f.code == "E-403"] == [("E-403", 1, "person_id")]


def test_without_a_training_extract_nobody_is_said_to_have_had_none() -> None:
    tables, _ = across({"staff": staff(people(2, NOW))}, NOW)

    assert tables["staff"].columns["accessed_training"] == [None, None]


def test_a_fair_year_has_not_jumped() -> None:
    """100 people become 100, 10 % of them BME before and 13 % after: at the limit, not over it."""
    before = (people(90, BEFORE), people(10, BEFORE, first=90, ethnic_category="H"))
    after = (people(87, NOW), people(13, NOW, first=87, ethnic_category="H"))

    assert codes(staff(*before, *after)) == {}
    assert codes(staff(people(100, BEFORE), people(115, NOW))) == {}


def test_staff_numbers_that_jump_are_a_finding() -> None:
    assert codes(staff(people(100, BEFORE), people(116, NOW))) == {"E-401": 1}
    assert codes(staff(people(100, BEFORE), people(84, NOW))) == {"E-401": 1}


def test_a_bme_share_that_jumps_is_a_finding() -> None:
    after = (people(96, NOW), people(4, NOW, first=96, ethnic_category="H"))

    assert codes(staff(people(100, BEFORE), *after)) == {"E-402": 1}


def test_bands_that_double_halve_or_vanish_are_a_finding_and_small_ones_are_not() -> None:
    """Band 5: 60 to 29. Band 6: 40 to 81. Band 7: 10 to none. Band 9: 2 to 5."""
    bands = {BEFORE: {"5": 60, "6": 40, "7": 10, "9": 2}, NOW: {"5": 29, "6": 81, "9": 5}}
    groups = [
        people(number, period, first=1000 * int(band), pay_band=band)
        for period, year in bands.items()
        for band, number in year.items()
    ]

    assert codes(staff(*groups)) == {"E-407": 3}


def test_only_the_snapshot_before_is_compared() -> None:
    assert codes(staff(people(10, "2024-03-31"), people(100, BEFORE), people(100, NOW))) == {}
    assert codes(staff(people(100, BEFORE))) == {}


def test_a_person_with_two_categories_is_a_finding_and_an_absent_one_is_none() -> None:
    made = rows("staff", person_id=["1", "1", "2", "2", "3", "3"], ethnic_category=["A", "H", "A", "A", "A", None])

    assert codes(made) == {"E-408": 1}


def test_completeness_keeps_four_answers_apart_and_counts_people_once() -> None:
    made = rows("staff", person_id=["1", "1", "2", "3", "4", "5"], period=[NOW] * 5 + [BEFORE],
                ethnic_category=["A", "A", "Z", "missing", None, "A"])  # fmt: skip

    _, findings = across({"staff": made}, NOW)

    (said,) = [finding for finding in findings if finding.code == "E-404"]
    assert "by people: self-reported 1, not stated 1, missing 1, not readable 1." in said.problem
    assert said.count == 4


def test_completeness_of_other_extracts_is_by_rows_and_needs_some() -> None:
    leavers = rows("leavers", person_id=["1", "1"], ethnic_category=["A", "Z"])

    _, findings = across({"leavers": leavers, "bank": rows("bank", person_id=["1"], period=[BEFORE])}, NOW)

    assert [(f.extract, f.count) for f in findings] == [("leavers", 2)]


def test_the_same_rows_in_two_files_are_left_out_once() -> None:
    made = rows("leavers", "a.csv, b.csv", person_id=["1", "2", "1", "2"], left_on=["x", "x", "x", "x"],
                ethnic_category=["A", "A", "A", "H"])  # fmt: skip

    tables, findings = across({"leavers": made}, NOW, overlapping={"leavers"})

    assert len(tables["leavers"]) == 2
    assert {(f.code, f.field, f.rows, f.count) for f in findings if f.code != "E-404"} == {
        ("E-303", None, (), 1),
        ("E-308", "ethnic_category", (), 1),
    }


def test_case_numbers_may_begin_anew_each_year() -> None:
    made = rows("disciplinary", "a.csv, b.csv", case_id=["1", "1", "1"], period=[BEFORE, NOW, NOW],
                person_id=["7", "8", "8"], ethnic_category=["A", "A", "A"])  # fmt: skip

    tables, findings = across({"disciplinary": made}, NOW, overlapping={"disciplinary"})

    assert len(tables["disciplinary"]) == 2
    assert [f.code for f in findings] == ["E-303", "E-404"]


def test_doctors_who_are_not_on_the_staff_list_are_a_finding() -> None:
    doctors = rows("medical_local", person_id=["1", "7", "8"], period=[NOW] * 3, medical_director=["yes"] * 3)

    found, findings = across({"staff": rows("staff", person_id=["1"]), "medical_local": doctors}, NOW)

    assert found["staff"].columns["medical_director"] == ["yes"]
    assert [(finding.code, finding.count) for finding in findings if finding.code == "E-410"] == [("E-410", 2)]
