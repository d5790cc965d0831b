"""Assignments, yes and no, organisations, periods, and the tables behind them all."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from levelground.errors import DefinitionError
from levelground.vocabulary import gender, leaving, tables, yes_no
from levelground.vocabulary.assignments import AssignmentStatus, AssignmentType, recognise_status, recognise_type
from levelground.vocabulary.organisations import Organisation
from levelground.vocabulary.periods import Window, financial_year, year_ending

TABLES = ("ethnicity", "pay_bands", "staff_groups", "assignment_status", "assignment_type", "leaving_reason", "gender")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Active Assignment", "active"), ("Acting Up", "acting_up"), ("Maternity & Adoption", "maternity"),
        ("Suspend with Pay", "suspended"), ("Out on External Secondment - Paid", "seconded_out"),
        ("Internal Secondment", "internal_secondment"), ("Career Break", "career_break"), ("Asleep", None),
    ],
)  # fmt: skip
def test_assignment_statuses_are_recognised(text: str, status: str | None) -> None:
    assert recognise_status(text) == status


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Permanent", "permanent"), ("Fixed Term Temp", "fixed_term"), ("Bank", "bank"), ("Honorary", "honorary"),
        ("Non-Exec Director/Chair", "non_executive"), ("Locum", "locum"), ("lead_employer_trainee",
        "lead_employer_trainee"), ("Volunteer of sorts", None),
    ],
)  # fmt: skip
def test_assignment_types_are_recognised(text: str, kind: str | None) -> None:
    assert recognise_type(text) == kind


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("F", "female"),
        ("male", "male"),
        ("Non-binary", "other_gender"),
        ("Not stated", "gender_not_stated"),
        ("7", None),
    ],
)
def test_genders_are_recognised_and_each_has_words(text: str, code: str | None) -> None:
    assert gender.recognise(text) == code
    assert gender.labels().keys() == set(gender.Gender)


def test_every_code_is_a_spelling_of_itself() -> None:
    assert all(recognise_status(code) is code for code in AssignmentStatus)
    assert all(recognise_type(code.replace("_", " ")) is code for code in AssignmentType)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Y", True),
        (" yes ", True),
        ("TRUE", True),
        ("1", True),
        ("N", False),
        ("no", False),
        ("maybe", None),
        ("", None),
    ],
)
def test_yes_and_no_are_read(text: str, said: bool | None) -> None:
    assert yes_no.recognise(text) is said


@pytest.mark.parametrize(
    ("code", "has"), [("RXX", True), ("0AR", True), ("R1F01", True), ("rxx", False), ("RX", False)]
)
def test_the_form_of_an_ods_code(code: str, has: bool) -> None:
    assert Organisation(code, "A trust").has_ods_code is has


def test_the_year_that_ends_on_a_snapshot_begins_the_day_after_the_last_one() -> None:
    window = year_ending(dt.date(2026, 3, 31))

    assert window == Window(dt.date(2025, 4, 1), dt.date(2026, 4, 1))
    assert dt.date(2025, 4, 1) in window
    assert dt.date(2026, 3, 31) in window
    assert dt.date(2025, 3, 31) not in window
    assert dt.date(2026, 4, 1) not in window


def test_a_year_that_ends_at_the_end_of_february_loses_no_day() -> None:
    # 2024 is a leap year: the years end on 28 February 2023, 29 February 2024 and 28 February 2025, without a gap.
    first, second, third = (year_ending(dt.date(*day)) for day in ((2023, 2, 28), (2024, 2, 29), (2025, 2, 28)))

    assert first.end == second.start == dt.date(2023, 3, 1)
    assert second.end == third.start == dt.date(2024, 3, 1)


@pytest.mark.parametrize(
    ("day", "year"), [((2026, 3, 31), "2025/26"), ((2026, 4, 1), "2026/27"), ((1999, 12, 31), "1999/00")]
)
def test_a_financial_year_begins_on_1_april(day: tuple[int, int, int], year: str) -> None:
    assert financial_year(dt.date(*day)) == year


# The tables


@pytest.mark.parametrize("name", TABLES)
def test_every_table_names_its_source_and_edition_and_marks_background(name: str) -> None:
    assert tables.table(name)["source"]
    assert tables.table(name)["edition"]
    assert tables.spellings(name)


@pytest.mark.parametrize("text", ["Non\u2013Clinical  Staff", "non\u2011clinical\u00a0staff ", "NON-CLINICAL\tSTAFF"])
def test_dashes_spaces_and_case_are_folded(text: str) -> None:
    assert tables.folded(text) == "non-clinical staff"


@pytest.mark.parametrize("data", ['edition = "1"', 'source = "x"', 'source = ""\nedition = "1"'])
def test_a_table_without_source_or_edition_is_refused(
    data: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "broken.toml").write_text(data, "utf-8")
    monkeypatch.setattr(tables, "files", lambda package: folder)

    with pytest.raises(DefinitionError, match="a source and an edition"):
        tables.table("broken")


def test_one_spelling_under_two_codes_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("tables")
    lines = ('source = "s"', 'edition = "1"', "[spellings]", 'a = ["One"]', 'b = ["ONE "]')
    (folder / "twice.toml").write_text("\n".join(lines), "utf-8")
    monkeypatch.setattr(tables, "files", lambda package: folder)

    with pytest.raises(DefinitionError, match="one spelling under two codes"):
        tables.spellings("twice")


@pytest.mark.slow
def test_the_vocabulary_loads_no_library_from_outside() -> None:
    program = (
        "import sys; before = set(sys.modules)\n"
        "import levelground.vocabulary.ethnicity, levelground.vocabulary.staff_groups, levelground.vocabulary.periods\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new - set(sys.stdlib_module_names) - {'levelground'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Voluntary Resignation \u2013 Work Life Balance", "resignation_work_life"),
        ("end of fixed term contract", "end_of_contract"),
        ("resignation_career", "resignation_career"),
        ("Voluntary Resignation - Relocation, family", "resignation_work_life"),
        ("Retirements", None),
        ("because", None),
    ],
)
def test_leaving_reasons_are_recognised_and_every_group_has_a_label(text: str, reason: str | None) -> None:
    assert leaving.recognise(text) == reason
    assert leaving.labels().keys() == set(leaving.LeavingReason)
