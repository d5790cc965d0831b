"""A synthetic trust's answers to the survey questions beyond the standard's four: of the same people, once again.

Drawn group by group from what the table holds already: who answered, and how many reported harassment or discrimination
by staff. So the parts of a question are never more than the whole.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from levelground.extracts.synthetic.events import drawn
from levelground.extracts.synthetic.planted import PLANTED
from levelground.extracts.synthetic.spellings import SURVEY_GROUPS
from levelground.extracts.synthetic.tables import Cell, Table

Pair = tuple[int, int]  # answered, and gave the answer that is counted
WHITE_LABEL, BME_LABEL = "White staff", "Staff from all other ethnic groups combined"


def with_further_questions(survey: Table, chance: random.Random) -> Table:
    """The survey table with rows for the further questions beneath those that it has."""
    known = {(row[0], str(row[1]), str(row[2])): (int(str(row[3])), int(str(row[4]))) for row in survey.rows}
    rows: list[list[Cell]] = []
    for year in dict.fromkeys(row[0] for row in survey.rows):
        answers = {
            label: _answers(
                *(known[year, question, label] for question in ("Q14b or c", "Q16b")),
                white=label.startswith("White"),
                chance=chance,
            )
            for label in SURVEY_GROUPS
        }
        for question in answers[next(iter(answers))]:
            found = {label: pairs[question] for label, pairs in answers.items()}
            rows += [[year, question, label, *pair] for label, pair in (found | _totals(found)).items()]
    return replace(survey, rows=[*survey.rows, *rows])


def _totals(found: Mapping[str, Pair]) -> dict[str, Pair]:
    parts = {
        WHITE_LABEL: [pair for label, pair in found.items() if label.startswith("White")],
        BME_LABEL: [pair for label, pair in found.items() if not label.startswith("White")],
    }
    return {label: (sum(n for n, _ in pairs), sum(yes for _, yes in pairs)) for label, pairs in parts.items()}


def _answers(harassed: Pair, discriminated: Pair, *, white: bool, chance: random.Random) -> dict[str, Pair]:
    """One group's answers to every further question."""
    people, by_staff = discriminated
    group = "white" if white else "bme"
    found = {
        question: (people, drawn(people, gap.rate(group), chance)) for question, gap in PLANTED.further_survey.items()
    }
    by_managers = drawn(harassed[1], PLANTED.by_managers.rate(group), chance)
    by_both = drawn(by_managers, PLANTED.also_by_colleagues.rate(group), chance)
    found["Q14b"] = (people, by_managers)
    found["Q14c"] = (people, harassed[1] - by_managers + by_both)
    by_public = found["Q16a"][1]
    both = min(by_public, drawn(by_staff, PLANTED.also_by_public.rate(group), chance))
    either = by_public + by_staff - max(both, by_public + by_staff - people)
    for number, gap in enumerate(PLANTED.grounds, 1):
        found[f"Q16c_{number}"] = (either, drawn(either, gap.rate(group), chance))
    return found
