"""Runs the worked examples of retention: a few people's service, and what comes of it by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.measures import catalogue
from levelground.measures.compute import compute
from levelground.measures.model import Kind
from tests.factories.folders import folder, many
from tests.worked_examples.test_catalogue import lines_of, worked


def tables(lines: list[dict[str, str]]) -> dict[str, list[dict[str, object]]]:
    """The example's people as rows of the extracts that the two measures read."""
    service: list[dict[str, object]] = []
    leavers: list[dict[str, object]] = []
    for line in lines:
        people = int(line["denominator"] or 0)
        if line["line"] == "spell":
            entry, _, left_at = line["breakdown"].partition(" to ")
            said = {
                "entry_months": entry,
                "exit_months": left_at,
                "has_left": "yes" if line["numerator"] == "1" else "no",
            }
            service += many(people, ethnic_category=line["group"], **said)
        elif line["line"] == "leaver":
            leavers += many(people, ethnic_category=line["group"], reason=line["breakdown"] or None)
    return {name: rows for name, rows in (("service", service), ("leavers", leavers)) if rows}


@pytest.mark.parametrize("measure", ["retention_kept", "retention_reasons"])
def test_worked_example_comes_out_as_worked_by_hand(measure: str) -> None:
    definitions = catalogue.load()
    lines = lines_of(definitions[measure])
    request = ReleaseRequest(POLICIES["already_public"], dt.datetime(2026, 11, 23, tzinfo=dt.UTC))

    shown, _ = release(
        compute(folder(tables(lines))),  # type: ignore[arg-type]
        request=request,
        definitions=definitions,
    )

    found = {
        (figure.kind, figure.breakdown[-1][1], figure.group or ""): figure.value
        for figure in shown.figures
        if figure.measure == measure
    }
    expected = [line for line in lines if line["line"] == "figure"]
    assert expected
    for line in expected:
        value = found[Kind(line["figure"]), line["breakdown"], line["group"]]
        assert value == pytest.approx(float(line["expected"]), abs=1e-12)
        assert float(worked(line["working"])) == pytest.approx(float(line["expected"]), abs=1e-12)
