"""What a printed number stands for: an exact fraction, or the range of values that round to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

# What pages print where there is no value to print.
NO_VALUE = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "n/a",
        "na",
        "n.a.",
        "nan",
        "undefined",
        "null",
        "none",
        "not applicable",
        "no value",
        "#div/0!",
    }
)
NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")
# From this many significant digits on, a number was copied from a computer's double and not rounded for a page: its
# last digits are noise of the binary format, so it stands for a narrow band around it. IEEE 754: 15 to 17 digits.
DIGITS_OF_A_DOUBLE = 14
NOISE_OF_A_DOUBLE = Fraction(1, 10**13)


class Gap(StrEnum):
    """Why there is no range: not enough was printed, or there is no value (nought over nought)."""

    UNKNOWN = "unknown"
    UNDEFINED = "undefined"


@dataclass(frozen=True)
class Range:
    """All values from `low` to `high`; None for `high` means without end. `_in` says whether the end itself belongs."""

    low: Fraction
    high: Fraction | None
    low_in: bool = True
    high_in: bool = True

    @classmethod
    def exactly(cls, value: Fraction | int) -> Range:
        """The one value."""
        return cls(Fraction(value), Fraction(value))

    def times(self, factor: Fraction | int) -> Range:
        """Every value multiplied by a factor above 0."""
        return Range(self.low * factor, None if self.high is None else self.high * factor, self.low_in, self.high_in)

    def over(self, other: Range) -> Range:
        """Every value of this range divided by every value of another; both are 0 or more, the other not only 0."""
        if self.only == 0:
            return self
        low = Fraction(0) if other.high is None else self.low / other.high
        high = None if self.high is None or other.low == 0 else self.high / other.low
        low_in = self.low_in and other.high_in and other.high is not None
        return Range(low, high, low_in, self.high_in and other.low_in)

    def minus(self, other: Range) -> Range:
        """Every value of this range less every value of another; both have an end."""
        assert self.high is not None
        assert other.high is not None
        low_in, high_in = self.low_in and other.high_in, self.high_in and other.low_in
        return Range(self.low - other.high, self.high - other.low, low_in, high_in)

    def plus(self, other: Range) -> Range:
        """Every value of this range added to every value of another; both have an end."""
        assert self.high is not None
        assert other.high is not None
        low_in, high_in = self.low_in and other.low_in, self.high_in and other.high_in
        return Range(self.low + other.low, self.high + other.high, low_in, high_in)

    def common(self, other: Range) -> Range | None:
        """The values that belong to both, or None where there are none."""
        low, low_in = max((self.low, not self.low_in), (other.low, not other.low_in))
        ends = [(one.high, one.high_in) for one in (self, other) if one.high is not None]
        high, high_in = min(ends) if ends else (None, True)
        found = Range(low, high, not low_in, high_in)
        if high is None or low < high:
            return found
        return found if low == high and found.low_in and found.high_in else None

    def meets(self, other: Range) -> bool:
        """Whether any value belongs to both."""
        return self.common(other) is not None

    def lies_in(self, other: Range) -> bool:
        """Whether every value of this range belongs to the other."""
        return self.common(other) == self

    @property
    def only(self) -> Fraction | None:
        """The value where there is only one."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True)
class Printed:
    """One number as a page prints it. `value` is None where the page prints a sign for no value."""

    item: str
    text: str
    value: Fraction | None
    decimals: int = 0
    percent_sign: bool = False

    @property
    def unit(self) -> Fraction:
        """One in the last decimal printed."""
        return Fraction(1, 10**self.decimals)

    @property
    def noisy(self) -> bool:
        """Whether it is a computer's double in full, whose last digits mean nothing."""
        return len(re.sub(r"\D", "", self.text).lstrip("0")) >= DIGITS_OF_A_DOUBLE

    @property
    def range(self) -> Range:
        """The values that the printed number stands for, rounded half up (below 0: away from 0)."""
        assert self.value is not None
        if self.noisy:
            noise = abs(self.value) * NOISE_OF_A_DOUBLE
            return Range(self.value - noise, self.value + noise)
        half = self.unit / 2
        upward = self.value >= 0
        return Range(self.value - half, self.value + half, low_in=upward, high_in=not upward)

    @property
    def at_least_0(self) -> Range:
        """The same without what is below 0, for rates and shares."""
        whole = self.range
        return Range(max(whole.low, Fraction(0)), whole.high, whole.low_in or whole.low < 0, whole.high_in)

    @property
    def cut_off(self) -> Range:
        """The values that the printed number stands for if its further decimals were cut off."""
        assert self.value is not None
        if self.value < 0:
            return Range(self.value - self.unit, self.value, low_in=False)
        return Range(self.value, self.value + self.unit, high_in=False)


def understand(item: str, text: str) -> Printed | None:
    """What a printed cell says: a number with its decimals, or that there is no value; None where it says neither.

    Returns
        Thousands separators, a percent sign and a typographical minus are understood; the decimals are those printed.
    """
    plain = text.strip()
    if plain.casefold() in NO_VALUE:
        return Printed(item, plain, None)
    bare = plain.replace("−", "-").removesuffix("%").rstrip()
    if not NUMBER.fullmatch(bare) or not any(sign.isdigit() for sign in bare):
        return None
    digits = bare.replace(",", "")
    return Printed(item, plain, Fraction(digits), len(digits.partition(".")[2]), plain.endswith("%"))


def half_up(value: Fraction, decimals: int) -> Fraction:
    """A value of 0 or more, rounded half up."""
    unit = 10**decimals
    return Fraction((value * unit + Fraction(1, 2)).__floor__(), unit)
