"""Small tables of a made-up organisation, as raw results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import product

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest
from levelground.measures.model import (
    Adverse,
    CountKey,
    Definition,
    FigurePlan,
    Kind,
    MeasureResult,
    Predicate,
    Sum,
    Tally,
)

AT = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
PERIOD = "2026-03-31"
ITEM = "staff.workforce"


def key(group: str = "all", band: str | None = None, *, item: str = ITEM, period: str = PERIOD) -> CountKey:
    return CountKey("ZZ9", period, item, (("pay_band", band),) if band else (), group)


def count_plan(at: CountKey) -> FigurePlan:
    """A plan that shows a count and nothing else."""
    return FigurePlan("wres_1", Kind.SHARE, "ZZ9", at.period, at.breakdown, at.group, None, at, edition="2016")


def plan(
    kind: Kind, *keys: CountKey, measure: str = "wres_2", compared: str | None = None, **fields: object
) -> FigurePlan:
    group = keys[0].group if kind is Kind.SHARE and keys else None
    bare = FigurePlan(measure, kind, "ZZ9", PERIOD, (), group, compared, *keys)
    return FigurePlan(**{**{name: getattr(bare, name) for name in bare.__dataclass_fields__}, **fields})  # type: ignore[arg-type]


def raw(
    counts: dict[CountKey, int],
    *,
    sums: Sequence[Sum] = (),
    plans: Sequence[FigurePlan] | None = None,
    **fields: object,
) -> MeasureResult:
    """A raw result; without plans, every count is shown by itself."""
    shown = tuple(map(count_plan, counts)) if plans is None else tuple(plans)
    given = {"subsets": (), "editions": {p.measure: "2016" for p in shown}, "source_hash": "made-up", **fields}
    return MeasureResult(counts=counts, sums=tuple(sums), plans=shown, **given)  # type: ignore[arg-type]


def two_way(table: Sequence[Sequence[int]]) -> MeasureResult:
    """A table with both margins and the grand total: rows are bands, columns are groups g0, g1, …"""
    rows, columns = len(table), len(table[0])
    counts = {key(f"g{c}", f"r{r}"): table[r][c] for r, c in product(range(rows), range(columns))}
    counts |= {key(band=f"r{r}"): sum(table[r]) for r in range(rows)}
    counts |= {key(f"g{c}"): sum(line[c] for line in table) for c in range(columns)}
    counts[key()] = sum(map(sum, table))
    sums = [Sum(key(band=f"r{r}"), tuple(key(f"g{c}", f"r{r}") for c in range(columns))) for r in range(rows)]
    sums += [Sum(key(f"g{c}"), tuple(key(f"g{c}", f"r{r}") for r in range(rows))) for c in range(columns)]
    sums += [Sum(key(), tuple(key(band=f"r{r}") for r in range(rows)))]
    sums += [Sum(key(), tuple(key(f"g{c}") for c in range(columns)))]
    return raw(counts, sums=sums)


def request(policy: str = "public", **fields: str) -> ReleaseRequest:
    return ReleaseRequest(POLICIES[policy], AT, **fields)


def definition(measure: str = "wres_2", **fields: object) -> Definition:
    """A made-up definition, complete enough for the gate."""
    tally = Tally(ITEM, "people", "staff", None, Predicate("always"))
    given = {
        "id": measure, "framework": "wres", "number": 2, "title": "", "short_title": "", "question": "",
        "why_it_matters": "", "does_not_show": "", "edition": "2015", "in_force_from": dt.date(2015, 4, 1),
        "in_force_until": None, "kind": Kind.RATIO, "formula": "relative_likelihood", "numerator_group": "white",
        "denominator_group": "bme", "compared": "white_over_bme", "adverse_when": Adverse.ABOVE_1, "base": "known",
        "numerator": tally, "denominator": tally, "window_months": 12, "tables": (), "variants": {},
        "variant_rows": None,
        "within_band_flag": True, "survey_items": {}, "also_reads": (), "amount": "", "drivers": (),
        "to_be_confirmed": (), "changes": "",
        "source": "", "status": "published", "authored_by": "a", "checked_by": "b",
        "date_reviewed": dt.date(2025, 7, 1), "next_review": dt.date(2026, 7, 1), **fields,
    }  # fmt: skip
    return Definition(**given)  # type: ignore[arg-type]
