"""levelground.toml is read, refused with the reason, and written."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.mapping import Mapping
from levelground.extracts.settings import Statement, read_settings, settings_text

SOURCE = '[[source]]\nfile = "a.csv"\nextract = "board"\n'


def folder_with(folder: Path, text: str) -> Path:
    (folder / "levelground.toml").write_text(text, "utf-8")
    (folder / "a.csv").write_text("x", "utf-8")
    (folder / "a.map.toml").write_text('extract = "board"\n', "utf-8")
    return folder


@pytest.mark.parametrize(
    "text",
    ['organisation = { code = "ZZ9", name = "Nowhere" }', 'organisation = "ZZ9"\nname = "Nowhere"'],
)
def test_an_organisation_is_a_table_or_a_code_with_a_name(tmp_path: Path, text: str) -> None:
    found = read_settings(folder_with(tmp_path, f"{text}\nsnapshot_date = 2026-03-31\nsynthetic = true\n{SOURCE}"))

    assert (found.organisation.code, found.organisation.name) == ("ZZ9", "Nowhere")
    assert (found.snapshot_date, found.synthetic) == (dt.date(2026, 3, 31), True)
    assert found.sources == ((tmp_path / "a.csv", Mapping("board")),)


def test_what_is_not_said_is_unknown_not_guessed(tmp_path: Path) -> None:
    found = read_settings(folder_with(tmp_path, SOURCE))

    assert (found.organisation.code, found.organisation.name) == ("unknown", "unknown")
    assert (found.snapshot_date, found.synthetic) == (None, False)


@pytest.mark.parametrize("day", ["2026-03-31", '"2026-03-31"', "2026-03-31T00:00:00"])
def test_the_snapshot_date_may_be_written_in_several_ways(tmp_path: Path, day: str) -> None:
    assert read_settings(folder_with(tmp_path, f"snapshot_date = {day}\n{SOURCE}")).snapshot_date == dt.date(
        2026, 3, 31
    )


def test_a_source_may_have_a_mapping_and_a_date_of_its_own(tmp_path: Path) -> None:
    text = '[[source]]\nfile = "a.csv"\nmapping = "a.map.toml"\nsnapshot_date = 2025-03-31\n'

    found = read_settings(folder_with(tmp_path, text))

    assert found.sources[0][1] == Mapping("board", constants={"snapshot_date": "2025-03-31"})
    assert [path.name for path in found.used] == ["levelground.toml", "a.map.toml"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("organisation = ", "TOMLDecodeError"),
        ("", r"lists no \[\[source\]\]"),
        ("source = 1", r"lists no \[\[source\]\]"),
        ("source = [1]", r"lists no \[\[source\]\]"),
        (f'snapshot_date = "soon"\n{SOURCE}', "snapshot_date is no date"),
        ('[[source]]\nextract = "board"', "names the file ''"),
        ('[[source]]\nfile = "b.csv"', "names the file 'b.csv'"),
        ('[[source]]\nfile = "a.csv"', "neither a known extract nor a mapping"),
        ('[[source]]\nfile = "a.csv"\nextract = "wages"', "neither a known extract nor a mapping"),
        ('[[source]]\nfile = "a.csv"\nextract = "staff"\nmapping = "a.map.toml"', "different extracts"),
        (f"statements = 1\n{SOURCE}", r"\[statements\] is not a table"),
        (f"{SOURCE}\n[statements]\nwdes_9b = true", "wdes_9b.* lacks answer"),
        (f'{SOURCE}\n[statements.wdes_9b]\nanswer = "yes"\nevidence = "made up"', "wdes_9b.* lacks answer"),
        (f'{SOURCE}\n[statements.wdes_9b]\nanswer = true\nevidence = " "', "or its evidence"),
    ],
)
def test_wrong_settings_are_refused_with_the_reason(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        read_settings(folder_with(tmp_path, text))


def test_what_an_organisation_states_is_read_with_its_evidence(tmp_path: Path) -> None:
    text = f'{SOURCE}\n[statements.wdes_9b]\nanswer = false\nevidence = "None  yet: made up"\n'

    assert read_settings(folder_with(tmp_path, text)).statements == {"wdes_9b": Statement(False, "None yet: made up")}


def test_what_is_written_is_toml_that_says_the_same() -> None:
    text = settings_text(("ZZ9", 'The "Nowhere" Trust'), dt.date(2026, 3, 31), {"staff – 2026.csv": "a.map.toml"})

    assert tomllib.loads(text) == {
        "organisation": {"code": "ZZ9", "name": 'The "Nowhere" Trust'},
        "snapshot_date": dt.date(2026, 3, 31),
        "source": [{"file": "staff – 2026.csv", "mapping": "a.map.toml"}],
    }


def test_what_is_not_known_is_left_to_be_filled_in() -> None:
    text = settings_text(("", ""), None, {})

    assert "fill in: the ODS code" in text
    assert "# snapshot_date = 2026-03-31" in text
    assert tomllib.loads(text) == {"organisation": {"code": "", "name": ""}}
