"""Indicators 5 to 8 from survey results: rows that are counts already.

Unweighted results give counts and so intervals. A weighted percentage is what its source printed: no count of people
reproduces it, so it is shown as it is, with its base and without an interval.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from levelground.errors import InputError
from levelground.measures import plans
from levelground.measures.cube import true_sums
from levelground.measures.model import (
    CountKey,
    Definition,
    FigurePlan,
    Kind,
    MeasureResult,
    NoValue,
    Subset,
)
from levelground.vocabulary.groups import FULL, recognise_survey

if TYPE_CHECKING:
    from levelground.extracts.folder import Folder

OF_A_SCORE = "A score that the survey works out from several questions: it has no interval here."
# The extracts whose rows are counts of answers already, each of other people.
SURVEYS = ("survey", "bank_survey", "medical_survey")
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
    result: MeasureResult | None = None
    for year in years:
        item = question(definition, year)
        answers = [
            _answer(dict(zip(columns, cells, strict=True)))
            for cells in zip(*columns.values(), strict=True)
            if cells[list(columns).index("survey_year")] == year
            and same_question(str(cells[list(columns).index("question")]), item)
        ]
        answers = [answer for answer in answers if definition.grouping.is_group(answer.group)]
        if answers:
            part = from_answers(definition, folder.organisation.code, f"{year + 1}-03-31", answers)
            result = part if result is None else result | part
    if result is None:
        period = folder.snapshot_date.isoformat()
        because = f"The {table} extract holds no question {question(definition, years[-1] if years else 2024)}."
        plan = plans.absent(definition, folder.organisation.code, period, NoValue.NOT_COLLECTED, because)
        return MeasureResult({}, (), (), (plan,), {definition.id: definition.edition}, "")
    return result


def question(definition: Definition, year: int) -> str:
    """The question number of the indicator in the survey of that year."""
    starts = [start for start in sorted(definition.survey_items, key=int) if int(start) <= year]
    return definition.survey_items[starts[-1] if starts else min(definition.survey_items, key=int)]


def same_question(given: str, wanted: str) -> bool:
    """Whether two spellings name one question: `Q14b or c`, `q14b/c` and `Q14b-c` are the same."""

    def bare(text: str) -> str:
        return re.sub(r"\bor\b|\band\b|[^a-z0-9]", "", text.lower()).replace("q14bq14c", "q14bc")

    return bare(given) == bare(wanted)


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


def from_answers(definition: Definition, organisation: str, period: str, answers: Iterable[Answer]) -> MeasureResult:
    """Counts, sums and plans of one survey year, at every depth that the answers reach."""
    by_group = {answer.group: answer for answer in answers}
    weighted = any(answer.counted is None for answer in by_group.values())
    above, below = (
        CountKey(organisation, period, tally.item) for tally in (definition.numerator, definition.denominator)
    )
    row = plans.Row(definition, above, below)
    counts: dict[CountKey, int] = {}
    for group, answer in by_group.items():
        numerator, denominator = row.share_keys(group)
        counts[denominator] = answer.answered
        if answer.counted is not None:
            counts[numerator] = answer.counted
    if not weighted:
        counts |= _coarser(row, counts)
    groups = [group for group in definition.grouping.at(FULL) if row.share_keys(group)[1] in counts]
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
