"""The synthetic trust: the planted gaps come back from its files, counted here with the csv module and nothing of ours.

Bounds are four standard errors of a difference of logarithms or of shares, worked from the counts by the delta method
(Altman, Practical Statistics for Medical Research, 1991, 10.11): a right generator fails one such test in 15,000 seeds,
and the seed is fixed.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import pytest
from openpyxl import load_workbook

from levelground.errors import InputError
from levelground.extracts.folder import read_folder
from levelground.extracts.synthetic import PLANTED, write_trust
from levelground.extracts.synthetic.events import CAMPAIGN_YEARS
from levelground.vocabulary import ethnicity

Row: TypeAlias = dict[str, str]
LAST = dt.date(2026, 3, 31)
YEARS = (2024, 2025, 2026)
FEW_ERRORS = 4
NOT_COUNTED_TYPES = {"Bank", "Honorary", "Hosted", "Lead Employer Trainee", "Non-Exec Director/Chair"}
NOT_COUNTED_STATES = {"Career Break", "Secondment In"}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    write_trust(folder, seed=7, staff=20_000)
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    write_trust(folder, seed=7, staff=300)
    return folder


def rows_of(path: Path, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> list[Row]:
    """The file's rows below the line that begins the header."""
    lines = path.read_text(encoding).splitlines()
    start = next(place for place, line in enumerate(lines) if len(line.split(delimiter)) > 3)
    return list(csv.DictReader(io.StringIO("\n".join(lines[start:])), delimiter=delimiter))


def group(text: str) -> str:
    """White, BME or unknown, by the words that the systems print: this test's own reading."""
    words = text.strip()
    if words in ("", "Unspecified", "Z Not Stated", "I do not wish to disclose my ethnic origin"):
        return "unknown"
    return "white" if re.match(r"([ABC]\w? )?White - |C\w White", words) else "bme"


def staff(folder: Path, year: int) -> dict[str, str]:
    """Group by employee number, of the people who count as staff in post."""
    return {
        row["Employee Number"]: group(row["Ethnic Origin"])
        for row in rows_of(folder / f"staff_{year}.csv")
        if row["Assignment Category"] not in NOT_COUNTED_TYPES and row["Assignment Status"] not in NOT_COUNTED_STATES
    }


def workbook_rows(path: Path, sheet: str) -> Iterator[dict[str, object]]:
    """The rows of a sheet whose header stands in its third row."""
    cells = list(load_workbook(path)[sheet].iter_rows(min_row=3, values_only=True))
    header = [str(cell) for cell in cells[0]]
    for row in cells[1:]:
        yield dict(zip(header, row, strict=True))


def log_ratio_error(*pairs: tuple[int, int]) -> float:
    """Standard error of the logarithm of a ratio of two shares."""
    return math.sqrt(sum(1 / n - 1 / d for n, d in pairs))


def assert_ratio(first: tuple[int, int], second: tuple[int, int], planted: float) -> None:
    found = (first[0] / first[1]) / (second[0] / second[1])
    assert abs(math.log(found / planted)) < FEW_ERRORS * log_ratio_error(first, second), (found, planted)


def assert_share(n: int, d: int, planted: float) -> None:
    assert abs(n / d - planted) < FEW_ERRORS * math.sqrt(planted * (1 - planted) / d), (n / d, planted)


# What was planted comes back


def shortlisted(folder: Path, years: tuple[int, ...], *, campaign: bool) -> dict[str, tuple[int, int]]:
    """Appointed and shortlisted, by group."""
    seen: Counter[str] = Counter()
    appointed: Counter[str] = Counter()
    for year in years:
        for row in rows_of(folder / f"recruitment_{year}.csv"):
            if row["Shortlisted (Y/N)"] == "Y" and (campaign or row["International Recruitment"] == "N"):
                seen[group(row["Ethnic Origin"])] += 1
                appointed[group(row["Ethnic Origin"])] += row["Appointed (Y/N)"] == "Y"
    return {name: (appointed[name], seen[name]) for name in seen}


@pytest.mark.slow
def test_appointment_from_shortlisting_comes_back_without_the_campaign(large: Path) -> None:
    found = shortlisted(large, YEARS, campaign=False)

    assert_ratio(found["white"], found["bme"], 1.55)


@pytest.mark.slow
def test_the_campaign_hides_most_of_the_gap_in_appointment(large: Path) -> None:
    found = shortlisted(large, YEARS[-CAMPAIGN_YEARS:], campaign=True)

    # A hundred heads: 0.45 × 100 × 0.42 = 18.9 BME applicants at home, of whom 0.25 / 1.55 are appointed, and 1.2 from
    # abroad, of whom 0.85 are: (18.9 × 0.1613 + 1.02) / 20.1 = 0.2024; 0.25 / 0.2024 = 1.235.
    assert PLANTED.appointment_white_over_bme_with_campaign == pytest.approx(1.235, abs=0.001)
    assert_ratio(found["white"], found["bme"], 1.235)


@pytest.mark.slow
def test_there_is_no_campaign_in_the_first_year(large: Path) -> None:
    assert shortlisted(large, (2024,), campaign=True) == shortlisted(large, (2024,), campaign=False)


@pytest.mark.slow
def test_disciplinary_entries_come_back(large: Path) -> None:
    people = {year: staff(large, year) for year in YEARS}
    heads = Counter(group for year in YEARS for group in people[year].values())
    entered: set[tuple[int, str]] = set()
    for row in workbook_rows(large / "employee_relations.xlsx", "Cases"):
        day = row["Date Formal"]
        assert isinstance(day, dt.datetime)
        if row["Formal (Y/N)"] == "Y":
            entered.add((day.year + (day.month > 3), str(row["Employee Number"])))
    entries = Counter(people[year][person] for year, person in entered)

    assert_ratio((entries["bme"], heads["bme"]), (entries["white"], heads["white"]), 1.6)
    assert_share(entries["white"], heads["white"], 0.01)


@pytest.mark.slow
def test_access_to_training_comes_back(large: Path) -> None:
    people = {year: staff(large, year) for year in YEARS}
    heads = Counter(group for year in YEARS for group in people[year].values())
    went = set()
    for row in rows_of(large / "training.tsv", delimiter="\t"):
        _, month, year = map(int, row["Date Attended"].split("/"))
        if row["Mandatory"] == "No":
            went.add((year + (month > 3), row["Employee Number"]))
    accessed = Counter(people[year][person] for year, person in went if person in people[year])

    assert_ratio((accessed["white"], heads["white"]), (accessed["bme"], heads["bme"]), 1.10)
    assert_share(accessed["white"], heads["white"], 0.44)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("question", "white", "bme"),
    [
        ("Q14a", 0.24, 0.28),
        ("Q14b or c", 0.20, 0.25),
        ("Q15", 0.59, 0.49),
        ("Q16b", 0.07, 0.15),
        # By managers, of all who answered: 0.45 of 0.20 and 0.40 of 0.25; the others as they were planted.
        ("Q14b", 0.09, 0.10),
        ("Q16a", 0.05, 0.20),
        ("Q21", 0.72, 0.66),
        ("Q16c_1", 0.23, 0.84),
        ("Q16c_7", 0.29, 0.15),
    ],
)
def test_survey_gaps_come_back(large: Path, question: str, white: float, bme: float) -> None:
    rows = [row for row in rows_of(large / "survey.csv") if row["Question"] == question]
    labels = {"White staff": white, "Staff from all other ethnic groups combined": bme}

    for label, planted in labels.items():
        pooled = [row for row in rows if row["Ethnic Group"] == label]
        answered = sum(int(row["Base (number of responses)"]) for row in pooled)
        assert_share(sum(int(row["Number"]) for row in pooled), answered, planted)


def test_the_eighteen_survey_groups_add_up_to_white_and_bme(small: Path) -> None:
    whole = ("White staff", "Staff from all other ethnic groups combined")
    for year in ("2023", "2024", "2025"):
        rows = [row for row in rows_of(small / "survey.csv") if (row["Survey Year"], row["Question"]) == (year, "Q15")]
        for column in ("Base (number of responses)", "Number"):
            white, bme = (sum(int(row[column]) for row in rows if row["Ethnic Group"] == label) for label in whole)
            parts = {row["Ethnic Group"]: int(row[column]) for row in rows if row["Ethnic Group"] not in whole}
            assert len(parts) == 18
            assert sum(n for label, n in parts.items() if label.startswith("White - ")) == white
            assert sum(n for label, n in parts.items() if not label.startswith("White - ")) == bme


def test_the_further_questions_are_of_the_same_people(small: Path) -> None:
    """Harassment by either is at least by each and at most by both together; so is who was asked for the grounds."""
    rows = {
        (row["Survey Year"], row["Question"], row["Ethnic Group"]): (
            int(row["Base (number of responses)"]),
            int(row["Number"]),
        )
        for row in rows_of(small / "survey.csv")
    }
    for year, question, label in rows:
        if question == "Q15":
            (people, either), (_, managers), (_, colleagues), (_, public), (_, by_staff), (asked, _) = (
                rows[year, name, label] for name in ("Q14b or c", "Q14b", "Q14c", "Q16a", "Q16b", "Q16c_4")
            )
            assert max(managers, colleagues) <= either <= min(people, managers + colleagues)
            assert max(public, by_staff) <= asked <= min(people, public + by_staff)


def test_the_rows_of_the_standards_questions_stand_first_as_before(small: Path) -> None:
    questions = [row["Question"] for row in rows_of(small / "survey.csv")]

    core = {"Q14a", "Q14b or c", "Q15", "Q16b"}
    assert set(questions[: 3 * 4 * 20]) == core
    assert not core & set(questions[3 * 4 * 20 :])


@pytest.mark.slow
def test_shares_are_like_national_ones(large: Path) -> None:
    shares = []
    for year in YEARS:
        groups = Counter(staff(large, year).values())
        shares.append(groups["bme"] / groups.total())
        assert_share(groups["unknown"], groups.total(), 0.04)

    assert shares[-1] == pytest.approx(0.26, abs=0.012)
    # Gentle growth: about a point a year, and never the three points that would make an analyst look twice.
    assert all(0 < later - earlier < 0.02 for earlier, later in itertools.pairwise(shares))


@pytest.mark.slow
def test_bme_shares_fall_with_band_but_for_band_5_and_medical_grades(large: Path) -> None:
    heads: Counter[str] = Counter()
    bme: Counter[str] = Counter()
    for row in rows_of(large / "staff_2026.csv"):
        if row["Primary Assignment"] == "Y" and row["Assignment Category"] not in NOT_COUNTED_TYPES:
            heads[row["Pay Grade"]] += 1
            bme[row["Pay Grade"]] += group(row["Ethnic Origin"]) == "bme"

    def share(*grades: str) -> float:
        return sum(bme[grade] for grade in grades) / sum(heads[grade] for grade in grades)

    band_5, band_6, band_7 = (share(f"NHS|XR0{n}|Review Body Band {n}") for n in (5, 6, 7))
    top = share("Very Senior Manager", "NHS|XN12|Non Review Body Band 9", "NHS|XN11|Non Review Body Band 8 - Range D")
    assert band_5 > 0.35 > band_6 > band_7 > top
    assert top == pytest.approx(0.10, abs=0.10)
    assert share("NHS|YC72|Consultant") > 0.35
    assert share("NHS|MN37|Specialty Registrar") > 0.4


# The same people, year after year


def test_most_people_persist_and_some_leave_and_join(small: Path) -> None:
    before, after = staff(small, 2025), staff(small, 2026)
    left = {row["Employee Number"] for row in rows_of(small / "leavers.csv", encoding="cp1252")}

    stayed = before.keys() & after.keys()
    assert len(stayed) > 0.8 * len(before)
    assert after.keys() - before.keys()
    assert len(left & before.keys()) > 0
    assert not left & after.keys()
    assert all(before[person] == after[person] for person in stayed)


def test_a_second_assignment_has_the_same_person_behind_it(small: Path) -> None:
    rows = rows_of(small / "staff_2026.csv")
    twice = [person for person, times in Counter(row["Employee Number"] for row in rows).items() if times == 2]

    assert twice
    for person in twice:
        first, second = (row for row in rows if row["Employee Number"] == person)
        assert (first["Primary Assignment"], second["Primary Assignment"]) == ("Y", "N")
        assert first["Ethnic Origin"] == second["Ethnic Origin"]
        assert first["Assignment Number"] != second["Assignment Number"]


def test_everyone_in_every_file_is_obviously_made_up(small: Path) -> None:
    for path in small.glob("*.csv"):
        for row in rows_of(path, encoding="cp1252" if path.name == "leavers.csv" else "utf-8-sig"):
            keys = row.keys() & {"Employee Number", "Worker Number", "Applicant ID"}
            assert all(re.match(r"SYN|Total$", row[key]) for key in keys)
            assert not [key for key in row if "Name" in key]


def test_the_list_holds_those_who_are_not_staff_as_well(small: Path) -> None:
    rows = rows_of(small / "staff_2026.csv")

    assert {row["Assignment Category"] for row in rows} >= NOT_COUNTED_TYPES | {"Permanent", "Fixed Term Temp"}
    assert {row["Assignment Status"] for row in rows} >= {"Active Assignment", "Maternity & Adoption"}


# The mess is there, and can be read


def test_each_kind_of_mess_is_there(small: Path) -> None:
    assert (small / "staff_2024.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (small / "staff_2025.csv").read_text("utf-8").startswith("Staff in Post (synthetic)")
    assert b" \x96 " in (small / "leavers.csv").read_bytes()
    assert (small / "bank.csv").read_text("utf-8").splitlines()[-1].startswith("Total,")
    assert re.search(r"(White - British|Indian) ,", (small / "staff_2024.csv").read_text("utf-8-sig"))
    assert load_workbook(small / "employee_relations.xlsx").sheetnames == ["Cases", "Notes"]
    assert load_workbook(small / "employee_relations.xlsx")["Cases"]["A1"].value == (
        "Employee relations tracker (synthetic)"
    )


@pytest.mark.parametrize(("size", "years"), [(200, 1), (300, 3)])
def test_every_file_reads_without_an_error(tmp_path: Path, size: int, years: int) -> None:
    write_trust(tmp_path, seed=3, staff=size, years=years)

    folder = read_folder(tmp_path)

    assert [finding for finding in folder.findings if finding.severity == "error"] == []
    assert set(folder.tables) - {"service"} == {
        "staff", "recruitment", "disciplinary", "capability", "training", "board", "survey", "leavers", "bank", "pay",
        "bank_survey", "medical_survey", "medical_local",
    }  # fmt: skip
    assert folder.synthetic
    assert (folder.organisation.code, folder.snapshot_date) == ("ZZ1", LAST)
    assert "synthetic" in folder.organisation.name


def test_the_reader_counts_the_same_people_as_this_test(small: Path) -> None:
    columns = read_folder(small).tables["staff"].columns
    read = {
        str(person): ethnicity.GROUP_3[ethnicity.EthnicCategory(str(category))]
        for person, category, period in zip(
            columns["person_id"], columns["ethnic_category"], columns["period"], strict=True
        )
        if period == "2026-03-31"
    }

    assert staff(small, 2026).items() <= read.items()


def test_levelground_toml_lists_every_file_with_its_mapping(small: Path) -> None:
    settings = tomllib.loads((small / "levelground.toml").read_text("utf-8"))

    listed = {source["file"] for source in settings["source"]} | {source["mapping"] for source in settings["source"]}
    assert listed | {"levelground.toml"} == {path.name for path in small.iterdir()}


# The same seed, the same files; and what is refused


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 5), ("two", 5), ("other", 6)):
        (tmp_path / name).mkdir()
        write_trust(tmp_path / name, seed=seed, staff=200)
    one, two, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two", "other")
    )

    assert one == two
    assert one["staff_2026.csv"] != other["staff_2026.csv"]


def test_a_snapshot_in_february_of_a_leap_year_follows_one_on_the_28th(tmp_path: Path) -> None:
    write_trust(tmp_path, staff=200, years=2, last_snapshot=dt.date(2024, 2, 29))

    assert 'snapshot_date = "2023-02-28"' in (tmp_path / "staff_2023.map.toml").read_text("utf-8")


@pytest.mark.parametrize(("size", "years"), [(199, 3), (20_001, 3), (3000, 0), (3000, 11)])
def test_a_trust_out_of_range_is_refused_before_anything_is_written(tmp_path: Path, size: int, years: int) -> None:
    with pytest.raises(InputError, match="20,000"):
        write_trust(tmp_path, staff=size, years=years)

    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="make the folder"):
        write_trust(tmp_path / "nowhere")


def test_headers_are_known_without_mappings(small: Path, tmp_path: Path) -> None:
    for path in small.iterdir():
        if path.suffix != ".toml":
            (tmp_path / path.name).write_bytes(path.read_bytes())

    guessed, told = read_folder(tmp_path).tables, read_folder(small).tables

    # Only the mappings say of which date the older staff lists are; length of service is put together from them.
    assert guessed.keys() == told.keys()
    assert all(len(guessed[name]) == len(told[name]) for name in told if name not in ("staff", "service"))
