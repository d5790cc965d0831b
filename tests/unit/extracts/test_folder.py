"""A folder of extracts is read as its settings say, or as far as it is certain without any."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import tomllib
from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.folder import Folder, init_folder, read_folder
from levelground.extracts.schemas import EXTRACTS

STAFF = "Snapshot Date,Employee Number,Assignment Status,Assignment Category,Ethnic Origin,Pay Grade\n"
ROW = "31/03/2026,1,Active,Permanent,A,5\n"
UNDATED = STAFF.removeprefix("Snapshot Date,")
UNDATED_ROW = ROW.removeprefix("31/03/2026,")
BOARD = "Member ID,Ethnicity,Voting,Executive\nB1,A,Y,Y\n"
SETTINGS = 'organisation = "ZZ9"\nsnapshot_date = 2026-03-31\n'


def folder_of(folder: Path, **files: str) -> Path:
    """A folder with these files: `staff_csv` is staff.csv."""
    for name, text in files.items():
        (folder / ".".join(name.rsplit("_", 1))).write_text(text, "utf-8")
    return folder


def source(file: str, extract: str) -> str:
    return f'[[source]]\nfile = "{file}"\nextract = "{extract}"\n'


def codes(folder: Folder) -> list[str]:
    return [finding.code for finding in folder.findings if finding.severity != "note"]


def test_a_folder_without_settings_is_read_where_it_is_certain(tmp_path: Path) -> None:
    folder_of(tmp_path, staff_csv=STAFF + ROW, board_csv=BOARD, notes_txt="Dear all,\nplease find attached\n")

    folder = read_folder(tmp_path)

    assert {name: len(rows) for name, rows in folder.tables.items()} == {"board": 1, "staff": 1}
    assert folder.snapshot_date == dt.date(2026, 3, 31)
    assert folder.organisation.code == "unknown"
    assert codes(folder) == ["E-406", "E-409"]
    assert [finding.file for finding in folder.findings if finding.code == "E-406"] == ["notes.txt"]


def test_a_broken_file_is_left_out_where_nothing_says_that_it_is_an_extract(tmp_path: Path) -> None:
    folder_of(tmp_path, staff_csv=STAFF + ROW, old_xlsx="no workbook")

    assert [f.file for f in read_folder(tmp_path).findings if f.code == "E-406"] == ["old.xlsx"]


def test_a_mapping_beside_a_file_is_used_without_settings(tmp_path: Path) -> None:
    lines = STAFF.replace("Ethnic Origin", "Herkunft") + ROW
    mapping = 'extract = "staff"\n[columns]\nsnapshot_date = "Snapshot Date"\nethnic_category = "Herkunft"\n'
    folder_of(tmp_path, staff_csv=lines)
    (tmp_path / "staff.map.toml").write_text(mapping, "utf-8")

    assert read_folder(tmp_path).tables["staff"].columns["ethnic_category"] == ["A"]


def test_files_in_doubt_are_refused_all_at_once(tmp_path: Path) -> None:
    folder_of(
        tmp_path, staff_csv=STAFF.replace("Ethnic Origin", "Herkunft") + ROW, board_csv=BOARD.replace("Y,Y", "?,?")
    )

    with pytest.raises(InputError, match="2 extracts, of which 2 cannot be read") as refused:
        read_folder(tmp_path)

    assert [finding.problem for finding in refused.value.findings] == [  # type: ignore[attr-defined]
        "The file could not be matched to an extract for certain (as board, in doubt: voting, executive).",
        "The file could not be matched to an extract for certain (as staff, in doubt: ethnic category).",
    ]


def test_without_settings_and_dates_nobody_knows_the_year(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no staff extract says of which date it is"):
        read_folder(folder_of(tmp_path, staff_csv=UNDATED + UNDATED_ROW))


@pytest.mark.parametrize("name", ["nowhere", "."])
def test_a_folder_without_extracts_is_refused(tmp_path: Path, name: str) -> None:
    folder_of(tmp_path, levelground_findings_csv="code\n", notes_txt="Dear all,\n")

    for act in (read_folder, lambda folder: init_folder(folder, organisation=("", ""), snapshot_date=None)):
        with pytest.raises(InputError, match=r"not a folder|no file looks like an extract"):
            act(tmp_path / name)


def test_several_years_become_one_table(tmp_path: Path) -> None:
    settings = SETTINGS + source("one.csv", "staff") + source("two.csv", "staff")
    folder_of(tmp_path, levelground_toml=settings, one_csv=STAFF + ROW.replace("2026", "2025"), two_csv=STAFF + ROW)

    staff = read_folder(tmp_path).tables["staff"]

    assert staff.columns["period"] == ["2025-03-31", "2026-03-31"]
    assert staff.file == "one.csv, two.csv"


def test_the_same_export_under_two_names_is_read_once(tmp_path: Path) -> None:
    settings = SETTINGS + source("one.csv", "staff") + source("two.csv", "staff")
    folder_of(tmp_path, levelground_toml=settings, one_csv=STAFF + ROW, two_csv=STAFF + ROW)

    folder = read_folder(tmp_path)

    assert len(folder.tables["staff"]) == 1
    assert codes(folder) == ["E-303"]


def test_each_file_is_announced(tmp_path: Path) -> None:
    said: list[str] = []
    folder_of(tmp_path, levelground_toml=SETTINGS + source("a.csv", "staff"), a_csv=STAFF + ROW)

    read_folder(tmp_path, progress=said.append)

    assert said == ["reading a.csv"]


def test_errors_stop_the_field_or_the_extract_that_they_touch(tmp_path: Path) -> None:
    settings = SETTINGS + source("a.csv", "staff") + source("b.csv", "board")
    folder_of(tmp_path, levelground_toml=settings, a_csv=STAFF + ROW.replace(",A,", ",Martian,"), b_csv="")

    folder = read_folder(tmp_path)

    board = {("board", field.name) for field in EXTRACTS["board"].fields}
    assert folder.stopped == {("staff", "ethnic_category"), *board}
    assert len(folder.tables["board"]) == 0


def test_the_hash_is_of_names_and_contents_and_changes_with_either(tmp_path: Path) -> None:
    folder_of(tmp_path, levelground_toml=SETTINGS + source("a.csv", "staff"), a_csv=STAFF + ROW)
    files = sorted(tmp_path.iterdir())
    by_hand = hashlib.sha256()
    for path in files:
        by_hand.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())

    before = read_folder(tmp_path).source_hash
    folder_of(tmp_path, a_csv=STAFF + ROW + ROW.replace(",1,", ",2,"))

    assert before == by_hand.hexdigest()
    assert read_folder(tmp_path).source_hash != before


@pytest.mark.parametrize("on", [True, False])
def test_reading_leaves_the_search_for_garbage_as_it_was(tmp_path: Path, on: bool) -> None:
    folder_of(tmp_path, staff_csv=STAFF + ROW)
    before = gc.isenabled()
    try:
        gc.enable() if on else gc.disable()

        read_folder(tmp_path)

        assert gc.isenabled() is on
    finally:
        gc.enable() if before else gc.disable()


def test_init_writes_proposals_that_can_be_read_and_nothing_twice(tmp_path: Path) -> None:
    folder_of(tmp_path, staff_2025_csv=UNDATED + UNDATED_ROW, staff_csv=UNDATED + UNDATED_ROW, board_csv=BOARD)
    (tmp_path / "staff_2025.csv").rename(tmp_path / "staff 2025.csv")

    written = init_folder(tmp_path, organisation=("ZZ9", "Nowhere"), snapshot_date=dt.date(2026, 3, 31))
    again = init_folder(tmp_path, organisation=("XXX", "Elsewhere"), snapshot_date=None)

    assert [path.name for path in written] == [
        "board.map.toml",
        "levelground.toml",
        "staff 2025.map.toml",
        "staff.map.toml",
    ]
    assert again == []
    folder = read_folder(tmp_path)
    assert folder.organisation.name == "Nowhere"
    assert sorted(folder.tables["staff"].columns["period"]) == ["2025-03-31", "2026-03-31"]  # type: ignore[type-var]


def test_init_never_writes_over_what_is_there(tmp_path: Path) -> None:
    folder_of(tmp_path, staff_csv=STAFF + ROW)
    (tmp_path / "staff.map.toml").write_text("mine", "utf-8")

    written = init_folder(tmp_path, organisation=("", ""), snapshot_date=None)

    assert [path.name for path in written] == ["levelground.toml"]
    assert (tmp_path / "staff.map.toml").read_text("utf-8") == "mine"


def test_init_proposes_the_last_day_where_the_month_is_shorter_and_no_year_out_of_two(tmp_path: Path) -> None:
    folder_of(tmp_path, a_csv=UNDATED + UNDATED_ROW)
    (tmp_path / "a.csv").rename(tmp_path / "staff 2023.csv")
    (tmp_path / "board 2022-2023.csv").write_text(BOARD, "utf-8")

    init_folder(tmp_path, organisation=("", ""), snapshot_date=dt.date(2024, 2, 29))

    dates = [tomllib.loads((tmp_path / f"{name}.map.toml").read_text("utf-8"))["constants"]["snapshot_date"]
             for name in ("staff 2023", "board 2022-2023")]  # fmt: skip
    assert dates == ["2023-02-28", "2024-02-29"]


def test_two_files_of_one_name_have_mappings_of_their_own(tmp_path: Path) -> None:
    folder_of(tmp_path, staff_csv=STAFF + ROW, staff_txt=STAFF + ROW.replace("2026", "2025"))

    written = init_folder(tmp_path, organisation=("", ""), snapshot_date=dt.date(2026, 3, 31))

    assert {path.name for path in written} == {"levelground.toml", "staff.csv.map.toml", "staff.txt.map.toml"}
