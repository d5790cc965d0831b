"""Every awkward file beside this test gives exactly the findings, rows and values written by hand in its folder."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from levelground.extracts.findings import Finding
from levelground.extracts.folder import read_folder
from levelground.extracts.mapping import Mapping, read_mapping
from levelground.extracts.propose import propose
from levelground.extracts.read import Rows, read_extract

CASES = sorted(path for path in Path(__file__).parent.iterdir() if path.is_dir() and path.name[0].isdigit())


def expected(case: Path) -> dict[str, Any]:
    return tomllib.loads((case / "expected.toml").read_text("utf-8"))


def input_file(case: Path) -> Path:
    (found,) = [path for path in case.iterdir() if path.suffix != ".toml"]
    return found


def mapping(case: Path) -> Mapping:
    """The mapping in the case's folder, else the one that is proposed, else none."""
    (written,) = list(case.glob("*.map.toml")) or [None]
    if written:
        return read_mapping(written)
    extract = expected(case).get("extract")
    return Mapping(extract) if extract else propose(input_file(case)).mapping


def plain(finding: Finding, keys: Iterable[str]) -> dict[str, Any]:
    """The finding as expected.toml writes it: what is empty is not written."""
    values = {**vars(finding), "severity": finding.severity.value, "rows": list(finding.rows)}
    return {key: values[key] for key in keys if values[key] not in (None, [])}


def in_order(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(findings, key=lambda f: (f["code"], f.get("file", ""), f.get("field", ""), f.get("rows", [])))


def cells(rows: Rows, names: Iterable[str]) -> dict[str, list[object]]:
    return {name: ["" if value is None else value for value in rows.columns[name]] for name in names}


@pytest.mark.parametrize("case", [c for c in CASES if not (c / "levelground.toml").exists()], ids=lambda c: c.name)
def test_file_gives_what_was_expected_by_hand(case: Path) -> None:
    wanted = expected(case)

    rows, findings = read_extract(input_file(case), mapping(case))

    keys = ("code", "severity", "sheet", "field", "column", "rows", "count")
    assert in_order(plain(f, keys) for f in findings) == in_order(wanted.get("findings", []))
    assert len(rows) == wanted["kept"]
    assert cells(rows, wanted.get("cells", {})) == wanted.get("cells", {})


@pytest.mark.parametrize("case", [c for c in CASES if (c / "levelground.toml").exists()], ids=lambda c: c.name)
def test_folder_gives_what_was_expected_by_hand(case: Path) -> None:
    wanted = expected(case)

    folder = read_folder(case)

    keys = ("code", "severity", "file", "field", "column", "rows", "count")
    assert in_order(plain(f, keys) for f in folder.findings) == in_order(wanted["findings"])
    assert {name: len(rows) for name, rows in folder.tables.items()} == wanted["kept"]
    assert folder.stopped == {tuple(pair) for pair in wanted.get("stopped", [])}
    for name, values in wanted.get("cells", {}).items():
        assert cells(folder.tables[name], values) == values


@pytest.mark.parametrize("case", [c for c in CASES if "guessed" in expected(c)], ids=lambda c: c.name)
def test_the_extract_is_recognised(case: Path) -> None:
    assert propose(input_file(case)).mapping.extract == expected(case)["guessed"]


def test_there_are_many_cases_and_each_says_what_is_awkward() -> None:
    assert len(CASES) >= 25
    assert all(expected(case)["about"] for case in CASES)
