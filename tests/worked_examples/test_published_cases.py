"""Published figures worked out again: those that may be quoted stand here, the whole reference list where it exists.

The oracle is each case's own note in the reference list, worked by hand by whoever transcribed it, and not our code.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from levelground.measures import catalogue
from levelground.measures.claims import Claim, Verdict, check
from levelground.measures.claims.quantities import understand

DEFINITIONS = catalogue.load()
KMPT = (
    "https://www.kmpt.nhs.uk/pdf-documents/about-us-documents/publications/workforce-reports/"
    "workforce-race-equality-standard-2020-2022"
)
GLOSCG = "https://www.gloucestershireccg.nhs.uk/about-you/equality-diversity/our-work/"
NCIC = "https://www.ncic.nhs.uk/trust/equality-diversity-and-inclusion/workforce-race-equality-standard-report-2023"
WESTLANCS = (
    "http://www.westlancs.gov.uk/about-the-council/how-the-council-works/equality-and-diversity/what-our-duties-are/"
    "equality-information-about-employees/recruitment.aspx"
)
BPAS = "https://www.bpas.org/about-our-charity/governance/workforce-race-equality-standards-wres-report/"


def claim(claim_id: str, organisation: str, year: int, measure: str, items: Mapping[str, str]) -> Claim:
    """A claim as `read_claims` would give it."""
    printed = tuple(one for item, text in items.items() if (one := understand(item, text)))
    assert len(printed) == len(items)
    return Claim(claim_id, organisation, dt.date(year, 3, 31), measure, printed)


KMPT_2020 = {
    "total": "3,296",
    "white_share_percent": "76",
    "bme_share_percent": "22",
    "white_numerator": "17",
    "bme_numerator": "9",
    "white_rate_percent": "0.7",
    "bme_rate_percent": "1.2",
}


@dataclass(frozen=True)
class Fact:
    """One page's figures, with what its arithmetic gives."""

    name: str
    source: str
    year: int
    measure: str
    items: Mapping[str, str]
    adds_up: bool | None
    slips: tuple[str, ...] = ()


FACTS = (
    # 9 / (0.22 x 3,296) over 17 / (0.76 x 3,296) = 9 x 76 / (17 x 22) = 684 / 374 = 1.83
    Fact("summary", f"{KMPT}/information/", 2020, "wres_3", {**KMPT_2020, "ratio": "1.8"}, True),
    Fact(
        # 1.2 / 0.7 = 1.71
        "indicator page", f"{KMPT}/indicator-3/", 2020, "wres_3", {**KMPT_2020, "ratio": "1.7"}, False,
        ("ratio_of_rounded_rates",),
    ),
    Fact(
        # 23 / 364 = 6.3187 %, which rounds to 6.32
        "truncated 2019", GLOSCG, 2019, "wres_1",
        {"bme_numerator": "23", "total": "364", "bme_share_percent": "6.31"}, False, ("truncation",),
    ),
    Fact(
        "nought over nought", GLOSCG, 2020, "wres_3",
        {"white_numerator": "0", "bme_numerator": "0", "ratio": ""}, True,
    ),
    Fact("2022", NCIC, 2022, "wres_2", {"ratio": "1.25%"}, False, ("percent_sign_on_ratio",)),
    Fact(
        "2023", NCIC, 2023, "wres_2", {"ratio": "17.16%"}, False, ("conversion_rate_as_ratio", "percent_sign_on_ratio"),
    ),
    Fact(
        # 314 + 55 + 413 = 782; 314 / 782 = 40.15 %, 55 / 782 = 7.03 %, 413 / 782 = 52.81 %
        "unknown in the base", BPAS, 2020, "wres_1",
        {
            "white_numerator": "314", "bme_numerator": "55", "unknown_numerator": "413", "total": "782",
            "white_share_percent": "40", "bme_share_percent": "7", "unknown_share_percent": "53",
        },
        True,
    ),
    Fact(
        # 389 + 10 + 4 = 403
        "counts only", WESTLANCS, 2020, "wres_2",
        {
            "white_numerator": "117", "white_denominator": "389", "bme_numerator": "2", "bme_denominator": "10",
            "unknown_numerator": "0", "unknown_denominator": "4", "total": "403",
        },
        True,
    ),
)  # fmt: skip


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact.source.split('/')[2]} {fact.name}")
def test_a_published_fact_adds_up_or_its_slip_is_named(fact: Fact) -> None:
    (verdict,) = check([claim(fact.name, fact.source, fact.year, fact.measure, fact.items)], DEFINITIONS)

    assert (verdict.adds_up, verdict.slips) == (fact.adds_up, fact.slips)


def test_a_council_that_prints_counts_only_is_given_its_ratio() -> None:
    fact = next(fact for fact in FACTS if fact.source == WESTLANCS)

    (verdict,) = check([claim("w", "council", 2020, "wres_2", fact.items)], DEFINITIONS)

    assert verdict.recomputed["ratio"] == pytest.approx((117 / 389) / (2 / 10), rel=1e-12)


def test_the_page_that_rounded_last_is_not_blamed_for_the_one_that_did_not() -> None:
    pages = [
        claim(name, "KMPT", 2020, "wres_3", {**KMPT_2020, "ratio": ratio})
        for name, ratio in (("summary", "1.8"), ("indicator", "1.7"))
    ]

    summary, indicator = check(pages, DEFINITIONS)

    assert (summary.adds_up, summary.slips) == (True, ())
    assert (indicator.adds_up, indicator.slips) == (False, ("ratio_of_rounded_rates",))
    assert "17 / 2,505" in indicator.explanation
    assert "1.2 / 0.7" in indicator.explanation


@dataclass(frozen=True)
class Page:
    """How one claim is made of a case: item to the path of its number (`+` adds two), and what its note leads to.

    `part` names a part of the organisation, or of its report, whose figures are not to be compared with the others.
    """

    measure: str
    items: Mapping[str, str]
    adds_up: bool | None
    slips: tuple[str, ...] = ()
    part: str = ""
    year: int | None = None


KMPT_ITEMS = {
    "total": "inputs.total",
    "white_share_percent": "inputs.white_pct_of_staff",
    "bme_share_percent": "inputs.bme_pct_of_staff",
    "white_numerator": "inputs.white_formal",
    "bme_numerator": "inputs.bme_formal",
    "white_rate_percent": "published.white_rate_pct",
    "bme_rate_percent": "published.bme_rate_pct",
}
THREE_SHARES = {f"{group}_share_percent": f"published.{group}_pct" for group in ("white", "bme", "unknown")}


def gloscg(numerators: str) -> tuple[Page, ...]:
    """The two pages of one case: everyone, and the non-clinical part, whose total does not belong to its share."""
    whole = {"bme_numerator": numerators, "total": "inputs.total", "bme_share_percent": "published.bme_pct"}
    part = {
        "bme_numerator": "inputs.bme_non_clinical",
        "total": "inputs.non_clinical_total_as_printed",
        "bme_share_percent": "published.bme_pct_of_non_clinical",
    }
    return (
        Page("wres_1", whole, False, ("truncation",)),
        Page("wres_1", part, False, ("does_not_recompute",), "non-clinical"),
    )


def swapped(number: int) -> tuple[Page, ...]:
    """A summary page and an indicator page that give the same values to opposite groups."""
    return tuple(
        Page(
            f"wres_{number}",
            {f"{group}_rate_percent": f"published.{page}.{group}_pct" for group in groups},
            False,
            ("swapped_groups",),
        )
        for page, groups in (
            ("summary_page", ("white", "bme")),
            ("indicator_page", ("bme",) if number == 5 else ("white", "bme")),
        )
    )


PAGES: dict[str, tuple[Page, ...]] = {
    "bpas-2020-i1": (
        Page(
            "wres_1",
            {
                "total": "inputs.total",
                **{f"{group}_numerator": f"inputs.{group}" for group in ("white", "bme", "unknown")},
                **THREE_SHARES,
            },
            True,
        ),
    ),
    "kmpt-2019-i1": (Page("wres_1", THREE_SHARES, True),),
    "kmpt-2020-i3": (
        Page("wres_3", {**KMPT_ITEMS, "ratio": "published.ratio_bme_to_white_summary_page"}, True),
        Page(
            "wres_3", {**KMPT_ITEMS, "ratio": "published.ratio_bme_to_white_indicator_page"}, False,
            ("ratio_of_rounded_rates",),
        ),
    ),
    "kmpt-2019survey-i5": swapped(5),
    "kmpt-2019survey-i6": swapped(6),
    "kmpt-2019survey-i8": swapped(8),
    "christie-2022-i2": (
        Page(
            "wres_2",
            {
                "white_rate_percent": "inputs.white_likelihood_pct",
                "bme_rate_percent": "inputs.bme_likelihood_pct",
                "ratio": "published.ratio_white_to_bme",
            },
            True,
        ),
    ),
    "ncic-2023-i2": (
        Page(
            "wres_2", {"ratio": "published.value_as_printed"}, False,
            ("conversion_rate_as_ratio", "percent_sign_on_ratio"),
        ),
        Page("wres_2", {"ratio": "published.value_2022_as_printed"}, False, ("percent_sign_on_ratio",), year=2022),
        Page(
            "wres_2", {"ratio": "published.national_2022_as_printed"}, False, ("percent_sign_on_ratio",), "national",
            2022,
        ),
    ),
    "gloscg-2019-i1": gloscg("inputs.bme_non_clinical+inputs.bme_clinical"),
    "gloscg-2020-i1": gloscg("inputs.bme_non_clinical+inputs.bme_clinical"),
    "gloscg-2020-i3": (
        Page(
            "wres_3",
            {
                **{f"{group}_numerator": f"inputs.{group}_formal" for group in ("white", "bme")},
                "ratio": "published.ratio",
            },
            True,
        ),
    ),
    "sct-2022-i1": (
        Page(
            "wres_1",
            {
                "bme_numerator": "inputs.non_clinical_role_bme",
                "total": "inputs.non_clinical_role_total",
                "bme_share_percent": "published.role_bme_pct",
            },
            True,
        ),
    ),
    "cqc-2016-i1": (
        Page(
            "wres_1",
            {"bme_numerator": "inputs.bme", "total": "inputs.total", "bme_share_percent": "published.bme_pct"},
            True,
        ),
    ),
    "cwpt-2025-i4": (
        Page("wres_4", {f"{group}_rate_percent": f"inputs.{group}_rate_pct" for group in ("white", "bme")}, None),
    ),
    "unnamed-acute-2019-i1": (Page("wres_1", THREE_SHARES, True),),
    "chelwest-2017-i1": (Page("wres_1", {"total": "inputs.total", **THREE_SHARES}, True),),
    "westlancs-2020": (
        Page(
            "wres_2",
            {
                "total": "inputs.total_shortlisted",
                **{f"{group}_numerator": f"inputs.{group}_appointed" for group in ("white", "bme", "unknown")},
                **{f"{group}_denominator": f"inputs.{group}_shortlisted" for group in ("white", "bme", "unknown")},
            },
            True,
        ),
    ),
}  # fmt: skip
# Cases with inputs that hold no claim of ours, and why.
NOT_APPLICABLE = {
    "kmpt-2020-i9": "two shares of the board and of the workforce, and no result printed of them",
    "barnsleyccg-2021-i1": "prints no number of BME staff: 19 of 165 is what the note makes of the bands",
    "cwpt-2025-wdes2": "compares disabled and non-disabled people, who are no ethnic groups",
    "kline-compounding": "powers of a ratio by band, which are no likelihood",
    "bankwres-2023-i3": "prints ratios and one total, and no count of a group",
    "nbss-2023": "the response rate of a survey, not split by group",
    "national-2018-i9": "counts trusts and not people",
    "tfl-epg": "a pay gap",
    "scwres-2024": "adds staff by sector, not by group",
    "nss2024-national-i5": "weighted by organisation size: no count gives it",
    "nss2024-national-i6-parts": "weighted, and parts of a union of two questions",
    "nss2024-national-i7": "weighted by organisation size: no count gives it",
    "nss2024-national-i8": "weighted by organisation size: no count gives it",
    "nss2024-national-wdes4-5": "weighted, and about disability",
}
Case = Mapping[str, Any]


def cases(shared: Path) -> list[Case]:
    """The list with every number as its text, so that the decimals printed are known."""
    text = (shared / "data" / "published-cases.json").read_text(encoding="utf-8")
    found: list[Case] = json.loads(text, parse_int=str, parse_float=str)
    return found


def printed_at(case: Case, path: str) -> str:
    """The text at a path; the sum where two paths are added; nothing where the case says that nothing is printed."""
    values = []
    for one in path.split("+"):
        value: Any = case
        for key in one.split("."):
            value = value[key]
        values.append(value)
    return str(sum(int(value) for value in values)) if len(values) > 1 else values[0] or ""


def converted(case: Case) -> list[Claim]:
    """A case by hand as claims, one for each page."""
    year = int(re.findall(r"\d{4}", case["year"])[0])
    return [
        claim(
            f"{case['id']} {number}",
            f"{case['organisation']} {page.part}".strip(),
            page.year or year,
            page.measure,
            {item: printed_at(case, path) for item, path in page.items.items()},
        )
        for number, page in enumerate(PAGES[case["id"]])
    ]


def survey_claim(case: Case) -> Claim:
    """A row of the staff survey: rates as fractions of 1, and BME over White."""
    inputs, published = case["inputs"], case["published"]
    items = {
        f"{group}_rate_percent": format(Decimal(published[f"{group}_rate"]) * 100, "f") for group in ("white", "bme")
    }
    for key, value in inputs.items():
        group, _, side = key.partition("_")
        items[f"{group}_{'denominator' if side == 'base' else 'numerator'}"] = value
    items["ratio"] = published["ratio_bme_to_white"]
    return claim(case["id"], case["organisation"], 2024, case["indicator"].lower().replace("wres", "wres_"), items)


def is_survey_row(case: Case) -> bool:
    """Whether a case is a trust's row of the survey, with or without derived counts."""
    return "ratio_bme_to_white" in case["published"] and "white_rate" in case["published"]


@pytest.mark.shared
def test_each_case_by_hand_is_reproduced_or_named_for_the_reason_of_its_note(shared: Path) -> None:
    chosen = [case for case in cases(shared) if case["id"] in PAGES]

    found = {case["id"]: check(converted(case), DEFINITIONS) for case in chosen}

    expected = {name: [(page.adds_up, page.slips) for page in pages] for name, pages in PAGES.items()}
    assert {name: [(one.adds_up, one.slips) for one in verdicts] for name, verdicts in found.items()} == expected


@pytest.mark.shared
@pytest.mark.slow
def test_every_row_of_the_survey_adds_up_to_its_last_digit(shared: Path) -> None:
    rows = [case for case in cases(shared) if is_survey_row(case)]

    verdicts: tuple[Verdict, ...] = check([survey_claim(case) for case in rows], DEFINITIONS)

    counted = [case for case in rows if case["inputs"]]
    assert (len(rows), len(counted)) == (376, 347)
    assert not [one for one in verdicts if one.adds_up is not True or one.slips]


@pytest.mark.shared
def test_a_ratio_of_the_survey_is_bme_over_white_from_its_counts(shared: Path) -> None:
    case = next(case for case in cases(shared) if is_survey_row(case) and case["inputs"])
    counts = [Fraction(value) for value in case["inputs"].values()]

    (verdict,) = check([survey_claim(case)], DEFINITIONS)

    assert list(case["inputs"])[1::2] == ["white_base", "bme_base"]
    assert verdict.recomputed["ratio"] == float((counts[2] / counts[3]) / (counts[0] / counts[1]))


@pytest.mark.shared
def test_the_cases_left_out_are_exactly_those_listed_with_a_reason(shared: Path) -> None:
    with_inputs = {case["id"] for case in cases(shared) if case["inputs"] and not is_survey_row(case)}

    assert with_inputs - set(PAGES) == set(NOT_APPLICABLE)
    assert not set(PAGES) & set(NOT_APPLICABLE)
