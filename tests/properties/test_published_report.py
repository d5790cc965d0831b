"""What an outsider can work out from the finished report, workbook and open data of a synthetic trust.

The attacker here reads the files as anybody would, knows the policy, the zeros and how groups and rows add up, and asks
a linear program for the least and the most that every hidden count can be. Nothing of the gate's own code is used.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from levelground.cli import main
from levelground.extracts.synthetic import write_patients, write_trust

# The attacker's own knowledge of the field: what adds up to what.
EVERYBODY = (("white", "bme", "unknown"), ("disabled", "non_disabled", "disability_unknown"))
PARTS = {
    "bme": ("mixed", "asian", "black", "other"),
    "white": ("A", "B", "C", "traveller"),
    "mixed": ("D", "E", "F", "G"),
    "asian": ("H", "J", "K", "L", "R"),
    "black": ("M", "N", "P"),
    "other": ("S", "arab"),
    "unknown": ("Z", "missing"),
}
BANDS_OF = {
    "lower": "under_1 1 2 3 4 5", "middle": "6 7", "upper": "8a 8b 8c 8d 9 vsm", "bands_1_to_4": "under_1 1 2 3 4",
    "bands_5_to_7": "5 6 7", "bands_8a_to_8b": "8a 8b", "bands_8c_to_vsm": "8c 8d 9 vsm", "off_framework": "ad_hoc",
    "medical_trainees": "trainee", "medical_career_grades": "career_grade other_medical",
    "medical_consultants": "consultant senior_medical_manager",
}  # fmt: skip
AMONG = {
    "recruitment.appointed": "recruitment.shortlisted",
    "recruitment.appointed.excluding_international": "recruitment.shortlisted.excluding_international",
    "recruitment.shortlisted.excluding_international": "recruitment.shortlisted",
    "staff.accessed_training": "staff.workforce",
    "patients.waiting_long.counted": "patients.waiting.counted",
    **{f"patients.{who}.counted": f"patients.{who}" for who in ("waiting", "appointments", "bookings")},
    **{
        f"recruitment.{stage}.internal_applicants": f"recruitment.{stage}.excluding_international"
        for stage in ("applied", "shortlisted", "interviewed", "offered", "started")
    },
}
THRESHOLD = 5
EITHER, BY = "survey.q14b_or_c.counted", ("survey.q14b.counted", "survey.q14c.counted")
BOTH, BY_ONE = "survey.by both", ("survey.by managers alone", "survey.by colleagues alone")
Name = tuple[str, str, str, str]  # item, period, breakdown, group


@dataclass(frozen=True)
class Published:
    """What the files say: counts by name (None where hidden), figures as rows, the page, the workbook."""

    counts: Mapping[Name, int | None]
    truth: Mapping[Name, int]
    figures: list[dict[str, str]]
    page: str
    workbook: bytes


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    place = tmp_path_factory.mktemp("published")
    extracts = place / "extracts"
    extracts.mkdir()
    write_trust(extracts, seed=5, staff=700, years=2)
    patients = place / "patients.csv"
    write_patients(patients, seed=5)
    assert main(["report", str(extracts), "--patients", str(patients), "--out", str(place / "out")]) in (0, 1)
    truth = _truth(extracts, patients)
    counts = {
        (row["item"], row["period_end"], row["breakdown"], row["group"]): int(row["count"]) if row["count"] else None
        for row in _rows(place / "out" / "counts.csv")
    }
    return Published(
        counts,
        truth,
        _rows(place / "out" / "figures.csv"),
        (place / "out" / "report.html").read_text("utf-8"),
        (place / "out" / "workbook.xlsx").read_bytes(),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def _truth(folder: Path, patients: Path) -> dict[Name, int]:
    """The true counts, which the attacker lacks: only to know which hidden counts are small."""
    from levelground.cli.words.figures import patients_result
    from levelground.extracts.folder import read_folder
    from levelground.measures.compute import compute

    result = compute(read_folder(folder)) | patients_result(patients)
    totals = {line.total: sum(result.counts[part] for part in line.parts) for line in result.follows}
    return {
        (key.item, key.period, "; ".join(f"{n}={v}" for n, v in key.breakdown), key.group): number
        for key, number in (*result.counts.items(), *totals.items())
    }


class Attack:
    """Everything that is known as equations over what is not, per independent system solved by HiGHS."""

    def __init__(self, counts: Mapping[Name, int | None]) -> None:
        self.counts = dict(counts)
        for part, whole in AMONG.items():
            for item, period, breakdown, group in list(counts):
                if item == part and (whole, period, breakdown, group) in counts:
                    self.counts[f"{whole} without {part}", period, breakdown, group] = None
        for name in [name for name in counts if name[0] == EITHER]:
            self.counts |= {(item, *name[1:]): None for item in (BOTH, *BY_ONE)}
        self.names = list(self.counts)
        self.place = {name: number for number, name in enumerate(self.names)}
        self.equations = [*self._groups(), *self._breakdowns(), *self._complements(), *self._harassment()]

    def _groups(self) -> list[tuple[Name, list[Name]]]:
        found = []
        for item, period, breakdown, group in self.names:
            for parts in EVERYBODY if group == "all" else (PARTS.get(group, ()),):
                present = [name for part in parts if (name := (item, period, breakdown, part)) in self.place]
                # A part that the files never name is nobody (traveller and Arab are not in staff records).
                if present and (group != "all" or len(present) == len(parts)):
                    found.append(((item, period, breakdown, group), present))
        return found

    def _breakdowns(self) -> list[tuple[Name, list[Name]]]:
        rows: defaultdict[tuple[Name, str], list[Name]] = defaultdict(list)
        for name in self.names:
            item, period, breakdown, group = name
            alone = ("board=", "population_line=", "pay_band=")
            if breakdown and not breakdown.startswith(alone) and "tier=" not in breakdown:
                above, _, last = breakdown.rpartition("; ")
                rows[(item, period, above, group), last.partition("=")[0]].append(name)
        whole = [(above, names) for (above, _), names in rows.items() if above in self.place]
        return [*whole, *self._tiers(), *self._bands()]

    def _bands(self) -> list[tuple[Name, list[Name]]]:
        """A band as a whole is that band in every kind of post, as the page says."""
        found = []
        for name in self.names:
            item, period, breakdown, group = name
            if breakdown.startswith("pay_band="):
                rows = [other for other in self.names if other[2].endswith(f"; {breakdown}")]
                parts = [row for row in rows if (row[0], row[1], row[3]) == (item, period, group)]
                found += [(name, parts)] if parts else []
        return found

    def _tiers(self) -> list[tuple[Name, list[Name]]]:
        """A tier or a cluster of bands is its bands, as the page says; ad hoc salaries are in no tier."""
        found = []
        for name in self.names:
            item, period, breakdown, group = name
            cluster, is_tier, tier = breakdown.replace("; band_cluster=", "; tier=").partition("; tier=")
            if is_tier:
                bands = [(item, period, f"{cluster}; pay_band={band}", group) for band in BANDS_OF[tier].split()]
                shown = [band for band in bands if band in self.place]
                found += [(name, shown)] if shown else []
        return found

    def _complements(self) -> list[tuple[Name, list[Name]]]:
        found = []
        for part, whole in AMONG.items():
            for item, period, breakdown, group in self.names:
                rest = (f"{whole} without {part}", period, breakdown, group)
                if item == part and rest in self.place:
                    found.append(((whole, period, breakdown, group), [(item, period, breakdown, group), rest]))
        return found

    def _harassment(self) -> list[tuple[Name, list[Name]]]:
        """Who was harassed by managers, by colleagues, by either: three numbers say how many by both."""
        found = []
        for name in self.names:
            if name[0] == BOTH:
                both, either = name, (EITHER, *name[1:])
                alone = [(item, *name[1:]) for item in BY_ONE]
                found.append((either, [both, *alone]))
                for item, other in zip(BY, alone, strict=True):
                    if (item, *name[1:]) in self.place:
                        found.append(((item, *name[1:]), [both, other]))
        return found

    def bounds(self, known: Mapping[Name, int | None]) -> list[tuple[float, float | None]]:
        """What is known of each count by itself. Where nothing of an item's breakdowns is shown, they are hidden as a
        whole, and a hidden count in them may be 0, as the policy says; elsewhere a hidden count is at least 1.
        """
        open_items = {(n[0], n[1]) for n in self.names if _is_inner(n) and known.get(n) is not None}
        limits: list[tuple[float, float | None]] = []
        for name in self.names:
            number = known.get(name)
            sure = not _is_inner(name) or (name[0], name[1]) in open_items
            least = 1.0 if sure and "without" not in name[0] and not name[0].startswith("survey.") else 0.0
            limits.append((least, None) if number is None else (number, number))
        return limits

    def extreme(self, name: Name, known: Mapping[Name, int | None], sign: int) -> float:
        """The least (sign 1) or the most (sign -1) that a count can be."""
        rows, columns, values, right = [], [], [], []
        for line, (total, parts) in enumerate(self.equations):
            for term, value in ((total, -1.0), *((part, 1.0) for part in parts)):
                rows.append(line)
                columns.append(self.place[term])
                values.append(value)
            right.append(0.0)
        goal = np.zeros(len(self.names))
        goal[self.place[name]] = sign
        matrix = csr_matrix((values, (rows, columns)), shape=(len(self.equations), len(self.names)))
        answer = linprog(goal, A_eq=matrix, b_eq=right, bounds=self.bounds(known), method="highs")
        if answer.status == 3:  # unbounded: there is no most
            return float("inf")
        assert answer.status == 0, answer.message
        return float(sign * answer.fun)


def _is_inner(name: Name) -> bool:
    """Whether a count belongs to a breakdown of the headline: a row, or a finer group."""
    return bool(name[2]) or name[3] not in {"all", *(group for groups in EVERYBODY for group in groups)}


@cache
def _every(number: int, of: int) -> bool:
    return number % of == 0


@pytest.mark.slow
def test_no_hidden_count_can_be_worked_out_from_what_is_published(published: Published) -> None:
    """Every ninth hidden count is attacked: 1 to 4 must all be possible for a small one, 5 values for another."""
    attack = Attack(published.counts)
    nothing = {name: number if number == 0 else None for name, number in published.counts.items()}
    hidden = [name for name, number in published.counts.items() if number is None]
    assert len(hidden) > 100
    for number, name in enumerate(hidden):
        if not _every(number, 9):
            continue
        low = attack.extreme(name, published.counts, 1)
        high = attack.extreme(name, published.counts, -1)
        if 0 < published.truth[name] < THRESHOLD:
            # A total of three groups above 0 is known to be at least 3, however much is hidden: zeros are shown.
            least = max(1.0, attack.extreme(name, nothing, 1)) if low > 1 else 1.0
            assert (low <= least + 1e-6, high >= THRESHOLD - 1 - 1e-6) == (True, True), name[2:]
        elif published.truth[name]:
            assert high - low >= THRESHOLD - 1e-6, name[2:]


@pytest.mark.slow
def test_how_few_were_harassed_by_both_cannot_be_worked_out(published: Published) -> None:
    attack, tried = Attack(published.counts), 0
    for name in [name for name in attack.names if name[0] == BOTH]:
        numbers = [published.truth.get((item, *name[1:])) for item in (*BY, EITHER)]
        if None not in numbers and 0 < numbers[0] + numbers[1] - numbers[2] < THRESHOLD:  # type: ignore[operator]
            tried += 1
            assert attack.extreme(name, published.counts, 1) <= 1 + 1e-6, name[2:]
            assert attack.extreme(name, published.counts, -1) >= THRESHOLD - 1 - 1e-6, name[2:]
    assert tried


def test_the_attack_works_out_counts_that_are_hidden_without_care(published: Published) -> None:
    """The control: hide only the small counts, and the attacker finds many of them exactly."""
    careless = {
        name: None if 0 < published.truth[name] < THRESHOLD else published.truth[name] for name in published.counts
    }
    attack = Attack(careless)
    small = [name for name, number in careless.items() if number is None and name[0] == "staff.workforce"][:40]

    exact = [n for n in small if attack.extreme(n, careless, -1) - attack.extreme(n, careless, 1) < 0.5]

    assert len(exact) >= 5


def test_a_figure_is_shown_only_where_every_count_beneath_it_is(published: Published) -> None:
    for row in published.figures:
        beneath = [row[name] for name in ("numerator_1", "denominator_1", "numerator_2", "denominator_2")]
        if "suppressed" in beneath:
            assert (row["value"], row["lower"], row["upper"], row["p_value"], row["within_band"]) == (
                "",
                "",
                "",
                "",
                "",
            )
            assert row["false_alarm_share"] == row["parity_count"] == ""


class _Cells(HTMLParser):
    """The text of every body cell of the page's tables."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            self._inside = True
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1] += data


def test_the_page_and_the_workbook_say_no_more_than_the_open_data(published: Published) -> None:
    """Every count on the page and every number in the workbook stands in the open data as well."""
    shown = {f"{number:,}" for number in published.counts.values() if number is not None}
    # How many people a target is, and how many more they are.
    headcounts = [row for row in published.figures if row["kind"] == "headcount" and row["value"]]
    shown |= {f"{float(row[name]):,.0f}" for row in headcounts for name in ("value", "parity_count")}
    pairs = {(r["numerator_1"], r["denominator_1"]) for r in published.figures} | {
        (r["numerator_2"], r["denominator_2"]) for r in published.figures
    }
    reader = _Cells()
    reader.feed(published.page)
    for cell in reader.cells:
        if re.fullmatch(r"[\d,]+", cell):
            # The completeness table adds White and BME, both shown, to those recorded.
            assert cell in shown or _is_sum_of_shown(cell, published), "a count that the open data hide"
        for above, below in re.findall(r"([\d,]+) of ([\d,]+)", cell):
            assert (above.replace(",", ""), below.replace(",", "")) in pairs
    known = {float(row[name]) for row in published.figures for name in ("value", "lower", "upper") if row[name]}
    known |= {float(number) for number in published.counts.values() if number is not None}
    for sheet in openpyxl.load_workbook(io.BytesIO(published.workbook)).worksheets[1:]:
        for cells in sheet.iter_rows(min_row=2, min_col=7, max_col=13, values_only=True):
            assert all(isinstance(cell, str) or cell is None or float(cell) in known for cell in cells)


def _is_sum_of_shown(cell: str, published: Published) -> bool:
    newest = max(name[1] for name in published.counts)
    parts = [published.counts["staff.workforce", newest, "", group] for group in ("white", "bme")]
    return None not in parts and cell == f"{sum(part or 0 for part in parts):,}"
