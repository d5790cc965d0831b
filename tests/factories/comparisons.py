"""Headlines of many made-up organisations with counts, for the tests of what compares them."""

from __future__ import annotations

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Kind
from levelground.statistics.proportions import newcombe_difference
from levelground.statistics.relative_likelihood import koopman
from levelground.vocabulary.organisations import Profile
from tests.unit.reporting.test_wording import changed

Counts = tuple[int, int, int, int]
PERIOD = "2025-03-31"


def gap(organisation: str, counts: Counts, **given: object) -> ReleasedFigure:
    """A survey difference, BME minus White, of indicator 8."""
    found = newcombe_difference(*counts)
    names = {"measure": "wres_8", "kind": Kind.DIFFERENCE, "compared": "bme_minus_white", "base": "answered"}
    return _figure(organisation, counts, found.value, (found.lower, found.upper), {**names, **given})


def ratio(organisation: str, counts: Counts, **given: object) -> ReleasedFigure:
    """A relative likelihood, BME over White, of indicator 3."""
    found = koopman(*counts)
    names = {"measure": "wres_3", "kind": Kind.RATIO, "compared": "bme_over_white", "base": "group"}
    return _figure(organisation, counts, found.value, (found.lower, found.upper), {**names, **given})


def _figure(
    organisation: str,
    counts: Counts,
    value: float | None,
    limits: tuple[float | None, float | None],
    given: dict[str, object],
) -> ReleasedFigure:
    x1, n1, x2, n2 = counts
    made: dict[str, object] = {
        "organisation": organisation, "period": PERIOD, "breakdown": (), "variant": None, "group": None,
        "value": value, "lower": limits[0], "upper": limits[1], "p_value": None,
        "numerator_1": x1, "denominator_1": n1, "numerator_2": x2, "denominator_2": n2, **given,
    }  # fmt: skip
    return changed(**made)


def gaps(number: int = 20) -> list[ReleasedFigure]:
    """Organisations alike, of growing size, and one (ZZ1) far above the others: 40 in 100 where they have 15."""
    alike = [gap(f"ZA{n:02d}", (15 + 3 * n, 100 + 20 * n, 7 + 7 * n, 100 + 100 * n)) for n in range(number)]
    return [*alike, gap("ZZ1", (160, 400, 70, 1000))]


def profiles(number: int = 20) -> dict[str, Profile]:
    """What those organisations are like: all of one type but the last three."""
    codes = [*(f"ZA{n:02d}" for n in range(number)), "ZZ1"]
    return {
        code: Profile(code, f"Made-up {code}", "Acute" if n < number - 2 else "Community", 1000 + 100 * n, "", 0.2)
        for n, code in enumerate(codes)
    }
