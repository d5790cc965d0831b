"""What an analyst would write in pandas to get the same counts from the same folder, and no report.

No checks, no findings, no intervals, no gate: only reading, recoding, placing people and counting by every breakdown
that the catalogue reports, with the pay and the service that its further measures need. Written for the benchmark; run
by benchmarks/trust.py in a process of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

FIVE = {**dict.fromkeys("ABC", "white"), **dict.fromkeys("DEFG", "mixed"), **dict.fromkeys("HJKLR", "asian"),
        **dict.fromkeys("MNP", "black"), "S": "other"}  # fmt: skip
LABELS = {
    "white - british": "A", "white - irish": "B", "white - any other white background": "C",
    "mixed - white & black caribbean": "D", "mixed - white & black african": "E", "mixed - white & asian": "F",
    "mixed - any other mixed background": "G", "asian or asian british - indian": "H",
    "asian or asian british - pakistani": "J", "asian or asian british - bangladeshi": "K",
    "asian or asian british - any other asian background": "L", "black or black british - caribbean": "M",
    "black or black british - african": "N", "black or black british - any other black background": "P",
    "other ethnic groups - chinese": "R", "other ethnic groups - any other ethnic group": "S", "not stated": "Z",
}  # fmt: skip
CLINICAL = ["Nursing and Midwifery Registered", "Additional Clinical Services", "Allied Health Professionals",
            "Add Prof Scientific and Technic", "Healthcare Scientists", "Students"]  # fmt: skip
LEFT_OUT = ["Bank", "Honorary", "Hosted", "Lead Employer Trainee", "Non-Exec Director/Chair", "Locum", "Agency"]
BAND_CLUSTERS = {
    **dict.fromkeys("1234", "1 to 4"),
    **dict.fromkeys("567", "5 to 7"),
    **dict.fromkeys(("8a", "8b"), "8a to 8b"),
    **dict.fromkeys(("8c", "8d", "9", "very senior manager"), "8c to vsm"),
}
ROWS: list[list[str]] = [[], ["cluster"], ["cluster", "band"], ["group"], ["directorate"]]


def ethnic(column: pd.Series) -> pd.Series:
    """One letter per person; empty where nothing is recorded."""
    text = column.fillna("").astype(str).str.strip()
    coded = text.str.extract(r"^([A-Z])[A-Z0-9]? ", expand=False)
    return coded.fillna(text.str.lower().map(LABELS)).fillna("")


def band(column: pd.Series) -> pd.Series:
    """The band's number and letter, or the grade's name."""
    text = column.fillna("").astype(str).str.strip().str.lower()
    found = text.str.extract(r"(?:band |range |^)?([1-9])(?: - range )?([a-d])?$")
    return (found[0] + found[1].fillna("")).fillna(text)


def prepared(frame: pd.DataFrame) -> pd.DataFrame:
    """Ethnic groups, band and cluster beside the raw columns."""
    pay = next(name for name in frame.columns if name in ("Pay Grade", "Pay Scale", "Pay Band", "Band"))
    frame["code"] = ethnic(frame["Ethnic Origin"])
    frame["five"] = frame["code"].map(FIVE).fillna("unknown")
    frame["three"] = frame["five"].where(frame["five"].isin(["white", "unknown"]), "bme")
    frame["band"] = band(frame[pay])
    frame["group"] = frame["Staff Group"]
    frame["cluster"] = "non_clinical"
    frame.loc[frame["group"].isin(CLINICAL), "cluster"] = "clinical"
    frame.loc[frame["group"] == "Medical and Dental", "cluster"] = "medical"
    place = next(
        (name for name in frame.columns if name in ("Organisation L5", "Directorate", "Division", "Department")), None
    )
    frame["directorate"] = frame[place] if place else ""
    return frame


def counts(frame: pd.DataFrame, value: str | None = None) -> int:
    """Every breakdown at three depths; returns how many cells there are, so that nothing is skipped."""
    cells = 0
    for rows in ROWS:
        for depth in ("three", "five", "code") if not rows else ("three", "five"):
            grouped = frame.groupby([*rows, depth], observed=True)
            cells += len(grouped[value].sum() if value else grouped.size())
    return cells


def staff(folder: Path, year: int, trained: set[str]) -> pd.DataFrame:
    """Staff in post of one year: one row per person, those who count."""
    path = folder / f"staff_{year}.csv"
    skip = next(
        n for n, line in enumerate(path.read_text("utf-8-sig").splitlines()) if line.startswith("Employee Number")
    )
    frame = pd.read_csv(path, skiprows=skip, dtype=str, encoding="utf-8-sig")
    frame = frame[frame["Assignment Number"].notna()]
    frame = frame[~frame["Assignment Category"].isin(LEFT_OUT)]
    frame = frame[~frame["Assignment Status"].isin(["Career Break", "Secondment In"])]
    frame = frame.sort_values("Primary Assignment", ascending=False).drop_duplicates("Employee Number")
    frame["trained"] = frame["Employee Number"].isin(trained).astype(int)
    return prepared(frame)


def stages(applied: pd.DataFrame) -> int:
    """Every stage of recruitment, each among those whom the stage before let through."""
    cells, reached = 0, applied
    for stage in ("Shortlisted (Y/N)", "Interviewed (Y/N)", "Offered (Y/N)", "Started (Y/N)"):
        for some in (reached, reached[reached["International Recruitment"] != "Y"]):
            cells += counts(some)
        reached = reached[reached[stage] == "Y"]
    return cells + counts(reached)


def paid(folder: Path) -> int:
    """Mean and median pay by group and post, quarters, bonus."""
    pay = prepared(pd.read_csv(folder / "pay.csv", dtype=str))
    pay["hourly"] = pay["Hourly Rate"].str.removeprefix("£").astype(float)
    pay["bonus"] = pay["Bonus Pay"].str.replace(",", "").astype(float)
    pay["quarter"] = pd.qcut(pay["hourly"].rank(method="first"), 4, labels=False)
    cells = sum(
        len(pay.groupby([*rows, depth])[value].agg(["size", "mean", "median", "std"]))
        for rows in ([], ["cluster"], ["cluster", "band"])
        for depth in ("three", "five")
        for value in ("hourly", "bonus")
    )
    drivers = ["three", "band", "Weekly Hours", "Starting Hourly Rate"]
    return cells + len(pay.groupby(["quarter", "three"]).size()) + len(pay.groupby(drivers)["hourly"].sum())


def left(folder: Path) -> int:
    """Leavers by year, group, post and reason, and months of service of everybody observed."""
    gone = prepared(pd.read_csv(folder / "leavers.csv", dtype=str, encoding="cp1252"))
    gone["on"] = pd.to_datetime(gone["Termination Date"], dayfirst=True)
    gone["start"] = pd.to_datetime(gone["Latest Start Date"], dayfirst=True)
    gone["year"] = (gone["on"] + pd.DateOffset(months=9)).dt.year
    cells = sum(counts(some) for _, some in gone.groupby("year")) + len(
        gone.groupby(["Leaving Reason", "three"]).size()
    )
    here = staff(folder, 2026, set())
    here["start"] = pd.to_datetime(here["Latest Start Date"], dayfirst=True)
    both = pd.concat([here.assign(on=pd.Timestamp("2026-03-31"), gone=0), gone.assign(gone=1)])
    both["months"] = (both["on"] - both["start"]).dt.days // 30
    return cells + len(both.groupby(["five", "months", "gone"]).size())


def by_disability(frame: pd.DataFrame) -> int:
    """Who declared what, of all, by cluster of posts and by cluster of bands."""
    said = frame["Disability"].fillna("").map({"Yes": "disabled", "No": "non_disabled"}).fillna("unknown")
    clusters = frame["band"].map(BAND_CLUSTERS).fillna(frame["band"])
    return sum(
        len(frame.groupby([*rows, said], observed=True).size())
        for rows in ([], [frame["cluster"]], [frame["cluster"], clusters])
    )


def bank_and_doctors(folder: Path, newest: pd.DataFrame) -> int:
    """Active bank workers, their cases and dismissals; doctors by grade and what the medical office knows of them."""
    listed = pd.read_csv(folder / "bank.csv", dtype=str, skipfooter=1, engine="python")
    bank = prepared(pd.concat([listed, pd.read_csv(folder / "bank_system.csv", dtype=str)], ignore_index=True))
    active = bank[pd.to_datetime(bank["Last Shift"], dayfirst=True) >= pd.Timestamp("2025-09-30")]
    cells = counts(active) + sum(len(active.groupby([name, "three"]).size()) for name in ("Gender", "Route Of Entry"))
    cases = pd.read_csv(folder / "bank_cases.csv", dtype=str)
    cells += len(cases.groupby(["Dismissed (Y/N)", ethnic(cases["Ethnic Origin"])]).size())
    doctors = newest[newest["cluster"] == "medical"]
    office = pd.read_csv(folder / "medical_office.csv", dtype=str)
    known = doctors.merge(office, on="Employee Number", how="left", suffixes=("", " again"))
    asked = [name for name in office.columns if office[name].isin(["Y", "N", "Yes", "No"]).any()]
    cells += sum(len(known.groupby([name, *rows, "three"]).size()) for name in asked for rows in ([], ["band"]))
    answers = (
        pd.read_csv(folder / name) for name in ("bank_survey.csv", "medical_survey.csv", "survey_conditions.csv")
    )
    return cells + sum(len(one.groupby(list(one.columns[:3])).sum()) for one in answers)


def main(folder: Path) -> None:
    """Count everything that the nine indicators and the further standards need."""
    cells = 0
    training = pd.read_csv(folder / "training.tsv", sep="\t", dtype=str)
    training["on"] = pd.to_datetime(training["Date Attended"], dayfirst=True)
    for year in (2024, 2025, 2026):
        window = training["on"].between(f"{year - 1}-04-01", f"{year}-03-31") & (training["Mandatory"] != "Yes")
        frame = staff(folder, year, set(training.loc[window, "Employee Number"]))
        cells += counts(frame) + counts(frame, "trained")
        applied = prepared(pd.read_csv(folder / f"recruitment_{year}.csv", dtype=str))
        applied["on"] = pd.to_datetime(applied["Closing Date"], dayfirst=True)
        applied["shortlisted"] = (applied["Shortlisted (Y/N)"] == "Y").astype(int)
        applied["appointed"] = (applied["Appointed (Y/N)"] == "Y").astype(int)
        for some in (applied, applied[applied["International Recruitment"] != "Y"]):
            cells += counts(some, "shortlisted") + counts(some, "appointed")
        cells += stages(applied) + by_disability(frame) + by_disability(applied)
    cases = pd.read_excel(folder / "employee_relations.xlsx", header=2, dtype=str, engine="openpyxl")
    cases["code"] = ethnic(cases["Ethnic Origin"])
    cells += len(cases.groupby("code").size())
    board = pd.read_excel(folder / "board.xlsx", header=2, dtype=str, engine="openpyxl")
    board["code"] = ethnic(board[next(name for name in board.columns if "Ethnic" in name)])
    cells += len(board.groupby("code").size())
    survey = pd.read_csv(folder / "survey.csv")
    cells += len(survey.groupby(["Survey Year", "Question", "Ethnic Group"]).sum())
    capability = pd.read_csv(folder / "capability.csv", dtype=str)
    cells += len(capability[capability["Formal"] == "Y"].groupby(["Ill Health", "Disability"]).size())
    print(cells + paid(folder) + left(folder) + bank_and_doctors(folder, frame))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
