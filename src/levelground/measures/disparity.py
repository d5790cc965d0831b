"""The race disparity ratio: how the stock of White staff thins out from tier to tier, beside that of BME staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from levelground.measures import plans
from levelground.measures.cube import groups_at
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, Sum, Table
from levelground.measures.tabulated import ALWAYS, Counted

# Tiers after measures.md 2.5 [B]: ad hoc salaries belong to none of them.
TIERS: Mapping[str, tuple[str, ...]] = {
    "lower": ("under_1", "1", "2", "3", "4", "5"),
    "middle": ("6", "7"),
    "upper": ("8a", "8b", "8c", "8d", "9", "vsm"),
}
STEPS = {
    "lower_to_middle": ("lower", "middle"),
    "middle_to_upper": ("middle", "upper"),
    "lower_to_upper": ("lower", "upper"),
}
CLUSTERS = ("non_clinical", "clinical")
BANDS = Table(("cluster", "pay_band"), 3)


def disparity_result(counted: Counted, definition: Definition) -> MeasureResult:
    """The counts of each tier, tied to their bands, and three ratios of each kind of post, in the newest year."""
    folded = counted.fold(definition.denominator.item, definition.denominator, ALWAYS, (BANDS,))
    counts, sums, found = dict(folded.counts), list(folded.sums), list[FigurePlan]()
    # One year only: every table more costs counts of the others, and this one stands on all bands.
    for period in sorted({key.period for key in folded.counts})[-1:]:
        whole = CountKey(counted.folder.organisation.code, period, definition.denominator.item)
        rows = folded.rows(period, BANDS)
        for cluster in CLUSTERS:
            for tier, bands in TIERS.items():
                inside = [row for row in rows if dict(row)["cluster"] == cluster and dict(row)["pay_band"] in bands]
                for group in ("all", *groups_at(3)):
                    total = _tier(whole, cluster, tier, group)
                    parts = tuple(replace(whole, breakdown=row, group=group) for row in inside)
                    counts[total] = sum(folded.counts[part] for part in parts)
                    sums += [Sum(total, parts)] if parts else []
            found += list(_plans(definition, whole, cluster))
    return MeasureResult(counts, tuple(sums), (), tuple(found), {definition.id: definition.edition}, "")


def _tier(whole: CountKey, cluster: str, tier: str, group: str) -> CountKey:
    return replace(whole, breakdown=(("cluster", cluster), ("tier", tier)), group=group)


def _plans(definition: Definition, whole: CountKey, cluster: str) -> Iterable[FigurePlan]:
    for step, (below, above) in STEPS.items():
        here = replace(whole, breakdown=(("cluster", cluster), ("step", step)))
        keys = [_tier(whole, cluster, tier, group) for group in ("white", "bme") for tier in (above, below)]
        yield plans.Row(definition, here, here).plan(Kind.DISPARITY, None, definition.compared, *keys)
