"""What others may see: released results, and the cell that is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from levelground.measures.model import CountKey, Kind, NoValue


@dataclass(frozen=True)
class Suppressed:
    """A count that is hidden: a value of its own, never 0, never None, never "*" before the presenter.

    The reason is the same for a small count and for one hidden to protect it, so that it gives neither away.
    """

    reason: str


Count = int | Suppressed


@dataclass(frozen=True)
class ReleasedFigure:
    """One figure as it may be shown, with everything it must travel with.

    `value`, `lower` and `upper` are None where there is no value or no limit; `no_value` then says why and `reason`
    says it in words. `confidence` is that of the interval. `within_band` is the 0.80 to 1.25 flag (ratios only, None
    when there is no value), never to be shown without the interval. `false_alarm_share` is how often that flag would
    fire for a perfectly fair organisation with the same denominators and overall rate.
    `parity_count` is the count that would make numerator_1 / denominator_1 equal the second share (indicator 9, and
    the target of a headcount).
    """

    measure: str
    edition: str
    kind: Kind
    organisation: str
    period: str
    breakdown: tuple[tuple[str, str], ...]
    variant: str | None
    group: str | None
    numerator_group: str | None
    denominator_group: str | None
    compared: str | None
    base: str
    value: float | None
    lower: float | None
    upper: float | None
    confidence: float
    method: str
    p_value: float | None
    numerator_1: Count | None
    denominator_1: Count | None
    numerator_2: Count | None
    denominator_2: Count | None
    within_band: bool | None
    false_alarm_share: float | None
    parity_count: int | None
    no_value: NoValue | None
    reason: str | None

    @property
    def suppressed(self) -> bool:
        """True when the figure is hidden because a count beneath it is."""
        return self.no_value is NoValue.SUPPRESSED


@dataclass(frozen=True)
class ReleasedResult:
    """What a policy lets through: figures and counts, with the editions and the hash that say where they came from."""

    policy: str
    policy_edition: str
    policy_words: str
    audience: str
    figures: tuple[ReleasedFigure, ...]
    counts: Mapping[CountKey, Count]
    editions: Mapping[str, str]
    source_hash: str
    released_at: str
    notices: tuple[str, ...]
    purpose: str | None = None
    recipient: str | None = None
