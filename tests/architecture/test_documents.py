"""What is written down is true: links lead somewhere, comments point at real tests, decisions are numbered."""

from __future__ import annotations

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from levelground.cli.parser import parser
from levelground.measures.catalogue.loader import all_editions

from .tree import ROOT, name_of, python_files, syntax, walk

FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)[^)]*\)")
SEE = re.compile(r"see: (?P<path>[\w./-]*[\w/])(?:::(?P<name>\w+))?")
# A mailbox with a first part, an at sign and a domain with a dot. Reserved domains can belong to nobody (RFC 2606).
MAILBOX = re.compile(r"[A-Za-z0-9][\w.+-]*@(?P<domain>[A-Za-z0-9][\w-]*(?:\.[\w-]+)*\.[A-Za-z]{2,})\b")
RESERVED = re.compile(r"(^|\.)(example(\.(com|org|net))?|invalid|test|localhost)$")
TEXT_SUFFIXES = {".py", ".md", ".toml", ".in", ".txt", ".csv", ".tsv", ".html", ".css", ".json", ".yml", ".cfg", ""}
DECISION_PARTS = ("## Context", "## Decision", "## Consequences", "## Sources")


def pages() -> list[Path]:
    """Every Markdown page of the repository."""
    return [path for path in walk() if path.suffix == ".md"]


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    lines = re.findall(r"^#+ +(.+?)\s*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def broken_links(page: Path, *, inside: Path = ROOT) -> Iterator[str]:
    """Each relative link of a page that leads nowhere, or out of the repository."""
    for found in LINK.finditer(FENCE.sub("", page.read_text(encoding="utf-8"))):
        path, _, anchor = found["target"].partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or not target.is_relative_to(inside):
            yield f"{found['target']} (no such file in the repository)"
        elif anchor and target.suffix == ".md" and anchor not in headings(target):
            yield f"{found['target']} (no such heading)"


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    assert not list(broken_links(page))


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One\n[here](#one) [nowhere](nothing.md) [lost](#two) [out](..)\n```\n[code](not-a-link)\n```\n")

    dead = [link.split()[0] for link in broken_links(page, inside=tmp_path)]

    assert dead == ["nothing.md", "#two", ".."]


def references() -> Iterator[tuple[str, str, str | None]]:
    """Every `see:` in code and pages: where it stands, the file and the name it points at."""
    for path in [*python_files(), *pages()]:
        for found in SEE.finditer(path.read_text(encoding="utf-8")):
            if "/" in found["path"]:
                yield name_of(path), found["path"], found["name"]


def test_every_see_points_at_something_real() -> None:
    lost = [f"{where}: {path}::{name}" for where, path, name in references() if not _exists(path, name)]

    assert not lost, f"point at a file and a function that exist: {lost}"


def _exists(path: str, name: str | None) -> bool:
    target = ROOT / path
    if name is None or not target.is_file():
        return target.exists() and name is None
    names = (getattr(node, "name", None) for node in ast.walk(syntax(target)))
    return name in set(names)


def test_a_see_that_points_nowhere_is_found() -> None:
    assert not _exists("tests/architecture/test_documents.py", "test_of_nothing")
    assert not _exists("tests/nowhere.py", None)


def decisions() -> list[Path]:
    """The decision records in order."""
    return sorted((ROOT / "docs" / "decisions").glob("*.md"))


def test_decision_records_are_numbered_without_gaps() -> None:
    numbers = [path.name[:5] for path in decisions()]

    assert numbers == [f"{number:04d}-" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("page", decisions(), ids=lambda page: page.stem)
def test_a_decision_record_has_its_four_parts_and_is_short(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith(f"# {page.name[:4]}: ")
    assert [line for line in lines if line.startswith("## ")] == list(DECISION_PARTS)
    assert len(lines) <= 60


def test_every_decision_record_is_on_the_docs_page() -> None:
    listed = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")

    assert not [path.name for path in decisions() if path.name not in listed]


def test_no_file_holds_a_mailbox_that_could_be_a_persons() -> None:
    found = [
        f"{name_of(path)}: …@{match['domain']}"
        for path in walk()
        if path.suffix in TEXT_SUFFIXES
        for match in MAILBOX.finditer(path.read_text(encoding="utf-8", errors="ignore"))
        if not RESERVED.search(match["domain"])
    ]

    assert not found


def glossary_terms() -> list[str]:
    """The first column of the glossary's tables."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?P<term>[^|]+?) +\|", text, re.MULTILINE)
    return [row for row in rows if row != "Term" and not row.startswith("--")]


def test_glossary_terms_are_sorted_and_stand_once() -> None:
    terms = [term.casefold() for term in glossary_terms()]

    assert len(terms) >= 30
    assert terms == sorted(set(terms))


def test_every_glossary_row_has_a_meaning_a_word_for_the_page_and_a_source() -> None:
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| Term", "| --"))]

    assert not [row for row in rows if len([cell for cell in row.strip("|").split("|") if cell.strip()]) != 4]


def test_the_changelog_names_figures_that_change_first() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.findall(r"^### (.+)$", text, re.MULTILINE)[0] == "Figures that change"


def test_the_readme_lists_every_word_of_the_command_line() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    words = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))

    assert sorted(table) == sorted(words.choices)


def test_every_source_that_a_definition_names_by_key_can_be_looked_up() -> None:
    listed = set(
        re.findall(r"^\| ([A-Z0-9-]+) \|", (ROOT / "docs/sources.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    definitions = (definition for editions in all_editions().values() for definition in editions)
    # A key is a first word in capitals; "NHSBT; NCIC25 (direction)" names two.
    keys = {key for one in definitions for key in re.findall(r"(?:^|; )([A-Z][A-Z0-9-]+)(?= \(|;|$)", one.source)}

    assert keys
    assert not keys - listed
