"""Loads and verifies the definitions: a broken one stops everything, and says which."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from levelground.errors import DefinitionError
from levelground.measures.grammar import parse
from levelground.measures.model import (
    Adverse,
    Definition,
    Kind,
    Population,
    PopulationLine,
    Table,
    Tally,
)

Catalogue = Mapping[str, Definition]

FRAMEWORKS = (
    "wres",
    "recruitment",
    "disparity",
    "model_employer",
    "pay_gap",
    "retention",
    "staff_survey",
    "wdes",
    "bank_wres",
    "medical_wres",
    "patients",
)
DEFAULTS: Mapping[str, Any] = {
    "in_force_until": None,
    "window_months": 12,
    "groups": "ethnicity",
    "printed_number": "",
    "variants": {},
    "variant_rows": None,
    "survey_items": {},
    "also_reads": [],
    "amount": "",
    "drivers": [],
    "to_be_confirmed": [],
}


def load(on: dt.date | None = None) -> Catalogue:
    """Every measure's definition, by id, in the order of its framework.

    Parameters
        on: the snapshot date whose edition is wanted; None for the newest editions.
    Returns
        A definition for each measure that has an edition in force on that date.
    Raises
        DefinitionError: a definition is incomplete, has an unknown key, or was checked by its own author.
    """
    chosen = (_in_force(editions, on) for editions in all_editions().values())
    return {definition.id: definition for definition in chosen if definition is not None}


def _in_force(editions: tuple[Definition, ...], on: dt.date | None) -> Definition | None:
    if on is None:
        return editions[-1]
    for definition in editions:
        until = definition.in_force_until
        if definition.in_force_from <= on and (until is None or on < until):
            return definition
    return None


@cache
def all_editions() -> Mapping[str, tuple[Definition, ...]]:
    """Every edition of every measure, oldest first, by id."""
    found: dict[str, tuple[Definition, ...]] = {}
    for framework in _folders(files(__package__)):
        for folder in _folders(framework):
            editions = _editions(folder.joinpath("definition.toml"))
            found[editions[0].id] = editions
    return dict(sorted(found.items(), key=lambda item: _place(item[1][0])))


def _place(definition: Definition) -> tuple[int, int]:
    """The race equality standard first, then what belongs to it."""
    return FRAMEWORKS.index(definition.framework), definition.number


@dataclass(frozen=True)
class Elsewhere:
    """An indicator of a framework that an organisation cannot work out from its own extracts, and who can."""

    framework: str
    title: str
    words: str
    source: str


@cache
def elsewhere() -> tuple[Elsewhere, ...]:
    """The indicators that are not a trust's to count: named, so that a list of a framework is not read as complete."""
    said = [(framework, framework.joinpath("elsewhere.toml")) for framework in _folders(files(__package__))]
    return tuple(
        Elsewhere(framework.name, data["title"], data["words"], data["source"])
        for framework, file in said
        if file.is_file()
        for data in _read(file)["indicator"]
    )


@cache
def populations() -> Mapping[str, Population]:
    """The rules of who counts, by id."""
    found = {}
    rules = (framework.joinpath("populations.toml") for framework in _folders(files(__package__)))
    for rule in (rule for rule in rules if rule.is_file()):
        for data in _read(rule)["population"]:
            lines = tuple(
                PopulationLine(line["id"], line["words"], line["counts"], parse(line["where"])) for line in data["line"]
            )
            found[data["id"]] = Population(data["id"], data["words"], data["edition"], data["source"], lines)
    return found


def worked_example(definition: Definition) -> str:
    """The text of the measure's worked example (CSV)."""
    folder = files(__package__).joinpath(definition.framework, f"indicator_{definition.number}")
    return folder.joinpath("worked_example.csv").read_text("utf-8")


def _folders(place: Traversable) -> list[Traversable]:
    return [entry for entry in place.iterdir() if entry.is_dir() and not entry.name.startswith("_")]


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _editions(file: Traversable) -> tuple[Definition, ...]:
    data = _read(file)
    return tuple(verified({**DEFAULTS, **data, **edition}) for edition in data["editions"])


def verified(data: Mapping[str, Any]) -> Definition:
    """A definition made from its TOML data, or an error that names what is wrong with it."""
    known = {field.name for field in fields(Definition)}
    missing, unknown = known - data.keys(), data.keys() - known - {"editions"}
    if missing or unknown:
        raise _wrong(data, f"keys missing: {sorted(missing)}; keys unknown: {sorted(unknown)}")
    if data["authored_by"] == data["checked_by"]:
        raise _wrong(data, "its author and its checker are the same")
    typed = {
        "kind": Kind(data["kind"]),
        "adverse_when": Adverse(data["adverse_when"]),
        "numerator": _tally(data["numerator"]),
        "denominator": _tally(data["denominator"]),
        "tables": tuple(Table(tuple(table["rows"]), table["depth"]) for table in data["tables"]),
        "variants": {name: parse(where) for name, where in data["variants"].items()},
        "also_reads": tuple((extract, field) for extract, field in data["also_reads"]),
        "to_be_confirmed": tuple(data["to_be_confirmed"]),
        "drivers": tuple(data["drivers"]),
        "variant_rows": None if data["variant_rows"] is None else tuple(map(tuple, data["variant_rows"])),
    }
    return Definition(**{**{key: data[key] for key in known}, **typed})


def _tally(data: Mapping[str, Any]) -> Tally:
    return Tally(data["item"], data["words"], data["table"], data.get("population"), parse(data["where"]))


def _wrong(data: Mapping[str, Any], what: str) -> DefinitionError:
    return DefinitionError(
        f"the definition '{data.get('id', 'without an id')}': {what}.",
        expected="every key of levelground.measures.model.Definition, once, and a checker who is not the author.",
        do_this="correct definition.toml in that measure's folder.",
    )
