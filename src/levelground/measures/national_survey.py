"""Indicators 5 to 8 and the further survey measures from the published national workbook: weighted, as printed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from levelground.extracts.survey_workbook import PublishedAnswer, read_survey_workbook
from levelground.measures import catalogue, plans
from levelground.measures.model import Definition, MeasureResult, NoValue, joined
from levelground.measures.survey import Answer, from_answers, questions
from levelground.vocabulary.groups import recognise_survey

ORGANISATION = "NHS trusts, England"
SINGLE_QUESTIONS = {"wres_5": "Q14a", "wres_7": "Q15", "wres_8": "Q16b"}
UNION_QUESTIONS = ("Q14b", "Q14c")


def from_workbook(path: Path) -> MeasureResult:
    """The raw result of the national workbook for the two and the 18 ethnic groups, with bases.

    Returns
        Shares and differences as published (weighted by organisation size, so without interval). Indicator 6 has no
        value: it is a union per respondent, and the separate percentages for managers and for colleagues give only
        bounds. Further measures whose question the workbook lacks are left out.
    """
    definitions = catalogue.load()
    further = [definition for definition in definitions.values() if definition.framework == "staff_survey"]
    also = [item for one in further for year in one.survey_items for item in questions(one, int(year)).values()]
    answers = read_survey_workbook(path, questions=[*SINGLE_QUESTIONS.values(), *UNION_QUESTIONS], also=also)
    parts = [
        part
        for definition in (*(definitions[measure] for measure in SINGLE_QUESTIONS), *further)
        for part in _measure(definition, answers)
    ]
    parts.append(_no_union(definitions["wres_6"], _period(answers)))
    return replace(joined(parts), source_hash=hashlib.sha256(path.read_bytes()).hexdigest())


def _period(answers: Sequence[PublishedAnswer]) -> str:
    return f"{answers[0].year + 1}-03-31"


def _measure(definition: Definition, answers: Sequence[PublishedAnswer]) -> Iterable[MeasureResult]:
    """The measure's figures of each question that the workbook has, for all 18 groups: published, nothing is hidden."""
    deep = replace(definition, tables=(replace(definition.tables[0], depth=16),))
    for breakdown, item in questions(definition, answers[0].year).items():
        found = _answers(answers, item)
        if found:
            yield from_answers(deep, ORGANISATION, _period(answers), found, breakdown)


def _answers(answers: Sequence[PublishedAnswer], question: str) -> list[Answer]:
    """The share of each group that the measure counts."""
    by_group: defaultdict[str, dict[str, PublishedAnswer]] = defaultdict(dict)
    for answer in answers:
        group = recognise_survey(answer.subgroup)
        if answer.question == question and group:
            by_group[group][answer.option] = answer
    found = []
    for group, options in by_group.items():
        percent = _counted({option: answer.percent for option, answer in options.items()})
        base = next(iter(options.values())).base
        if base is not None and percent is not None:
            found.append(Answer(group, base, None, percent / 100))
    return found


def _counted(options: Mapping[str, float | None]) -> float | None:
    """The percentage that a measure counts: other than never; agreement; yes; or the only option, of a ground."""
    if "Never" in options:
        return None if options["Never"] is None else 100 - options["Never"]
    if "Strongly agree" in options:
        agree, strongly = options["Agree"], options["Strongly agree"]
        return None if agree is None or strongly is None else agree + strongly
    return options.get("Yes", next(iter(options.values())))


def _no_union(definition: Definition, period: str) -> MeasureResult:
    because = (
        "Harassment by managers or by colleagues is counted once per person; the workbook prints only the two parts."
    )
    plan = plans.absent(definition, ORGANISATION, period, NoValue.WEIGHTED_UNION, because)
    return MeasureResult({}, (), (), (plan,), {definition.id: definition.edition}, "")
