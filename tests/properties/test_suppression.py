"""An attacker with linear programming against the gate: what is hidden stays uncertain, whatever the table.

The attacker is written here, from the outside: it reads a ReleasedResult and knows which counts add up, that zeros are
shown as zeros, and that appointed people are among the shortlisted. It shares no code with the gate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csr_array, lil_array

from levelground.disclosure.policy import POLICIES, Policy
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedFigure, ReleasedResult, Suppressed
from levelground.measures.model import CountKey, FigurePlan, Kind, MeasureResult, Subset, Sum

AT = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
ORGANISATION, PERIOD = "ZZ9", "2026-03-31"
BANDS = {"clinical": ("5", "6"), "non_clinical": ("3", "8a")}
DIRECTORATES = ("Medicine", "Estates")
LEAVES = ("white", "mixed", "asian", "black", "unknown")
BME = ("mixed", "asian", "black")
ITEMS = ("recruitment.appointed", "recruitment.shortlisted")
PLACES = tuple(product(((c, b) for c in BANDS for b in BANDS[c]), DIRECTORATES, LEAVES))
SMALL_AND_LARGE = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 6, 9, 14, 40])

Breakdown = tuple[tuple[str, str], ...]


def key(item: str, breakdown: Breakdown, group: str) -> CountKey:
    return CountKey(ORGANISATION, PERIOD, item, breakdown, group)


def rows() -> list[tuple[Breakdown, tuple[str, ...]]]:
    """Each row of the tables with the groups it shows: five groups overall and by cluster, three below."""
    deep, flat = ("all", "white", "bme", "unknown", *BME), ("all", "white", "bme", "unknown")
    found: list[tuple[Breakdown, tuple[str, ...]]] = [((), deep)]
    for cluster, bands in BANDS.items():
        found.append(((("cluster", cluster),), deep))
        found += [((("cluster", cluster), ("pay_band", band)), flat) for band in bands]
    return found + [((("directorate", name),), flat) for name in DIRECTORATES]


def in_row(place: tuple[tuple[str, str], str, str], breakdown: Breakdown, group: str) -> bool:
    (cluster, band), directorate, leaf = place
    here = {"cluster": cluster, "pay_band": band, "directorate": directorate}
    right_group = group in ("all", leaf) or (group == "bme" and leaf in BME)
    return right_group and all(here[name] == value for name, value in breakdown)


def build(shortlisted: list[int], not_appointed: list[int]) -> MeasureResult:
    """The whole table from the counts of its innermost cells."""
    cells = {
        "recruitment.appointed": [max(0, all_ - lost) for all_, lost in zip(shortlisted, not_appointed, strict=True)],
        "recruitment.shortlisted": shortlisted,
    }
    counts, sums, subsets, plans = {}, [], [], []
    for breakdown, groups in rows():
        for group, item in product(groups, ITEMS):
            numbers = zip(PLACES, cells[item], strict=True)
            counts[key(item, breakdown, group)] = sum(n for place, n in numbers if in_row(place, breakdown, group))
        for item in ITEMS:
            total = {"all": ("white", "bme", "unknown")} | ({"bme": BME} if BME[0] in groups else {})
            sums += [
                Sum(key(item, breakdown, g), tuple(key(item, breakdown, p) for p in parts))
                for g, parts in total.items()
            ]
        for group in groups:
            above, below = (key(item, breakdown, group) for item in ITEMS)
            subsets.append(Subset(above, below))
            if group != "all":
                plans.append(plan(Kind.SHARE, breakdown, group, above, below))
            if group == "bme":
                white = (replace(above, group="white"), replace(below, group="white"))
                plans.append(plan(Kind.RATIO, breakdown, None, *white, above, below))
    sums += list(sums_of_rows())
    return MeasureResult(counts, tuple(sums), tuple(subsets), tuple(plans), {"wres_2": "2015"}, "made-up")


def plan(kind: Kind, breakdown: Breakdown, group: str | None, *keys: CountKey) -> FigurePlan:
    return FigurePlan("wres_2", kind, ORGANISATION, PERIOD, breakdown, group, None, *keys, edition="2015")


def sums_of_rows() -> Iterable[Sum]:
    for item in ITEMS:
        for group in ("all", "white", "bme", "unknown"):
            clusters = tuple(key(item, (("cluster", c),), group) for c in BANDS)
            directorates = tuple(key(item, (("directorate", d),), group) for d in DIRECTORATES)
            yield Sum(key(item, (), group), clusters)
            yield Sum(key(item, (), group), directorates)
            for cluster, bands in BANDS.items():
                inner = tuple(key(item, (("cluster", cluster), ("pay_band", b)), group) for b in bands)
                yield Sum(key(item, (("cluster", cluster),), group), inner)
        for group in BME:
            yield Sum(key(item, (), group), tuple(key(item, (("cluster", c),), group) for c in BANDS))


def is_inner(k: CountKey) -> bool:
    """A count of a breakdown, or of a part of White, BME or unknown."""
    return bool(k.breakdown) or k.group in BME


@dataclass
class Attacker:
    """Everything that fits what was released, as a linear programme over all counts of the tables."""

    result: MeasureResult  # for the names of the counts and what adds up; its numbers only to judge the outcome
    released: ReleasedResult
    withdrawn: frozenset[str] = frozenset()

    def wholly_hidden(self) -> frozenset[str]:
        """Items whose breakdowns are hidden as a whole, zeros included: nobody can take a count there to be above 0."""
        hidden = {k for k, count in self.released.counts.items() if isinstance(count, Suppressed) and is_inner(k)}
        found = frozenset(k.item for k in hidden if not self.result.counts[k])
        assert all(k in hidden for k in self.released.counts if is_inner(k) and k.item in found)
        return found

    def __post_init__(self) -> None:
        self.keys = sorted(self.result.counts)
        self.column = {k: number for number, k in enumerate(self.keys)}
        self.withdrawn = self.withdrawn or self.wholly_hidden()
        self.bounds = [self.bound(k) for k in self.keys]
        self.equal = lil_array((len(self.result.sums), len(self.keys)))
        for row, line in enumerate(self.result.sums):
            self.equal[row, self.column[line.total]] += 1
            for part in line.parts:
                self.equal[row, self.column[part]] -= 1
        self.below = self.inequalities()
        self.seen: list[np.ndarray] = []

    def bound(self, k: CountKey) -> tuple[float, float | None]:
        count = self.released.counts.get(k)
        if isinstance(count, int):
            return count, count
        return (0 if count is None or (k.item in self.withdrawn and is_inner(k)) else 1, None)

    def inequalities(self) -> csr_array:
        """Parts within wholes, and each share within what its printed decimals allow."""
        lines: list[dict[CountKey, float]] = [{s.part: 1.0, s.whole: -1.0} for s in self.result.subsets]
        shares = [(p, f) for p, f in zip(self.result.plans, self.released.figures, strict=True) if p.kind is Kind.SHARE]
        for plan_, figure in shares:
            if figure.value is not None:
                top, bottom = plan_.counts
                lines += [{top: 1.0, bottom: -figure.value - 0.0005}, {top: -1.0, bottom: figure.value - 0.0005}]
        matrix = lil_array((len(lines), len(self.keys)))
        for row, line in enumerate(lines):
            for k, factor in line.items():
                matrix[row, self.column[k]] += factor
        return csr_array(matrix)

    def end(self, goal: np.ndarray, *, greatest: bool, enough: float) -> float:
        """The least or greatest value of a goal; stops early when a known table already goes far enough."""
        sign = -1.0 if greatest else 1.0
        best = min((sign * float(goal @ table) for table in self.seen), default=np.inf)
        if best <= sign * enough:
            return sign * best
        found = linprog(
            sign * goal, A_ub=self.below, b_ub=np.full(self.below.shape[0], 1e-9), A_eq=csr_array(self.equal),
            b_eq=np.zeros(len(self.result.sums)), bounds=self.bounds, method="highs",
        )  # fmt: skip
        assert found.status in (0, 3), "no table fits what was released"
        if found.status == 3:
            return np.inf
        self.seen.append(found.x)
        return sign * float(found.fun)

    def goal(self, *plus: CountKey, minus: Iterable[CountKey] = ()) -> np.ndarray:
        goal = np.zeros(len(self.keys))
        for k in plus:
            goal[self.column[k]] += 1
        for k in minus:
            goal[self.column[k]] -= 1
        return goal


def with_everything_hidden(attacker: Attacker) -> Attacker:
    """The least that anybody can know while zeros are shown: which counts are above 0."""
    counts = {
        k: n if n == 0 else Suppressed("") for k, n in attacker.result.counts.items() if k in attacker.released.counts
    }
    none = tuple(replace(figure, value=None) for figure in attacker.released.figures)
    return Attacker(attacker.result, replace(attacker.released, counts=counts, figures=none), attacker.withdrawn)


def weaknesses(result: MeasureResult, released: ReleasedResult, policy: Policy) -> list[str]:
    """What the attacker can say that it should not."""
    attacker = Attacker(result, released)
    top = policy.threshold_count
    known_zeros = with_everything_hidden(attacker)
    found = []
    goals = [
        (str(k), attacker.goal(k), n, isinstance(released.counts.get(k), Suppressed)) for k, n in result.counts.items()
    ]
    for s in result.subsets:
        rest = result.counts[s.whole] - result.counts[s.part]
        goals.append((f"not {s.part}", attacker.goal(s.whole, minus=(s.part,)), rest, False))
    for name, goal, number, hidden in goals:
        if 0 < number < top:
            floor = max(1.0, known_zeros.end(goal, greatest=False, enough=1.0))
            low = attacker.end(goal, greatest=False, enough=floor)
            high = attacker.end(goal, greatest=True, enough=top - 1)
            found += [f"{name}: {low} to {high}"] if low > floor + 1e-6 or high < top - 1 - 1e-6 else []
        elif hidden and number:
            high = attacker.end(goal, greatest=True, enough=number + top)
            low = attacker.end(goal, greatest=False, enough=high - top)
            found += [f"{name}: {low} to {high}, hidden for others"] if high - low < top - 1e-6 else []
    return found


def has_number(figure: ReleasedFigure) -> bool:
    numbers = (figure.value, figure.lower, figure.upper, figure.p_value, figure.false_alarm_share, figure.parity_count)
    return any(number is not None for number in numbers)


@pytest.mark.slow
@settings(max_examples=30)
@given(
    st.lists(SMALL_AND_LARGE, min_size=len(PLACES), max_size=len(PLACES)),
    st.lists(SMALL_AND_LARGE, min_size=len(PLACES), max_size=len(PLACES)),
)
def test_an_attacker_cannot_narrow_down_a_hidden_count(shortlisted: list[int], not_appointed: list[int]) -> None:
    result, policy = build(shortlisted, not_appointed), POLICIES["public"]

    released, _ = release(result, request=ReleaseRequest(policy, AT), definitions={})

    assert weaknesses(result, released, policy) == []
    for plan_, figure in zip(result.plans, released.figures, strict=True):
        assert not has_number(figure) or all(isinstance(released.counts[k], int) for k in plan_.counts)
    assert all(released.counts[k] == n for k, n in result.counts.items() if isinstance(released.counts.get(k), int))


def test_without_complementary_hiding_the_attacker_pins_a_count() -> None:
    """The control: one small count in a table of large ones, which its totals give away at once."""
    cells = [40 if place != (("clinical", "5"), "Medicine", "unknown") else 3 for place in PLACES]
    cells[PLACES.index((("clinical", "5"), "Estates", "unknown"))] = 0
    result = build(cells, [20 if n == 40 else n - 1 if n else 0 for n in cells])
    policy = replace(POLICIES["public"], complementary=False)

    careless, _ = release(result, request=ReleaseRequest(policy, AT), definitions={})
    careful, _ = release(result, request=ReleaseRequest(POLICIES["public"], AT), definitions={})

    pinned = key("recruitment.shortlisted", (("cluster", "clinical"), ("pay_band", "5")), "unknown")
    assert f"{pinned}: 3.0 to 3.0" in weaknesses(result, careless, policy)
    assert weaknesses(result, careful, policy) == []


def test_the_attacker_sees_every_figure_whose_counts_are_shown() -> None:
    result = build([40] * len(PLACES), [20] * len(PLACES))

    released, _ = release(result, request=ReleaseRequest(POLICIES["public"], AT), definitions={})

    assert all(has_number(figure) for figure in released.figures)
