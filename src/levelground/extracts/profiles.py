"""What organisations are like, from a small CSV file: so that a page can say which ones resemble each other."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from levelground.extracts.form import Form, Line, Problem
from levelground.vocabulary.organisations import Profile

HEADER = ("organisation", "name", "type", "size", "region", "bme_share")
TEXTS = {
    "E-801": ("is empty.", "Fill it in; only name and region may be left empty."),
    "E-802": (
        "does not hold a whole number above 0.",
        "Give a number of people: of staff, or of respondents.",
    ),
    "E-803": ("does not hold a share.", "Write 0.284 or 28.4%."),
    "E-804": ("repeats an organisation.", "Keep one row for each."),
    "E-805": ("holds more cells than the header has columns.", "Put a name with a comma in double quotes."),
}
FORM = Form(
    "organisations",
    HEADER,
    "; further columns are not read",
    TEXTS,
    too_wide="E-805",
    thing="organisation",
    expected="one row for each organisation.",
)


def read_profiles(path: Path) -> dict[str, Profile]:
    """The organisations of the file, by code.

    Raises
        InputError: the file cannot be read, is empty, a column is missing, or any row is wrong; carries every finding.
    """
    lines, problems = FORM.lines(path)
    read = [(line[0], profile) for line in lines if (profile := _profile(line, problems)) is not None]
    problems += _repeated(read)
    FORM.refuse(path, problems, read)
    return {profile.code: profile for _, profile in read}


def _profile(line: Line, problems: list[Problem]) -> Profile | None:
    number, cell = line
    wrong = [Problem("E-801", name, number) for name in ("organisation", "type") if not cell[name]]
    size, share = _size(cell["size"]), _share(cell["bme_share"])
    wrong += [] if size else [Problem("E-802", "size", number)]
    wrong += [] if share is not None else [Problem("E-803", "bme_share", number)]
    problems += wrong
    if wrong or size is None or share is None:
        return None
    return Profile(
        cell["organisation"], cell["name"] or cell["organisation"], cell["type"], size, cell["region"], share
    )


def _size(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) else None


def _share(text: str) -> float | None:
    """A share of 0..1, or a percentage with its sign: a bare 28.4 might mean either and is refused."""
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def _repeated(read: Iterable[tuple[int, Profile]]) -> Iterable[Problem]:
    seen: set[str] = set()
    for number, profile in read:
        if profile.code in seen:
            yield Problem("E-804", "organisation", number)
        seen.add(profile.code)
