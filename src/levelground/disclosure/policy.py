"""The named policies: which counts are shown to whom. Every threshold of the product stands here, and only here.

Source: the rules that NHS publications follow, collected in the domain notes of this project; what could not be read
at its source says "to be confirmed against current guidance".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# A difference between a board and the workforce has no interval and no p-value for a board of fewer members than this.
# Source: a choice of this project, after the coverage of intervals at board size; to be confirmed with users.
MIN_BOARD = 5

UNCONFIRMED = "to be confirmed against current guidance"


@dataclass(frozen=True)
class Policy:
    """What one audience may see.

    `threshold_count` is the smallest count, other than 0, that is shown: 5 hides 1 to 4. Survey groups with fewer than
    `survey_base_minimum` respondents are hidden with their answers; groups with fewer than `pay_minimum` people have no
    mean, median or gap of pay. `complementary` hides further counts, so that a
    hidden one cannot be worked out. `rounding_base` rounds every count that is shown (None: exact). `share_decimals`
    and `ratio_decimals` are decimals of the 0..1 share and of the ratio (None: full precision). `marks` are printed on
    every output.
    """

    id: str
    edition: str
    words: str
    audience: str
    threshold_count: int
    survey_base_minimum: int
    pay_minimum: int
    complementary: bool
    rounding_base: int | None
    share_decimals: int | None
    ratio_decimals: int | None
    needs_purpose: bool
    is_public_knowledge: bool
    marks: tuple[str, ...]
    source: str

    @property
    def hides(self) -> bool:
        """Whether the policy hides anything at all."""
        return self.threshold_count > 1 or self.survey_base_minimum > 1

    @property
    def checks_review(self) -> bool:
        """Whether a lapsed review of a definition stops a release: figures that go to the public for the first time."""
        return self.is_public_knowledge and self.hides

    def is_small(self, count: int) -> bool:
        """Whether a count of people is too small to be shown; 0 is shown."""
        return 0 < count < self.threshold_count

    def rounded(self, count: int) -> int:
        """The count as it is shown: to the nearest multiple of the rounding base, a half upwards."""
        base = self.rounding_base
        return count if base is None else (2 * count + base) // (2 * base) * base


_PUBLIC = Policy(
    id="public",
    edition="2026-11",
    words=(
        "Counts of 1 to 4 are hidden, with as many others as it takes that no hidden count can be worked out. Survey "
        "groups of fewer than 11 respondents are hidden, and the pay of groups of fewer than 50. Zeros are shown, "
        "except in breakdowns that are hidden as a whole."
    ),
    audience="public",
    threshold_count=5,
    survey_base_minimum=11,
    pay_minimum=50,
    complementary=True,
    rounding_base=None,
    share_decimals=3,
    ratio_decimals=2,
    needs_purpose=False,
    is_public_knowledge=True,
    marks=(),
    source=(
        f"NHS statistics: counts of 1 to 4 suppressed ({UNCONFIRMED}). NHS Staff Survey benchmark reports: groups "
        f"under 11 not shown ({UNCONFIRMED})."
    ),
)
_PUBLIC_ROUNDED = Policy(
    id="public_rounded",
    edition="2026-11",
    words=(
        "Counts of 1 to 7 are hidden, with as many others as it takes that no hidden count can be worked out; every "
        "other count is rounded to the nearest 5, and all figures are worked out from the rounded counts. Survey "
        "groups of fewer than 11 respondents are hidden, and the pay of groups of fewer than 50. Zeros are shown, "
        "except in breakdowns that are hidden as a whole."
    ),
    audience="public",
    threshold_count=8,
    survey_base_minimum=11,
    pay_minimum=50,
    # The hospital statistics rely on rounding alone. We do not: with two neighbours rounded upwards it can leave a
    # hidden count fewer values than 1 to 7. Counts are protected as if they were shown exactly, then rounded.
    complementary=True,
    rounding_base=5,
    share_decimals=3,
    ratio_decimals=2,
    needs_purpose=False,
    is_public_knowledge=True,
    marks=("Counts are rounded to the nearest 5, so they may not add up to their totals.",),
    source=(
        "NHS Digital, Hospital Episode Statistics, change of disclosure control from 2018: 1 to 7 suppressed, other "
        f"counts rounded (the base of 5 {UNCONFIRMED})."
    ),
)
_BOARD = Policy(
    id="board",
    edition="2026-11",
    words=(
        "For members of the board only: counts of 1 to 4 are hidden, with as many others as it takes that no hidden "
        "count can be worked out. Survey groups of fewer than 10 respondents are hidden, and the pay of groups of "
        "fewer than 20. Zeros are shown, except in breakdowns that are hidden as a whole."
    ),
    audience="board",
    threshold_count=5,
    survey_base_minimum=10,
    pay_minimum=20,
    complementary=True,
    rounding_base=None,
    share_decimals=3,
    ratio_decimals=2,
    needs_purpose=False,
    is_public_knowledge=False,
    marks=("Private board paper: not for publication.",),
    source=(
        "NHS Staff Survey 2024 detailed spreadsheets: not shown with fewer than 10 responses. Counts as in the public "
        f"policy, since board papers are often asked for ({UNCONFIRMED})."
    ),
)
_INTERNAL = Policy(
    id="internal",
    edition="2026-11",
    words=(
        "For the named analysts and equality leads who already handle the records: every figure, with counts of 1 and "
        "2 hidden; a hidden count may be worked out from its totals. The pay of groups of fewer than 10 is hidden."
    ),
    audience="internal",
    threshold_count=3,
    survey_base_minimum=3,
    pay_minimum=10,
    complementary=False,
    rounding_base=None,
    share_decimals=3,
    ratio_decimals=2,
    needs_purpose=False,
    is_public_knowledge=False,
    marks=("Internal working paper: holds small counts, not to be passed on.",),
    source=f"A choice of this project ({UNCONFIRMED} and with the organisation's information governance lead).",
)
_STATUTORY_RETURN = Policy(
    id="statutory_return",
    edition="2026-11",
    words="Exact counts for one named recipient who is entitled to them, for the purpose recorded in the ledger.",
    audience="statutory_return",
    threshold_count=1,
    survey_base_minimum=1,
    pay_minimum=1,
    complementary=False,
    rounding_base=None,
    share_decimals=3,
    ratio_decimals=2,
    needs_purpose=True,
    is_public_knowledge=False,
    marks=("Not for publication.",),
    source=f"The national collection asks for exact counts ({UNCONFIRMED}).",
)
_ALREADY_PUBLIC = Policy(
    id="already_public",
    edition="2026-11",
    words="The counts were published before by their owner: nothing is hidden, and figures are at full precision.",
    audience="public",
    threshold_count=1,
    survey_base_minimum=1,
    pay_minimum=1,
    complementary=False,
    rounding_base=None,
    share_decimals=None,
    ratio_decimals=None,
    needs_purpose=False,
    is_public_knowledge=True,
    marks=("Worked out from counts that are already public.",),
    source="The person who gives the counts says that they are public; the ledger records it.",
)

POLICIES: Mapping[str, Policy] = {
    policy.id: policy for policy in (_PUBLIC, _PUBLIC_ROUNDED, _BOARD, _INTERNAL, _STATUTORY_RETURN, _ALREADY_PUBLIC)
}
