"""Indicators 5 to 8 from the published national survey workbook: weighted percentages, as their source prints them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path

from levelground.extracts.survey_workbook import PublishedAnswer, read_survey_workbook
from levelground.measures import catalogue, plans
from levelground.measures.model import Definition, MeasureResult, NoValue
from levelground.measures.survey import Answer, from_answers
from levelground.vocabulary.groups import recognise_survey

ORGANISATION = "NHS trusts, England"
SINGLE_QUESTIONS = {"wres_5": "Q14a", "wres_7": "Q15", "wres_8": "Q16b"}
UNION_QUESTIONS = ("Q14b", "Q14c")


def from_workbook(path: Path) -> MeasureResult:
    """The raw result of the national workbook for the two and the 18 ethnic groups, with bases.

    Returns
        Shares and differences as published (weighted by organisation size, so without interval). Indicator 6 has no
        value: it is a union per respondent, and the separate percentages for managers and for colleagues give only
        bounds.
    """
    answers = read_survey_workbook(path, questions=[*SINGLE_QUESTIONS.values(), *UNION_QUESTIONS])
    period = f"{answers[0].year + 1}-03-31"
    definitions = catalogue.load()
    parts = [
        from_answers(definitions[measure], ORGANISATION, period, _answers(measure, answers, question))
        for measure, question in SINGLE_QUESTIONS.items()
    ]
    result = parts[0] | parts[1] | parts[2] | _no_union(definitions["wres_6"], period)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return MeasureResult(
        result.counts, result.sums, result.subsets, result.plans, result.editions, digest, result.notices
    )


def _answers(measure: str, answers: tuple[PublishedAnswer, ...], question: str) -> list[Answer]:
    """The share that the indicator counts: other than never (5), or yes (7, 8)."""
    by_group: defaultdict[str, dict[str, PublishedAnswer]] = defaultdict(dict)
    for answer in answers:
        group = recognise_survey(answer.subgroup)
        if answer.question == question and group:
            by_group[group][answer.option] = answer
    found = []
    for group, options in by_group.items():
        option = options["Never"] if measure == "wres_5" else options["Yes"]
        if option.base is not None and option.percent is not None:
            percent = 100 - option.percent if measure == "wres_5" else option.percent
            found.append(Answer(group, option.base, None, percent / 100))
    return found


def _no_union(definition: Definition, period: str) -> MeasureResult:
    because = (
        "Harassment by managers or by colleagues is counted once per person; the workbook prints only the two parts."
    )
    plan = plans.absent(definition, ORGANISATION, period, NoValue.WEIGHTED_UNION, because)
    return MeasureResult({}, (), (), (plan,), {definition.id: definition.edition}, "")
