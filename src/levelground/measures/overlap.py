"""Harassment by managers, by colleagues and by either: who met with both could be worked out from the three.

Those who met with both, or with one alone, follow from the three counts of a group. They are shown nowhere, and the
gate has to protect them all the same. Discrimination by the public, by staff, and the number who were asked for the
grounds of either are not tied so: people skip the question on grounds, so that nothing follows for certain.
"""

from __future__ import annotations

from dataclasses import replace

from levelground.measures.model import CountKey, MeasureResult, Sum

EITHER, MANAGERS, COLLEAGUES = (f"survey.{name}.counted" for name in ("q14b_or_c", "q14b", "q14c"))


def with_overlaps(result: MeasureResult) -> MeasureResult:
    """The result with the counts of people harassed by both or by one alone, and the sums that tie them to the rest.

    Where three counts do not fit together nothing follows from them, and nothing is added.
    """
    counts, sums = dict(result.counts), list(result.sums)
    for either in [key for key in result.counts if key.item == EITHER]:
        managers, colleagues = replace(either, item=MANAGERS), replace(either, item=COLLEAGUES)
        if {managers, colleagues} <= counts.keys():
            both = counts[managers] + counts[colleagues] - counts[either]
            if 0 <= both <= min(counts[managers], counts[colleagues]):
                together = replace(either, item="survey.q14b_and_c.counted")
                counts[together] = both
                for key in (managers, colleagues):
                    counts[_alone(key)] = counts[key] - both
                    sums.append(Sum(key, (together, _alone(key))))
                sums.append(Sum(either, (managers, _alone(colleagues))))
    return replace(result, counts=counts, sums=tuple(sums))


def _alone(key: CountKey) -> CountKey:
    return replace(key, item=f"{key.item}.alone")
