"""Indicators 5 to 8 and the further survey measures from survey results: rows that are counts already.

Unweighted results give counts and so intervals. A weighted percentage is what its source printed: no count of people
reproduces it, so it is shown as it is, with its base and without an interval.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from levelground.errors import InputError
from levelground.measures import plans
from levelground.measures.cube import Breakdown, true_sums
from levelground.measures.model import (
    CountKey,
    Definition,
    FigurePlan,
    Kind,
    MeasureResult,
    NoValue,
    Subset,
    joined,
)
from levelground.vocabulary.groups import FULL, recognise_survey

if TYPE_CHECKING:
    from levelground.extracts.folder import Folder

OF_A_SCORE = "A score that the survey works out from several questions: it has no interval here."
# The extracts whose rows are counts of answers already, each of other people.
SURVEYS = ("survey", "bank_survey", "medical_survey")
GROUND = "ground"
ONE_BASE = "everyone who was asked for the grounds is the base of all of them, whatever they ticked"
# In the order of the questions Q16c_1 to Q16c_7 (NHS Staff Survey 2024, national results by breakdown).
GROUNDS = ("ethnic_background", "gender", "religion", "sexual_orientation", "disability", "age", "other_ground")
NOT_IN_EVERY_FILE = frozenset({"traveller", "roma", "arab", "Z", "missing"})


@dataclass(frozen=True)
class Answer:
    """One group's answers to one question: how many answered, and how many gave the answer that the measure counts.

    `counted` is None and `share` (0..1) is set for a weighted result, `score` (0..10) for a score.
    """

    group: str
    answered: int
    counted: int | None
    share: float | None
    score: float | None = None


def survey_result(folder: Folder, definition: Definition) -> MeasureResult:
    """The indicator's counts and plans from the folder's survey extract, for every survey year in it.

    The survey of autumn N-1 belongs to the WRES of year N: its period is 31 March N.
    """
    table = definition.numerator.table
    columns = folder.tables[table].columns
    years = sorted({int(str(year)) for year in columns["survey_year"] if year is not None})
    parts = []
    for year in years:
        for breakdown, item in questions(definition, year).items():
            answers = _answers(definition, columns, year, item)
            if answers:
                period = f"{year + 1}-03-31"
                parts.append(from_answers(definition, folder.organisation.code, period, answers, breakdown))
    if parts and not _bases_differ(parts):
        return joined(parts)
    item = question(definition, years[-1] if years else 2024)
    reason, because = NoValue.NOT_COLLECTED, f"The {table} extract holds no question {item}."
    if parts:
        reason, because = NoValue.STOPPED_BY_FINDING, f"The rows of {item} give one group several bases: {ONE_BASE}."
    period = folder.snapshot_date.isoformat()
    plan = plans.absent(definition, folder.organisation.code, period, reason, because)
    return MeasureResult({}, (), (), (plan,), {definition.id: definition.edition}, "")


def _bases_differ(parts: Iterable[MeasureResult]) -> bool:
    """Whether two grounds stand on different numbers of the same people."""
    found: dict[CountKey, int] = {}
    return any(found.setdefault(key, number) != number for part in parts for key, number in part.counts.items())


def is_asked(folder: Folder, definition: Definition) -> bool:
    """Whether the folder's survey of these people holds a question of the measure in any of its years."""
    columns = folder.tables[definition.numerator.table].columns
    names = ("survey_year", "question", "ethnic_group")
    asked = set(zip(*(columns.get(name, ()) for name in names), strict=False))
    return any(
        same_question(str(item), wanted) and definition.grouping.is_group(recognise_survey(str(group)) or "")
        for year, item, group in asked
        if year is not None
        for wanted in questions(definition, int(str(year))).values()
    )


def questions(definition: Definition, year: int) -> Mapping[Breakdown, str]:
    """The question number in the survey of that year, or of each ground, by where it stands; empty before the first."""
    if year < min(map(int, definition.survey_items)):
        return {}
    item = question(definition, year)
    if definition.formula != "difference_by_ground":
        return {(): item}
    return {((GROUND, ground),): f"{item}_{number}" for number, ground in enumerate(GROUNDS, 1)}


def question(definition: Definition, year: int) -> str:
    """The question number of the indicator in the survey of that year."""
    starts = [start for start in sorted(definition.survey_items, key=int) if int(start) <= year]
    return definition.survey_items[starts[-1] if starts else min(definition.survey_items, key=int)]


def same_question(given: str, wanted: str) -> bool:
    """Whether two spellings name one question: `Q14b or c`, `q14b/c` and `Q14b-c` are the same."""

    def bare(text: str) -> str:
        return re.sub(r"\bor\b|\band\b|[^a-z0-9]", "", text.lower()).replace("q14bq14c", "q14bc")

    return bare(given) == bare(wanted)


def _answers(definition: Definition, columns: Mapping[str, Sequence[object]], year: int, item: str) -> list[Answer]:
    answers = [
        _answer(dict(zip(columns, cells, strict=True)))
        for cells in zip(*columns.values(), strict=True)
        if cells[list(columns).index("survey_year")] == year
        and same_question(str(cells[list(columns).index("question")]), item)
    ]
    return [answer for answer in answers if definition.grouping.is_group(answer.group)]


def _answer(row: Mapping[str, object]) -> Answer:
    group = recognise_survey(str(row["ethnic_group"]))
    answered, counted, percent = row["answered"], row["counted"], row["percent"]
    if group is None or not isinstance(answered, int):
        raise InputError(
            "a survey row whose group or base cannot be read.",
            expected="White, BME or a survey ethnic group, and a whole number of answers.",
            do_this="correct the survey extract; run levelground validate to see the row.",
        )
    if row.get("score") is not None:
        return Answer(group, answered, None, None, float(str(row["score"])))
    if isinstance(counted, int):
        return Answer(group, answered, counted, None)
    share = Fraction(str(percent)) / 100 if percent is not None else None
    if share is None or row["weighted"] == "yes":
        return Answer(group, answered, None, None if share is None else float(share))
    # Half up, on exact fractions: the count nearest to an unweighted percentage of its own base.
    return Answer(group, answered, int(share * answered + Fraction(1, 2)), None)


def from_answers(
    definition: Definition, organisation: str, period: str, answers: Iterable[Answer], breakdown: Breakdown = ()
) -> MeasureResult:
    """Counts, sums and plans of one survey year, at every depth that the answers reach and the definition reports.

    A ground (`breakdown`) is counted among everyone who was asked for grounds: one base for all of them.
    """
    by_group = {answer.group: answer for answer in answers}
    weighted = any(answer.counted is None for answer in by_group.values())
    above, below = (
        CountKey(organisation, period, tally.item) for tally in (definition.numerator, definition.denominator)
    )
    row = plans.Row(definition, replace(above, breakdown=breakdown), below)
    counts: dict[CountKey, int] = {}
    for group, answer in by_group.items():
        numerator, denominator = row.share_keys(group)
        counts[denominator] = answer.answered
        if answer.counted is not None:
            counts[numerator] = answer.counted
    if not weighted:
        counts |= _coarser(row, counts)
    shown = definition.grouping.at(definition.tables[0].depth)
    counts = {key: number for key, number in counts.items() if key.group in shown}
    groups = [group for group in shown if row.share_keys(group)[1] in counts]
    found = list(plans.shares(row, groups))
    if definition.kind is not Kind.SHARE and {definition.grouping.reference, definition.grouping.main} <= set(groups):
        found += plans.between_groups(row, groups)
    if weighted:
        found = [_as_published(plan, by_group) for plan in found]
    subsets = tuple(Subset(*row.share_keys(group)) for group in groups if row.share_keys(group)[0] in counts)
    return MeasureResult(counts, true_sums(counts), subsets, tuple(found), {definition.id: definition.edition}, "")


def _coarser(row: plans.Row, counts: Mapping[CountKey, int]) -> dict[CountKey, int]:
    """Groups that the file does not give but whose categories it gives in full."""
    found: dict[CountKey, int] = {}
    for total, parts in reversed(list(row.definition.grouping.children(FULL).items())):
        needed = [part for part in parts if part not in NOT_IN_EVERY_FILE]
        for side in (0, 1) if total != "all" else ():
            known = {**counts, **found}
            key, keys = row.share_keys(total)[side], [row.share_keys(part)[side] for part in parts]
            complete = needed and all(row.share_keys(part)[side] in known for part in needed)
            if key not in known and complete:
                found[key] = sum(known.get(part, 0) for part in keys)
    return found


def _as_published(plan: FigurePlan, by_group: Mapping[str, Answer]) -> FigurePlan:
    def printed(key: CountKey | None) -> float | None:
        answer = by_group.get(key.group) if key else None
        return None if answer is None else answer.share if answer.score is None else answer.score

    first, second = printed(plan.denominator_1), printed(plan.denominator_2)
    value = first if plan.compared is None else None
    if plan.compared is not None and first is not None and second is not None:
        value = first - second
    bare = replace(plan, numerator_1=None, numerator_2=None)
    if any(answer.score is not None for answer in by_group.values()):
        bare = replace(bare, kind=Kind.SCORE, because=OF_A_SCORE)
    if value is None:
        return replace(bare, no_value=NoValue.WEIGHTED_UNION, because="The source prints no percentage for this group.")
    return replace(bare, published_value=value)
