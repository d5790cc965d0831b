"""Runs the worked example of every measure: the hand calculation beside the definition is the oracle."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from fractions import Fraction

import pytest

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.errors import DefinitionError
from levelground.extracts.counts_return import CountsRow
from levelground.measures import catalogue
from levelground.measures.catalogue.loader import all_editions, populations, verified, worked_example
from levelground.measures.counts_return import from_counts
from levelground.measures.model import Definition, Kind

# The measures that a counts return can hold: pay, length of service, scores and statements have
# examples of their own kinds.
MEASURES = tuple(
    name
    for name, editions in all_editions().items()
    if editions[0].framework in ("wres", "recruitment", "staff_survey", "wdes", "bank_wres", "medical_wres")
    or name == "retention_leaving"
    if editions[0].formula not in ("share_by_route", "score", "statement")
)
PERIOD = dt.date(2026, 3, 31)


def lines_of(definition: Definition) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(worked_example(definition))))


def worked(text: str) -> Fraction:
    """The hand calculation, done again in exact fractions: only numbers, brackets and + - * / may stand in it."""
    assert set(text) <= set("0123456789+-*/() ")
    tokens = "".join(f"Fraction({part})" if part.isdigit() else part for part in _split(text))
    value = eval(tokens, {"__builtins__": {}, "Fraction": Fraction})
    assert isinstance(value, Fraction)
    return value


def _split(text: str) -> list[str]:
    parts: list[str] = []
    for sign in text:
        if sign.isdigit() and parts and parts[-1].isdigit():
            parts[-1] += sign
        else:
            parts.append(sign)
    return parts


def counted_rows(definition: Definition) -> list[CountsRow]:
    own = {"board_minus_workforce": "board"}.get(definition.compared, "band")
    name = "ground" if definition.id == "survey_grounds" else own
    return [
        CountsRow(
            "ZZ9",
            PERIOD,
            definition.id,
            line["group"],
            int(line["numerator"]),
            int(line["denominator"]),
            ((name, line["breakdown"]),) if line["breakdown"] else (),
            number,
        )
        for number, line in enumerate(lines_of(definition), 2)
        if line["line"] == "count"
    ]


@pytest.mark.parametrize("measure", MEASURES)
def test_worked_example_comes_out_as_worked_by_hand(measure: str) -> None:
    definition = catalogue.load()[measure]
    request = ReleaseRequest(POLICIES["already_public"], dt.datetime(2026, 11, 23, tzinfo=dt.UTC), None, None)

    shown, _ = release(
        from_counts(counted_rows(definition), source_hash="0"), request=request, definitions=catalogue.load()
    )

    found = {
        (figure.kind, figure.breakdown[0][1] if figure.breakdown else "", figure.group or ""): figure.value
        for figure in shown.figures
    }
    expected = [line for line in lines_of(definition) if line["line"] == "figure"]
    assert len(found) == len(expected)
    for line in expected:
        value = found[Kind(line["figure"]), line["breakdown"], line["group"]]
        assert value == pytest.approx(float(line["expected"]), abs=1e-12)
        assert float(worked(line["working"])) == pytest.approx(float(line["expected"]), abs=1e-12)


def test_every_published_measure_is_reviewed_by_somebody_else() -> None:
    for definition in catalogue.load().values():
        assert definition.source
        assert definition.authored_by != definition.checked_by
        assert definition.next_review > definition.date_reviewed


def test_editions_follow_each_other_without_gap_or_overlap() -> None:
    for editions in all_editions().values():
        for earlier, later in itertools.pairwise(editions):
            assert earlier.in_force_until == later.in_force_from
        assert editions[-1].in_force_until is None


def test_the_edition_of_a_date_is_the_one_in_force() -> None:
    """Rules that changed: measures.md 1.4 (window of indicator 3) and 1.6 (don't know in indicator 7)."""
    assert catalogue.load(dt.date(2018, 3, 31))["wres_3"].window_months == 24
    assert catalogue.load(dt.date(2024, 3, 31))["wres_3"].window_months == 12
    assert catalogue.load(dt.date(2021, 3, 31))["wres_7"].edition == "2015"
    assert catalogue.load(dt.date(2023, 3, 31))["wres_7"].edition == "2022"
    assert catalogue.load(dt.date(2014, 3, 31)) == {}


def test_every_population_that_a_measure_names_exists() -> None:
    named = {t.population for d in catalogue.load().values() for t in (d.numerator, d.denominator) if t.population}

    assert named <= populations().keys()


def test_a_broken_definition_says_what_is_wrong() -> None:
    with pytest.raises(DefinitionError, match=r"keys missing: .*'title'.*keys unknown: \['colour'\]"):
        verified({"id": "wres_99", "colour": "blue"})


def test_an_author_may_not_check_their_own_definition() -> None:
    definition = catalogue.load()["wres_3"]
    data = {
        **{name: getattr(definition, name) for name in Definition.__dataclass_fields__},
        "authored_by": "a",
        "checked_by": "a",
    }

    with pytest.raises(DefinitionError, match="author and its checker are the same"):
        verified(data)
