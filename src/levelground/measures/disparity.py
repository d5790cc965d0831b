"""The race disparity ratio: how the stock of White staff thins out from tier to tier, beside that of BME staff."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from levelground.measures import plans
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, Sum, Table
from levelground.measures.tabulated import Counted

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
    folded = counted.fold(definition, definition.denominator, (BANDS,))
    period = max(key.period for key in folded.counts)
    # One year only: every table more costs counts of the others, and this one stands on all bands.
    counts = {key: number for key, number in folded.counts.items() if key.period == period}
    sums, found = [line for line in folded.sums if line.total.period == period], list[FigurePlan]()
    whole = CountKey(counted.folder.organisation.code, period, definition.denominator.item)
    bands = folded.rows(period, BANDS)
    for cluster in CLUSTERS:
        for group in (definition.numerator_group, definition.denominator_group):
            people = replace(whole, group=group)
            inside = [replace(people, breakdown=row) for row in bands if row[0] == ("cluster", cluster)]
            tiers = list(_tiers(inside, people, cluster))
            counts |= {line.total: sum(folded.counts[part] for part in line.parts) for line in tiers}
            sums += [*(line for line in tiers if line.parts), *_whole(inside, tiers, people, cluster)]
        found += list(_plans(definition, whole, cluster))
    return MeasureResult(counts, tuple(sums), (), tuple(found), {definition.id: definition.edition}, "")


def _tiers(inside: Iterable[CountKey], people: CountKey, cluster: str) -> Iterable[Sum]:
    """Each tier of a kind of post as the sum of its bands."""
    for tier, bands in TIERS.items():
        parts = tuple(key for key in inside if key.breakdown[1][1] in bands)
        yield Sum(_tier(people, cluster, tier, people.group), parts)


def _whole(inside: list[CountKey], tiers: list[Sum], people: CountKey, cluster: str) -> Iterable[Sum]:
    """The tiers and what belongs to none of them (ad hoc salaries) make up the kind of post."""
    if inside:
        rest = (key for key in inside if not any(key in line.parts for line in tiers))
        yield Sum(replace(people, breakdown=(("cluster", cluster),)), (*(line.total for line in tiers), *rest))


def _tier(whole: CountKey, cluster: str, tier: str, group: str) -> CountKey:
    return replace(whole, breakdown=(("cluster", cluster), ("tier", tier)), group=group)


def _plans(definition: Definition, whole: CountKey, cluster: str) -> Iterable[FigurePlan]:
    for step, (below, above) in STEPS.items():
        here = replace(whole, breakdown=(("cluster", cluster), ("step", step)))
        keys = [_tier(whole, cluster, tier, group) for group in ("white", "bme") for tier in (above, below)]
        yield plans.Row(definition, here, here).plan(Kind.DISPARITY, None, definition.compared, *keys)
