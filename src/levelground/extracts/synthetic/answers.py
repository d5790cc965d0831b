"""Answers of White and BME people to questions with planted gaps, for surveys of few people."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from levelground.extracts.synthetic.planted import SurveyGap
from levelground.extracts.synthetic.tables import Cell, Table

LABELS = {"white": "White staff", "bme": "Staff from all other ethnic groups combined"}
COLUMNS = {
    "survey_year": "Survey Year", "question": "Question", "ethnic_group": "Ethnic Group",
    "answered": "Base (number of responses)", "counted": "Number",
}  # fmt: skip


def answers(
    gaps: Mapping[str, SurveyGap], answered: Mapping[str, int], autumn: int, chance: random.Random
) -> Iterator[list[Cell]]:
    """One row a question and group: how many answered, and how many gave the answer that counts."""
    for question, gap in gaps.items():
        for group, label in LABELS.items():
            yes = sum(chance.random() < gap.rate(group) for _ in range(answered[group]))
            yield [autumn, question, label, answered[group], yes]


def survey(extract: str, rows: Sequence[Sequence[Cell]]) -> Table:
    """The rows as the survey of that extract."""
    return Table(extract, COLUMNS, rows)
