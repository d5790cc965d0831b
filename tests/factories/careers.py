"""Made-up people who stay, move and leave between yearly snapshots, as a folder in the reader's form."""

from __future__ import annotations

from collections.abc import Sequence

from tests.factories.folders import MadeFolder, folder

YEARS = ("2024-03-31", "2025-03-31", "2026-03-31")
Career = tuple[int, str, Sequence[str | None]]


def careers(*given: Career, years: Sequence[str] = YEARS) -> MadeFolder:
    """A folder of so many people each with an ethnic category and a band at every snapshot (None: not there)."""
    made = []
    for line, (number, category, bands) in enumerate(given):
        for person in range(number):
            for period, band in zip(years, bands, strict=True):
                if band is not None:
                    who = {"person_id": f"SYN{line}-{person}", "ethnic_category": category}
                    made.append(
                        {**who, "period": period, "pay_band": band, "assignment_id": f"{line}-{person}-{period}"}
                    )
    return folder({"staff": made})


# Large enough that the public policy shows three steps: White, BME and unknown people of a trust that does not exist.
TRUST: tuple[Career, ...] = (
    (400, "A", ("5", "5", "5")),
    (60, "A", ("5", "5", None)),
    (60, "A", (None, "5", "5")),
    (50, "A", ("5", "6", "6")),
    (200, "A", ("6", "6", "6")),
    (30, "A", ("6", None, None)),
    (30, "A", (None, None, "6")),
    (30, "A", ("6", "7", "7")),
    (120, "A", ("7", "7", "7")),
    (20, "A", ("7", "7", None)),
    (20, "A", (None, "7", "7")),
    (300, "H", ("5", "5", "5")),
    (40, "H", ("5", None, None)),
    (60, "H", (None, "5", "5")),
    (15, "H", ("5", "6", "6")),
    (80, "H", ("6", "6", "6")),
    (12, "H", ("6", None, None)),
    (12, "H", (None, "6", "6")),
    (8, "H", ("6", "7", "7")),
    (30, "H", ("7", "7", "7")),
    (20, "Z", ("5", "5", "5")),
    (10, "Z", ("6", "6", "6")),
)
