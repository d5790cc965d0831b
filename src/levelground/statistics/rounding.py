"""Rounding as people do it on paper: half up, once, at the end, and from whole numbers where there are any.

Python's own `round` takes halves to the even digit and works on binary fractions, so that it prints 0.12 for 0.125.

Source: the rule that IEEE 754-2019, 4.3.1, calls roundTiesToAway, and that spreadsheets' ROUND follows. It is the rule
of this product; that every published report follows it is not to be assumed.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import isfinite

from levelground.errors import InputError

Exact = int | Decimal | Fraction | float


def half_up(value: Exact, decimals: int) -> Decimal:
    """Gives a number rounded half up to so many decimals; a half goes away from 0, below 0 too.

    Parameters
        value: exact types are taken as they are; a float as the shortest decimal that stands for it, so 0.285 is 0.285
        and not the binary fraction just below. Prefer `ratio_half_up` where the counts are at hand.
        decimals: from 0 up.
    Returns
        A Decimal with exactly that many decimals; never a negative 0.
    Raises
        InputError: not a finite number, or a negative number of decimals.
    Source
        See the module.
    Example
        >>> half_up(0.285, 2), half_up(-0.5, 0)
        (Decimal('0.29'), Decimal('-1'))
    """
    return ratio_half_up(*_exact(value).as_integer_ratio(), decimals)


def ratio_half_up(numerator: int, denominator: int, decimals: int) -> Decimal:
    """Gives numerator / denominator rounded half up, worked out in whole numbers only.

    A ratio of two shares is (x1 n2) / (n1 x2): pass those products, and no rounding of the shares comes between.

    Parameters
        numerator: any whole number; denominator: any whole number but 0; decimals: from 0 up.
    Returns
        A Decimal with exactly that many decimals; a half goes away from 0; never a negative 0.
    Raises
        InputError: a denominator of 0, or a negative number of decimals.
    Source
        See the module.
    Example
        >>> ratio_half_up(1, 8, 2)
        Decimal('0.13')
    """
    top, bottom, negative = _scaled(numerator, denominator, decimals)
    return _decimal((2 * top + bottom) // (2 * bottom), decimals, negative=negative)


def truncate(value: Exact, decimals: int) -> Decimal:
    """Gives a number with its further decimals cut off: the slip that `audit` looks for, not a way to publish.

    Parameters
        value, decimals: as for `half_up`.
    Returns
        A Decimal with exactly that many decimals, cut towards 0; never a negative 0.
    Raises
        InputError: as `half_up`.

    Example
        >>> truncate(6.319, 2), truncate(-6.319, 2)
        (Decimal('6.31'), Decimal('-6.31'))
    """
    return ratio_truncated(*_exact(value).as_integer_ratio(), decimals)


def ratio_truncated(numerator: int, denominator: int, decimals: int) -> Decimal:
    """Gives numerator / denominator with its further decimals cut off, worked out in whole numbers only.

    Parameters
        numerator, denominator, decimals: as for `ratio_half_up`.
    Returns
        A Decimal with exactly that many decimals, cut towards 0; never a negative 0.
    Raises
        InputError: as `ratio_half_up`.

    Example
        >>> ratio_truncated(2, 3, 2)
        Decimal('0.66')
    """
    top, bottom, negative = _scaled(numerator, denominator, decimals)
    return _decimal(top // bottom, decimals, negative=negative)


def decimals_of(value: float) -> int:
    """Gives how many decimals a number is written with, at the shortest.

    Parameters
        value: a finite number.
    Returns
        0 or more; 12.0 and 1200.0 have none.

    Example
        >>> decimals_of(12.50), decimals_of(12.0), decimals_of(1200.0)
        (1, 0, 0)
    """
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def _exact(value: Exact) -> Fraction:
    if not isfinite(value):
        raise InputError(
            "a value that is not a finite number.",
            expected="a number that can be rounded.",
            do_this="leave a missing value out: it has no rounded form.",
        )
    return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value)


def _scaled(numerator: int, denominator: int, decimals: int) -> tuple[int, int, bool]:
    if denominator == 0 or decimals < 0:
        raise InputError(
            "a denominator of 0 or a negative number of decimals.",
            expected="a denominator other than 0, and 0 decimals or more.",
            do_this="show a ratio over 0 as having no value.",
        )
    return abs(numerator) * 10**decimals, abs(denominator), (numerator < 0) != (denominator < 0)


def _decimal(units: int, decimals: int, *, negative: bool) -> Decimal:
    # Built from digits: Decimal arithmetic would round again to the context's precision.
    digits = tuple(int(digit) for digit in str(units))
    return Decimal((int(negative and units > 0), digits, -decimals))
