"""What a measure's definition, a raw result and a figure are.

A raw result is counts, the sums that tie them together, and *plans* of figures over those counts. It holds no computed
value: figures are worked out by `disclosure.release`, from the counts that a policy lets through. `MeasureResult`
therefore refuses to be printed, turned into text, or iterated: the gate is its only way on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NoReturn

from levelground.errors import InputError
from levelground.statistics.survival import Spell
from levelground.vocabulary.groups import GROUPINGS, Grouping


class Kind(StrEnum):
    """What sort of number a figure is: shares, differences and gaps in 0..1 until the presenter, amounts in pounds.

    A score is what a survey prints, out of 10. A statement is an organisation's own yes (1) or no (0). A headcount is
    how many more people it would take, below 0 how many there are beyond that.
    """

    SHARE = "share"
    RATIO = "ratio"
    DIFFERENCE = "difference"
    GAP = "gap"
    AMOUNT = "amount"
    RETAINED = "retained"
    DISPARITY = "disparity"
    SCORE = "score"
    STATEMENT = "statement"
    HEADCOUNT = "headcount"


class NoValue(StrEnum):
    """Why a figure has no value. A missing value always has one of these; it is never 0 or 1."""

    ZERO_OVER_ZERO = "zero_over_zero"
    ZERO_DENOMINATOR = "zero_denominator"
    GROUP_MISSING = "group_missing"
    NOT_COLLECTED = "not_collected"
    STOPPED_BY_FINDING = "stopped_by_finding"
    WEIGHTED_UNION = "weighted_union"
    BOARD_TOO_SMALL = "board_too_small"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, order=True)
class CountKey:
    """Names one count of people. Equal keys are the same people counted by the same rule, wherever they appear.

    `period` is the snapshot date or the last day of the window, ISO; `item` says which rows were counted, for example
    `staff.workforce` or `recruitment.shortlisted`; `breakdown` is an ordered tuple of (dimension, value);
    `group` is `all` or a group of one of the groupings in `levelground.vocabulary.groups`, at any depth: `white`,
    `bme`, `unknown`, `asian`, an ethnic category code, `disabled`, ….
    """

    organisation: str
    period: str
    item: str
    breakdown: tuple[tuple[str, str], ...] = ()
    group: str = "all"


@dataclass(frozen=True, order=True)
class Sum:
    """A count that equals the sum of others: what an attacker can subtract."""

    total: CountKey
    parts: tuple[CountKey, ...]


@dataclass(frozen=True, order=True)
class Subset:
    """`part` is counted among `whole`, so the people in `whole` and not in `part` are a count too."""

    part: CountKey
    whole: CountKey


@dataclass(frozen=True, order=True)
class PayCell:
    """People of one group who are alike in amount (whole pence) and in every driver of the pay gap, by name."""

    pence: int
    heads: int
    drivers: tuple[tuple[str, str | float], ...] = ()


@dataclass(frozen=True)
class FigurePlan:
    """One figure to be worked out from counts, if the gate lets all of them through.

    A share is numerator_1 / denominator_1. A ratio is (numerator_1 / denominator_1) / (numerator_2 / denominator_2);
    a difference is the first share minus the second. An amount is the mean or the median of the people in
    denominator_1; a disparity is (numerator_1 / denominator_1) / (numerator_2 / denominator_2), of stocks of which
    none is part of another; a headcount is what numerator_1 lacks of denominator_1 x (numerator_2 / denominator_2),
    rounded half up; a gap is (first amount - second) / first, of the people in the two denominators.
    `no_value` is set when it is known beforehand that there can be no value, with `because` naming the finding or the
    missing file.
    `published_value` is a value that its source has printed without counts that reproduce it: it is shown as it is,
    without an interval. It is a weighted one unless `because` says otherwise. `edition` is that of the definition in
    force for the period. `strata` are the four counts of a ratio in each of several strata, where it is taken within
    them; it then has no counts of its own.
    """

    measure: str
    kind: Kind
    organisation: str
    period: str
    breakdown: tuple[tuple[str, str], ...]
    group: str | None
    compared: str | None
    numerator_1: CountKey | None = None
    denominator_1: CountKey | None = None
    numerator_2: CountKey | None = None
    denominator_2: CountKey | None = None
    variant: str | None = None
    no_value: NoValue | None = None
    because: str | None = None
    published_value: float | None = None
    edition: str = ""
    strata: tuple[tuple[CountKey, ...], ...] = ()

    @property
    def counts(self) -> tuple[CountKey, ...]:
        """Every count the figure stands on, in the order of the formula."""
        keys = (self.numerator_1, self.denominator_1, self.numerator_2, self.denominator_2)
        return (*(key for key in keys if key is not None), *(key for stratum in self.strata for key in stratum))


@dataclass(frozen=True, repr=False)
class MeasureResult:
    """Raw counts and figure plans, before the gate. Hides its counts; only `disclosure.release` opens it.

    `editions` maps each measure to the edition of its definition; `source_hash` is the SHA-256 of the input;
    Items named `survey.….answered` are survey respondents, for whom a policy sets a smallest base. `pay` holds, for a
    measure and a count of people, their amounts as a histogram: figures are worked out from it only if the gate lets
    that count and its amounts through. `spells` holds, for a measure and the people under observation, how long each
    has served: a retained share is worked out from it if the gate lets its counts through. `follows` are totals that
    are no counts of their own: each is shown where all its parts are, and hides no other count for its sake.
    """

    counts: Mapping[CountKey, int] = field(repr=False)
    sums: tuple[Sum, ...]
    subsets: tuple[Subset, ...]
    plans: tuple[FigurePlan, ...]
    editions: Mapping[str, str]
    source_hash: str
    notices: tuple[str, ...] = ()
    pay: Mapping[tuple[str, CountKey], tuple[PayCell, ...]] = field(default_factory=dict, repr=False)
    spells: Mapping[tuple[str, CountKey], tuple[Spell, ...]] = field(default_factory=dict, repr=False)
    follows: tuple[Sum, ...] = ()

    def __repr__(self) -> str:
        return f"<MeasureResult of {', '.join(sorted(self.editions))}: raw, not released>"

    def __str__(self) -> NoReturn:
        raise TypeError("A raw result has no text: pass it to disclosure.release first.")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("A raw result has no text: pass it to disclosure.release first.")

    def __iter__(self) -> NoReturn:
        raise TypeError("A raw result cannot be walked or serialised: pass it to disclosure.release first.")

    def __getstate__(self) -> NoReturn:
        raise TypeError("A raw result cannot be stored: pass it to disclosure.release first.")

    def __or__(self, other: MeasureResult) -> MeasureResult:
        """Both results as one, so that the gate sees every table of a release together."""
        return joined((self, other))


def joined(results: Sequence[MeasureResult]) -> MeasureResult:
    """Several results as one, so that the gate sees every table of a release together.

    Raises
        InputError: two of them count the same people differently.
    """
    counts: dict[CountKey, int] = {}
    for result in results:
        if any(result.counts[key] != counts[key] for key in result.counts.keys() & counts.keys()):
            raise InputError(
                "two results that count the same people differently.",
                expected="one number for each count in a release.",
                do_this="compute both from the same extracts.",
            )
        counts |= result.counts
    return MeasureResult(
        counts,
        tuple(dict.fromkeys(line for result in results for line in result.sums)),
        tuple(dict.fromkeys(subset for result in results for subset in result.subsets)),
        tuple(dict.fromkeys(plan for result in results for plan in result.plans)),
        {measure: edition for result in results for measure, edition in result.editions.items()},
        "+".join(dict.fromkeys(result.source_hash for result in results)),
        tuple(dict.fromkeys(notice for result in results for notice in result.notices)),
        {key: cells for result in results for key, cells in result.pay.items()},
        {key: spells for result in results for key, spells in result.spells.items()},
        tuple(dict.fromkeys(line for result in results for line in result.follows)),
    )


def counted(table: Mapping[CountKey, int], *, definition: str, edition: str, source_hash: str) -> MeasureResult:
    """A raw result from counts made elsewhere (completeness, pulse, concerns): `release` is their only way on.

    Parameters
        table: one count of people per key; `definition` is the id of the catalogue definition they are counted by.
    Returns
        A result with one share-less plan per count: the gate decides which counts are shown.
    """
    plans = tuple(
        FigurePlan(
            definition, Kind.SHARE, key.organisation, key.period, key.breakdown, key.group, None, numerator_1=key
        )
        for key in table
    )
    return MeasureResult(table, (), (), plans, {definition: edition}, source_hash)


@dataclass(frozen=True)
class Predicate:
    """A condition on a row, in the closed grammar of definitions.

    `operator` is one of `equals`, `in`, `between`, `is_null`, `and`, `or`, `not`, `always`. `column` and `values` are
    used by the first four (between: first and last, both included); `parts` by `and`, `or` and `not`.
    """

    operator: str
    column: str | None = None
    values: tuple[str, ...] = ()
    parts: tuple[Predicate, ...] = ()

    @property
    def columns(self) -> frozenset[str]:
        """Every column the condition reads."""
        own = frozenset({self.column}) if self.column else frozenset[str]()
        return own.union(*(part.columns for part in self.parts))


@dataclass(frozen=True)
class PopulationLine:
    """One line of a rule of who counts: the first line whose condition a row meets decides."""

    id: str
    words: str
    counts: bool
    where: Predicate


@dataclass(frozen=True)
class Population:
    """Who counts in a measure, as dated lines in order, with the source of the rule."""

    id: str
    words: str
    edition: str
    source: str
    lines: tuple[PopulationLine, ...]


@dataclass(frozen=True)
class Tally:
    """What is counted on one side of a measure: rows of a table, of a population, that meet a condition."""

    item: str
    words: str
    table: str
    population: str | None
    where: Predicate


@dataclass(frozen=True)
class Table:
    """One breakdown to be reported: rows by `rows` (ordered dimensions), columns by groups at `depth`.

    `depth` is 3 (White / BME / unknown), 5 (five groups and unknown) or 16 (ethnic categories); a grouping without
    finer groups has depth 3 only.
    """

    rows: tuple[str, ...]
    depth: int


class Adverse(StrEnum):
    """When a value is to the disadvantage of the group that the measure asks about."""

    ABOVE_1 = "above_1"
    ABOVE_0 = "above_0"
    BELOW_0 = "below_0"
    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True)
class Definition:
    """A measure as its analyst signs it: words, formula by name, direction, source, review.

    `kind` is the measure's headline figure; `numerator_group` stands over (or is compared with) `denominator_group`;
    `groups` is the grouping they belong to; `compared` says which share minus or over which; `base` is what a share is
    out of: `all`, `known` or `answered`.
    `printed_number` is the number that its standard prints, where it differs from its place.
    `variant_rows` are the rows of the tables that a variant has (None: all of them).
    `amount` is the column whose amounts a gap compares, with its drivers in `drivers`.
    `to_be_confirmed` lists the [B] parts that are shown as "to be confirmed against current guidance".
    """

    id: str
    framework: str
    number: int
    title: str
    short_title: str
    question: str
    why_it_matters: str
    does_not_show: str
    edition: str
    in_force_from: dt.date
    in_force_until: dt.date | None
    kind: Kind
    formula: str
    numerator_group: str
    denominator_group: str
    compared: str
    adverse_when: Adverse
    base: str
    numerator: Tally
    denominator: Tally
    window_months: int
    tables: tuple[Table, ...]
    variants: Mapping[str, Predicate]
    variant_rows: tuple[tuple[str, ...], ...] | None
    within_band_flag: bool
    survey_items: Mapping[str, str]
    also_reads: tuple[tuple[str, str], ...]
    amount: str
    drivers: tuple[str, ...]
    to_be_confirmed: tuple[str, ...]
    changes: str
    source: str
    status: str
    authored_by: str
    checked_by: str
    date_reviewed: dt.date
    next_review: dt.date
    groups: str = "ethnicity"
    printed_number: str = ""

    @property
    def grouping(self) -> Grouping:
        """The groups of people that the measure compares."""
        return GROUPINGS[self.groups]

    @property
    def heading(self) -> str:
        """Its name on a page: with its number where people know the measure by it."""
        number = self.printed_number or (str(self.number) if self.framework == "wres" else "")
        return f"{number}. {self.short_title}" if number else self.short_title
