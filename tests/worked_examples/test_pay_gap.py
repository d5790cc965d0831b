"""Runs the worked examples of the pay gap: a few people's pay, and what comes of it by hand."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.measures import catalogue
from levelground.measures.catalogue.loader import all_editions
from levelground.measures.compute import compute
from levelground.measures.model import Kind
from tests.factories.folders import folder, many
from tests.worked_examples.test_catalogue import lines_of, worked

MEASURES = tuple(name for name, editions in all_editions().items() if editions[0].framework == "pay_gap")


def people(lines: list[dict[str, str]]) -> list[dict[str, object]]:
    """A row for each person of the example: hourly pay of £10 where the line gives a bonus."""
    found: list[dict[str, object]] = []
    for line in lines:
        if line["line"] in ("pay", "bonus"):
            said: dict[str, object] = {"ethnic_category": line["group"], "pay_band": line["breakdown"] or "5"}
            said["hourly_pay" if line["line"] == "pay" else "bonus"] = line["numerator"] or None
            found += many(int(line["denominator"]), **said)
    return found


@pytest.mark.parametrize("measure", MEASURES)
def test_worked_example_comes_out_as_worked_by_hand(measure: str) -> None:
    definitions = catalogue.load()
    lines = lines_of(definitions[measure])
    request = ReleaseRequest(POLICIES["already_public"], dt.datetime(2026, 11, 23, tzinfo=dt.UTC))

    shown, _ = release(
        compute(folder({"pay": people(lines)})),  # type: ignore[arg-type]
        request=request,
        definitions=definitions,
    )

    found = {
        (figure.kind, figure.breakdown[-1][1] if figure.breakdown else "", figure.group or ""): figure.value
        for figure in shown.figures
        if figure.measure == measure and (not figure.breakdown or figure.breakdown[0][0] in ("pay_quarter", "driver"))
    }
    expected = [line for line in lines if line["line"] == "figure"]
    assert expected
    for line in expected:
        value = found[Kind(line["figure"]), line["breakdown"], line["group"]]
        assert value == pytest.approx(float(line["expected"]), abs=1e-12)
        assert float(worked(line["working"])) == pytest.approx(float(line["expected"]), abs=1e-12)
