"""A released result of a made-up trust, through the real pipeline, for the tests of what is shown."""

from __future__ import annotations

import datetime as dt
import random
from functools import cache

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedResult
from levelground.measures import catalogue
from levelground.measures.compute import compute
from levelground.measures.model import MeasureResult
from levelground.reporting.document import ReportInput
from tests.factories.folders import folder, many

AT = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
CODES = ["A"] * 60 + ["B"] * 3 + ["C"] * 7 + ["H"] * 10 + ["N"] * 8 + ["L"] * 5 + ["Z"] * 4 + ["missing"] * 3
BANDS = {"clinical": ["3", "5", "6"], "non_clinical": ["3", "7", "vsm"], "medical": ["consultant"]}
GROUPS = {"clinical": "nursing_midwifery", "non_clinical": "administrative_clerical", "medical": "medical_dental"}
HOURLY = {"3": 12.0, "5": 16.0, "6": 20.0, "7": 25.0, "vsm": 70.0, "consultant": 58.0}
SURVEY = {"Q14a": (0.24, 0.28), "Q14b or c": (0.20, 0.25), "Q15": (0.59, 0.49), "Q16b": (0.07, 0.15)}


@cache
def raw(staff: int = 900, years: tuple[int, ...] = (2024, 2025, 2026)) -> MeasureResult:
    """The raw result of a made-up trust of so many staff; always the same."""
    draw = random.Random(7)
    rows: dict[str, list[dict[str, object]]] = {"staff": [], "recruitment": [], "disciplinary": [], "survey": []}
    for year in years:
        period = f"{year}-03-31"
        for number in range(staff):
            post = _post(draw)
            kind = draw.choices(["permanent", "fixed_term", "bank", "honorary"], [90, 5, 4, 1])[0]
            trained = "yes" if draw.random() < 0.3 else "no"
            rows["staff"].append(
                {
                    "period": period,
                    "person_id": f"SYN{number}",
                    "assignment_type": kind,
                    "accessed_training": trained,
                    **post,
                }
            )
        for _ in range(staff):
            post = _post(draw)
            chance = 0.3 if post["ethnic_category"] in ("A", "B", "C") else 0.2
            rows["recruitment"].append(
                {
                    "period": period,
                    "appointed": "yes" if draw.random() < chance else "no",
                    "international_route": "yes" if draw.random() < 0.1 else "no",
                    **post,
                }
            )
        rows["disciplinary"] += [{"period": period, "case_id": f"C{year}{n}", **_post(draw)} for n in range(40)]
    for year in years[1:]:
        for question, (white, bme) in SURVEY.items():
            for group, answered, share in (("White", 500, white), ("BME", 150, bme)):
                counted = round(answered * share)
                rows["survey"].append(
                    {
                        "survey_year": year - 1,
                        "question": question,
                        "ethnic_group": group,
                        "answered": answered,
                        "counted": counted,
                    }
                )
    paid = [
        {
            "person_id": post["person_id"],
            "hourly_pay": f"{HOURLY[str(post['pay_band'])] + draw.random():.2f}",
            **_paid(post),
        }
        for post in rows["staff"]
        if post["period"] == f"{years[-1]}-03-31"
    ]
    board = [*many(8, executive="yes"), *many(6, ethnic_category="H"), *many(2, ethnic_category="N", voting="no")]
    return compute(folder({**rows, "board": board, "training": many(1), "pay": paid}, synthetic=True))  # type: ignore[arg-type]


def _paid(post: dict[str, object]) -> dict[str, object]:
    bonus = "5000" if post["pay_band"] == "consultant" and str(post["person_id"]).endswith("7") else None
    names = ("period", "ethnic_category", "cluster", "pay_band", "staff_group")
    return {"bonus": bonus, **{name: post[name] for name in names}}


def _post(draw: random.Random) -> dict[str, object]:
    cluster = draw.choices(list(BANDS), [6, 3, 1])[0]
    return {
        "ethnic_category": draw.choice(CODES),
        "cluster": cluster,
        "pay_band": draw.choice(BANDS[cluster]),
        "staff_group": GROUPS[cluster],
        "directorate": draw.choice(["East", "West"]),
    }


@cache
def released(policy: str = "public") -> ReleasedResult:
    """The made-up trust's result under a policy."""
    needs = {"purpose": "a test", "recipient": "Nobody"} if policy == "statutory_return" else {}
    shown, _ = release(raw(), request=ReleaseRequest(POLICIES[policy], AT, **needs), definitions=catalogue.load())
    return shown


def report_input(policy: str = "public") -> ReportInput:
    """What a report of the made-up trust is made from."""
    return ReportInput(released(policy), catalogue.load(), {"ZZ9": "Nowhere NHS Trust (made up)"})
