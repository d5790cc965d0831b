"""The registry of the EDI improvement plan's success metrics."""

from __future__ import annotations

from levelground.measures import catalogue
from levelground.measures.edi_plan import edi_plan

# Measures that the registry names and the catalogue does not have yet: exact, so that a measure that comes or a name
# that is wrong shows here.
PENDING: set[str] = set()


def test_every_metric_of_the_plan_is_there_once() -> None:
    """The numbers are those of SYICS, NHS equality, diversity and inclusion (docs/sources.md)."""
    found = [metric.id for metric in edi_plan().metrics]

    assert found == [
        "1a",
        "2a",
        "2b",
        "2c",
        "2d",
        "2e",
        "2f",
        "3a",
        "4a",
        "4b",
        "4c",
        "5a",
        "5b",
        "5c",
        "6a",
        "6b",
        "6c",
    ]
    assert [action.number for action in edi_plan().actions] == [1, 2, 3, 4, 5, 6]


def test_every_measure_it_names_is_in_the_catalogue_or_known_to_be_missing() -> None:
    named = {measure for metric in edi_plan().metrics for measure in metric.measures}

    assert named - catalogue.load().keys() == PENDING


def test_a_metric_without_a_measure_says_why() -> None:
    assert all(metric.measures or metric.not_here for metric in edi_plan().metrics)


def test_rows_belong_to_measures_of_their_metric() -> None:
    assert all(metric.rows.keys() <= set(metric.measures) for metric in edi_plan().metrics)
    assert any(metric.rows for metric in edi_plan().metrics)
