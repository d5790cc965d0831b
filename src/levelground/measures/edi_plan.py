"""The success metrics of the NHS EDI improvement plan, and the measures that answer each: a registry read from data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Metric:
    """One success metric: the ids of the measures that answer it, and what stays open, with why.

    `rows` names the rows of a measure that answer it, as open data writes a breakdown; a measure that is not in it
    answers with its headline.
    """

    id: str
    words: str
    measures: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    not_here: str


@dataclass(frozen=True)
class Action:
    """One high impact action with its metrics."""

    number: int
    words: str
    metrics: tuple[Metric, ...]


@dataclass(frozen=True)
class Plan:
    """The plan as the registry knows it, with its source and what is to be confirmed against current guidance."""

    title: str
    edition: str
    source: str
    to_be_confirmed: tuple[str, ...]
    actions: tuple[Action, ...]

    @property
    def metrics(self) -> tuple[Metric, ...]:
        """Every metric, in order."""
        return tuple(metric for action in self.actions for metric in action.metrics)


@cache
def edi_plan() -> Plan:
    """The registry."""
    data = tomllib.loads(files(__package__).joinpath("catalogue/edi_plan.toml").read_text("utf-8"))
    actions = tuple(
        Action(action["number"], action["words"], tuple(map(_metric, action["metric"]))) for action in data["action"]
    )
    return Plan(data["title"], data["edition"], data["source"], tuple(data["to_be_confirmed"]), actions)


def _metric(data: Mapping[str, Any]) -> Metric:
    rows = {measure: tuple(named) for measure, named in data.get("rows", {}).items()}
    return Metric(data["id"], data["words"], tuple(data.get("measures", ())), rows, data.get("not_here", ""))
