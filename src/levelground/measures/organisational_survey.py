"""What the published workbook "organisational results" can give: all staff of each organisation, without ethnicity.

It has one row per organisation and no split by ethnic group, so no indicator 5 to 8 can be worked out from it. It gives
three of the four questions for all staff together, and who answered, by ethnic group, with numbers of people.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from levelground.extracts.survey_workbook import OrganisationAnswer, read_organisational_workbook
from levelground.measures import catalogue
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, Subset
from levelground.measures.national_survey import SINGLE_QUESTIONS
from levelground.vocabulary import ethnicity
from levelground.vocabulary.organisations import Profile

ETHNICITY = "Q28"
NO_ETHNICITY = (
    "This workbook has no results by ethnic group: the figures below are shares of all staff who answered, not "
    "indicators 5 to 8, and nothing here compares White and BME staff."
)
NO_UNION = (
    "Harassment by staff (indicator 6) is left out: it is counted once per person, and the workbook prints only its "
    "two parts, by managers and by colleagues."
)


def from_organisational_workbook(path: Path) -> MeasureResult:
    """The share of all staff, by organisation, for the questions of indicators 5, 7 and 8.

    Returns
        Percentages as printed where they are weighted by occupation group, with their base and without interval. Those
        of unweighted organisations (ICBs, CSUs) are counts over their base, and so have intervals.
    """
    answers = read_organisational_workbook(path, questions=SINGLE_QUESTIONS.values())
    definitions = catalogue.load()
    counts: dict[CountKey, int] = {}
    plans, subsets = [], []
    for measure, question in SINGLE_QUESTIONS.items():
        option = "Never" if measure == "wres_5" else "Yes"
        for answer in answers:
            if (answer.question, answer.option) == (question, option) and None not in (answer.percent, answer.base):
                plan, found = _share(definitions[measure], answer)
                counts |= found
                plans.append(plan)
                subsets += [Subset(*plan.counts)] if plan.published_value is None else []
    editions = {measure: definitions[measure].edition for measure in SINGLE_QUESTIONS}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return MeasureResult(counts, (), tuple(subsets), tuple(plans), editions, digest, (NO_ETHNICITY, NO_UNION))


def profiles(path: Path) -> tuple[Profile, ...]:
    """Each organisation's type, region, respondents and their BME share, for finding organisations that are alike.

    Returns
        `size` is the number of people who answered the question on ethnicity, not the number of staff. Organisations
        without that question shown are left out.
    """
    by_organisation: defaultdict[str, list[OrganisationAnswer]] = defaultdict(list)
    for answer in read_organisational_workbook(path, questions=[ETHNICITY]):
        by_organisation[answer.organisation.code].append(answer)
    found = (_profile(answers) for answers in by_organisation.values())
    return tuple(profile for profile in found if profile is not None)


def _share(definition: Definition, answer: OrganisationAnswer) -> tuple[FigurePlan, Mapping[CountKey, int]]:
    """The share of all staff that the indicator counts: other than never (5), or yes (7, 8); and its counts."""
    assert answer.percent is not None
    assert answer.base is not None
    share = (100 - answer.percent if definition.id == "wres_5" else answer.percent) / 100
    organisation, period = answer.organisation, f"{answer.year + 1}-03-31"
    above, below = (
        CountKey(organisation.code, period, tally.item) for tally in (definition.numerator, definition.denominator)
    )
    plan = FigurePlan(
        definition.id, Kind.SHARE, organisation.code, period, (), "all", None, above, below, edition=definition.edition
    )
    if organisation.weighted:
        return replace(plan, numerator_1=None, published_value=share), {below: answer.base}
    return plan, {above: round(share * answer.base), below: answer.base}


def _profile(answers: Iterable[OrganisationAnswer]) -> Profile | None:
    """The BME share is out of the people whose group is known; percentages of this question are never weighted."""
    shown = [answer for answer in answers if answer.percent is not None and answer.base]
    if not shown:
        return None
    one = shown[0].organisation
    bme = sum(answer.percent or 0 for answer in shown if _group_of(answer.option) == "bme")
    known = sum(answer.percent or 0 for answer in shown if _group_of(answer.option) in ("white", "bme"))
    if not known:
        return None
    return Profile(one.code, one.name, one.benchmarking_group, shown[0].base or 0, one.region, bme / known)


def _group_of(option: str) -> str | None:
    category = ethnicity.recognise(option)
    return None if category is None else ethnicity.group_of(category, 3)
