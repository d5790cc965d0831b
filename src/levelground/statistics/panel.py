"""Did it work: two groups of organisations before and after a change in one of them (difference-in-differences).

Gives how much more the one group changed than the other, with an interval and what it rests on. It does not say why.

Source: A. C. Cameron and D. L. Miller, "A practitioner's guide to cluster-robust inference", Journal of Human Resources
50 (2015) 317-372; A. C. Cameron, J. B. Gelbach and D. L. Miller, "Bootstrap-based improvements for inference with
clustered errors", Review of Economics and Statistics 90 (2008) 414-427; M. Bertrand, E. Duflo and S. Mullainathan, "How
much should we trust differences-in-differences estimates?", Quarterly Journal of Economics 119 (2004) 249-275.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import index
from statistics import fmean
from typing import TYPE_CHECKING

from levelground.errors import InputError
from levelground.statistics.evaluation import Check, finite
from levelground.statistics.proportions import Interval, two_sided_z
from levelground.statistics.wild_bootstrap import SEED, wild_limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CLUSTERED = "two_way_fixed_effects_clustered"
WILD = "two_way_fixed_effects_wild_cluster_bootstrap"

# With fewer in a group an interval misses far more often than 1 time in 20. Without an effect, 1,000 simulated studies
# with normal changes, 3 organisations against 20, clustered limits left out 0 in 15 %, the bootstrap in 2 %, but 15 %
# where the small group varied three times as much. With 5 against 15 that was 8 % (clustered 12 %).
FEWEST_IN_GROUP = 5
# Cameron and Miller 2015, section VI: how many clusters are few is contested, 20 to 50; 40 is about the middle.
FEWEST_FOR_CLUSTERED = 40
# One period before gives a difference; a second is the first that can show whether the groups ran alike.
FEWEST_BEFORE = 2
# Values this close to each other, against how far they range, are the same but for rounding.
_SAME = 1e-9


@dataclass(frozen=True)
class Observation:
    """One organisation's value in one period; `treated` says whether it belongs to the group that changes."""

    organisation: str
    period: int
    value: float
    treated: bool


@dataclass(frozen=True)
class GroupMeans:
    """The mean of each group in one period: a mean of organisations, each counted once."""

    period: int
    treated: float
    comparison: float

    @property
    def treated_minus_comparison(self) -> float:
        """How far the groups are apart in the period, in the unit of the values."""
        return self.treated - self.comparison


@dataclass(frozen=True)
class DifferenceInDifferences:
    """How much more the treated group changed than the comparison group, in the unit of the values.

    `pre_trend` is the treated group's slope by period before the start minus the comparison group's; `means` has one
    entry for each period, before and after. `p` is the share of bootstrap draws as far from 0, None where none ran.
    """

    effect: Interval
    pre_trend: Interval
    p: float | None
    means: tuple[GroupMeans, ...]
    treated_organisations: int
    comparison_organisations: int
    periods_before: int
    periods_after: int
    checks: tuple[Check, ...]

    @property
    def changes(self) -> tuple[float, float]:
        """Mean after minus mean before the start, of the treated group and of the comparison group."""
        treated = [mean.treated for mean in self.means]
        comparison = [mean.comparison for mean in self.means]
        first, last = (self._change(of) for of in (treated, comparison))
        return first, last

    @property
    def expected(self) -> list[float]:
        """What the treated group's mean would have been if it had moved as the comparison group's: for each period."""
        apart = [mean.treated_minus_comparison for mean in self.means[: self.periods_before]]
        return [mean.comparison + fmean(apart) for mean in self.means]

    def _change(self, of: list[float]) -> float:
        return fmean(of[self.periods_before :]) - fmean(of[: self.periods_before])


def difference_in_differences(
    observations: Iterable[Observation], *, starts_at: int, confidence: float = 0.95, seed: int = SEED
) -> DifferenceInDifferences:
    """Gives how much more one group of organisations changed than another, all of it starting in one period.

    Definition
        value = organisation + period + effect x treated x after + error (two-way fixed effects). Every organisation
        has every period, so the effect is the mean of (mean after - mean before) over treated organisations minus that
        over the others; 0 means that both changed alike. Errors are clustered by organisation: t limits with G - 2
        degrees of freedom from 40 organisations up, below that the wild cluster bootstrap with the null imposed.
    Parameters
        observations: one for each organisation and period, none missing; `treated` the same throughout for an
        organisation; starts_at: the first period after the start, the same for all treated; confidence: 0..1.
    Returns
        See `DifferenceInDifferences`. A limit is None where the bootstrap does not bound it, and both are where every
        organisation of a group changed by the same: nothing says how they vary.
    Raises
        InputError: fewer than 5 organisations in a group, 2 periods before or 1 after; a missing or repeated
        observation; an organisation in both groups. Treatment that starts at different times is not estimated: two-way
        fixed effects would compare the later with the earlier treated.
    Source
        Cameron and Miller 2015, Cameron, Gelbach and Miller 2008, Bertrand and others 2004 (see the module).
    Example
        >>> seen = [Observation(f"{group}{i}", period, i + period + 3 * (group == "T") * (period == 2), group == "T")
        ...         for group in "TC" for i in range(5) for period in range(3)]
        >>> difference_in_differences(seen, starts_at=2).effect.value
        3.0
    """
    two_sided_z(confidence)
    panel = _panel(list(observations), starts_at)
    method = WILD if len(panel.treated) < FEWEST_FOR_CLUSTERED else CLUSTERED
    changes = panel.after.mean(axis=1) - panel.before.mean(axis=1)
    effect, p = _compare(changes, panel, method, (confidence, seed))
    pre_trend, _ = _compare(_slopes(panel.before), panel, method, (confidence, seed))
    number = int(panel.treated.sum()), int((~panel.treated).sum())
    checks = (
        _clusters(*number, method),
        _parallel(pre_trend, panel.before.shape[1]),
        Check("one start", None, f"All that started are taken to have started at the same time. {OTHERS}"),
    )
    spans = panel.before.shape[1], panel.after.shape[1]
    return DifferenceInDifferences(effect, pre_trend, p, _means(panel), *number, *spans, checks)


OTHERS = (
    "What changed in one group only at that time, or spread from one group to the other, is in the difference too; "
    "why organisations came into the group is not known here."
)


@dataclass(frozen=True)
class _Panel:
    """Organisations in rows, periods in columns."""

    before: Floats
    after: Floats
    treated: NDArray[np.bool_]
    periods: tuple[int, ...]


def _panel(seen: Sequence[Observation], starts_at: object) -> _Panel:
    import numpy as np

    # In order of name, so that the same draws meet the same organisations whatever the order of the rows.
    groups = {one.organisation: one.treated for one in sorted(seen, key=lambda one: one.organisation)}
    cells = {(one.organisation, one.period): one.value for one in seen}
    periods = sorted({one.period for one in seen})
    if len(cells) < len(seen) or len(cells) < len(groups) * len(periods):
        raise InputError(
            "organisations whose periods are not the same, or are there twice.",
            expected="one value for each organisation and period.",
            do_this="leave out the organisations, or the periods, that are not complete.",
        )
    if any(groups[one.organisation] != one.treated for one in seen):
        raise InputError(
            "an organisation that is in the treated group in one period and outside it in another.",
            expected="treated is the same for an organisation in every period, before the start too.",
            do_this="say for each organisation whether it is in the group that starts; the start says when.",
        )
    before = [period for period in periods if period < _whole(starts_at)]
    _refuse_too_few(groups, len(before), len(periods) - len(before))
    values = finite(cells[organisation, period] for organisation in groups for period in periods)
    table = values.reshape(len(groups), len(periods))
    split = len(before)
    return _Panel(table[:, :split], table[:, split:], np.asarray(list(groups.values()), dtype=bool), tuple(periods))


def _whole(starts_at: object) -> int:
    try:
        return index(starts_at)  # type: ignore[arg-type]
    except TypeError:
        raise InputError(
            "a start that is no period.",
            expected="a whole number: the first period after the start.",
            do_this="pass the first period in which the treated group had what is evaluated.",
        ) from None


def _refuse_too_few(groups: Mapping[str, bool], before: int, after: int) -> None:
    treated = sum(groups.values())
    needed = (
        (treated, FEWEST_IN_GROUP, "organisations that started"),
        (len(groups) - treated, FEWEST_IN_GROUP, "organisations to compare with"),
        (before, FEWEST_BEFORE, "dates before the start"),
        (after, 1, "dates from the start on"),
    )
    if any(there < least for there, least, _ in needed):
        raise InputError(
            f"{', '.join(f'{there} {what}' for there, _, what in needed)}: too few to tell a difference from chance.",
            expected=f"at least {', '.join(f'{least} {what}' for _, least, what in needed)}.",
            do_this=f"add {', '.join(f'{least - there} {what}' for there, least, what in needed if there < least)}.",
        )


def _compare(changes: Floats, panel: _Panel, method: str, settings: tuple[float, int]) -> tuple[Interval, float | None]:
    """The treated organisations' mean minus the others', each organisation being one cluster."""
    import numpy as np

    confidence, seed = settings
    value = float(changes[panel.treated].mean() - changes[~panel.treated].mean())
    within = [changes[group] - changes[group].mean() for group in (panel.treated, ~panel.treated)]
    size = max(float(np.abs(panel.before).max()), float(np.abs(panel.after).max()))
    if max(float(np.abs(residuals).max()) for residuals in within) <= _SAME * size:
        return Interval(value, None, None, method, confidence), None
    if method == WILD:
        limits, p = wild_limits(changes, panel.treated, confidence, seed)
        return Interval(value, *limits, WILD, confidence), p
    return Interval(value, *_clustered_limits(changes, panel.treated, confidence), CLUSTERED, confidence), None


def _clustered_limits(changes: Floats, treated: NDArray[np.bool_], confidence: float) -> tuple[float, float]:
    """Limits of the regression of one change an organisation: robust to unequal variance there is clustered here.

    HC1 stretches the variance by G / (G - 2), G organisations; with both effects as dummies, packages that count every
    dummy stretch it more, those that leave out what is nested in clusters about as much.
    """
    import numpy as np
    from statsmodels.regression.linear_model import OLS

    design = np.column_stack([np.ones(len(changes)), treated.astype(float)])
    fit = OLS(changes, design).fit(cov_type="HC1", use_t=True)
    lower, upper = fit.conf_int(alpha=1 - confidence)[1]
    return float(lower), float(upper)


def _slopes(before: Floats) -> Floats:
    """Each organisation's slope by period before the start, by least squares."""
    import numpy as np

    time = np.arange(before.shape[1]) - (before.shape[1] - 1) / 2
    slopes: Floats = before @ time / (time @ time)
    return slopes


def _means(panel: _Panel) -> tuple[GroupMeans, ...]:
    import numpy as np

    table = np.concatenate([panel.before, panel.after], axis=1)
    rows = zip(panel.periods, table[panel.treated].mean(axis=0), table[~panel.treated].mean(axis=0), strict=True)
    return tuple(GroupMeans(period, float(treated), float(comparison)) for period, treated, comparison in rows)


def _clusters(treated: int, comparison: int, method: str) -> Check:
    told = (
        f"{treated} organisations that started and {comparison} to compare with; each counts once, however many dates"
    )
    if min(treated, comparison) < 2 * FEWEST_IN_GROUP:
        few = f"a group under {2 * FEWEST_IN_GROUP} is small, and the interval is too narrow if it varies more"
        return Check("organisations", False, f"{told}: {few} than the other.")
    how = "the wild cluster bootstrap is meant for so few." if method == WILD else "enough for clustered errors."
    return Check("organisations", True, f"{told}: {how}")


def _parallel(trend: Interval, before: int) -> Check:
    told = (
        f"On the {before} dates before it, those that started moved by {trend.value:.4g} from date to date against the"
    )
    if trend.lower is None or trend.upper is None:
        return Check("trends before", None, f"{told} others, without an interval to judge it by.")
    limits = f"{told} others ({trend.lower:.4g} to {trend.upper:.4g})"
    if trend.lower > 0 or trend.upper < 0:
        return Check("trends before", False, f"{limits}: they already drew apart or together, and the effect holds it.")
    return Check(
        "trends before", None, f"{limits}: no difference is told from 0, which does not show that they ran alike."
    )
