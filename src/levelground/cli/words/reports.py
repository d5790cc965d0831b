"""The words that make documents: report, return, demo."""

from __future__ import annotations

import argparse
import csv
import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from levelground.cli import DONE, WITH_FINDINGS
from levelground.cli.messages import Progress, finding_json
from levelground.cli.output import check_target, publish, publish_file
from levelground.cli.releasing import LEDGER, Asked, LedgerFile, released
from levelground.cli.words.figures import counts_names, counts_result, patients_result, tell
from levelground.cli.words.formats import EVERY_FORM, FILES, Forms, check_forms, documents, forms_asked
from levelground.disclosure.released import ReleasedFigure
from levelground.errors import InputError
from levelground.extracts.findings import Finding, Severity
from levelground.measures import catalogue
from levelground.measures.model import MeasureResult
from levelground.vocabulary.organisations import Profile

FINDINGS, PROJECTION = "levelground-findings.csv", "projection.html"


@dataclass(frozen=True)
class Job:
    """What a report is made from: a raw result, the names of its organisations, and where its ledger lies."""

    result: MeasureResult
    organisations: dict[str, str]
    ledger: LedgerFile
    findings: tuple[Finding, ...]
    highlight: str | None = None
    profiles: Mapping[str, Profile] = field(default_factory=dict)


def report(given: argparse.Namespace) -> int:
    """Make the report in the forms that were asked for, and the open data."""
    progress = Progress(silent=given.json)
    target = Path(given.out)
    forms = forms_asked(given)
    check_target(target)
    if bool(given.folder) == bool(given.counts):
        raise InputError(
            "a folder and a counts return together, or neither.",
            expected="either FOLDER or --counts FILE.",
            do_this="leave one of them out.",
        )
    if given.patients and not given.folder:
        raise InputError(
            "--patients without a folder.",
            expected="the counts of patients beside a folder of the same organisation's staff.",
            do_this="give the folder, or ask for the patients' figures alone: levelground patients FILE.",
        )
    if given.folder and given.organisations:
        raise InputError(
            "--organisations with a folder.",
            expected="a file of organisations with --counts only: a folder is of one organisation.",
            do_this="leave --organisations out.",
        )
    job = _from_folder(given, progress) if given.folder else _from_counts(given, progress)
    policy = "already_public" if given.already_public else given.policy
    earlier = _previous(Path(given.previous), job.result) if given.previous else ()
    made = make(job, Asked(policy), forms, earlier=earlier, progress=progress)
    publish(target, made)
    if given.folder:
        _write_findings(Path(given.folder), job.findings)
    _say_where(target, made, as_json=given.json)
    return tell(job.findings, as_json=given.json)


def make(
    job: Job, asked: Asked, forms: Forms, *, earlier: tuple[ReleasedFigure, ...] = (), progress: Progress
) -> dict[str, bytes]:
    """Every file of the report, from one release: the forms that were asked for, and the open data."""
    from levelground.reporting.document import ReportInput
    from levelground.reporting.open_data import counts_csv, datapackage, figures_csv

    check_forms(forms, job.organisations)

    progress("the gate: what may be shown")
    shown = released(job.result, asked, job.ledger)
    definitions = catalogue.load()
    progress("charts and report")
    material = ReportInput(shown, definitions, job.organisations, earlier, job.highlight, job.profiles)
    if forms.in_full is not None:
        material = replace(material, in_full=forms.in_full)
    files = documents(material, forms, progress)
    progress("open data")
    files["figures.csv"] = figures_csv(shown).encode()
    files["counts.csv"] = counts_csv(shown).encode()
    files["datapackage.json"] = json.dumps(datapackage(shown), indent=1, ensure_ascii=False).encode()
    return files


def _from_folder(given: argparse.Namespace, progress: Progress) -> Job:
    from levelground.extracts.folder import read_folder
    from levelground.measures.compute import compute

    folder = read_folder(Path(given.folder), progress=progress)
    progress("counting")
    ledger = Path(given.ledger) if given.ledger else Path(given.folder) / LEDGER
    names = {folder.organisation.code: folder.organisation.name}
    result = compute(folder)
    if given.patients:
        result = beside_patients(result, Path(given.patients), folder.organisation.code)
    return Job(result, names, LedgerFile(ledger), folder.findings)


def beside_patients(result: MeasureResult, path: Path, code: str) -> MeasureResult:
    """The staff's result with that of the same organisation's patients, to pass the gate together.

    Raises
        InputError: the return holds counts of another organisation.
    """
    patients = patients_result(path)
    others = sorted({plan.organisation for plan in patients.plans} - {code})
    if others:
        raise InputError(
            f"{path.name} with counts of {', '.join(others)}.",
            expected=f"counts of the organisation of the folder, {code}, alone.",
            do_this="take the other rows out, or correct the code in levelground.toml.",
        )
    return result | patients


def _from_counts(given: argparse.Namespace, progress: Progress) -> Job:
    from levelground.extracts.profiles import read_profiles

    progress("reading the counts return")
    path = Path(given.counts)
    profiles = read_profiles(Path(given.organisations)) if given.organisations else {}
    result = counts_result(path)
    known = {**counts_names(path), **{code: profile.name for code, profile in profiles.items()}}
    names = {plan.organisation: known.get(plan.organisation, plan.organisation) for plan in result.plans}
    if given.highlight and given.highlight not in names:
        raise InputError(
            f"--highlight {given.highlight}, which the counts do not have.",
            expected="the code of one of the organisations in the counts.",
            do_this="check the code: it is written as in the column organisation.",
        )
    ledger = LedgerFile(Path(given.ledger) if given.ledger else None)
    return Job(result, names, ledger, (), given.highlight, profiles)


def _previous(path: Path, result: MeasureResult) -> tuple[ReleasedFigure, ...]:
    """Last year's figures: from an earlier release's datapackage.json, or worked out from a counts return."""
    from levelground.reporting.open_data import read_datapackage

    if path.suffix == ".json" or path.is_dir():
        figures = read_datapackage(path)
    else:
        figures = released(counts_result(path), Asked("public"), LedgerFile(None)).figures
    newest = {(plan.organisation, plan.measure): plan.period for plan in sorted(result.plans, key=lambda p: p.period)}
    if not any(figure.period < newest.get((figure.organisation, figure.measure), "") for figure in figures):
        raise InputError(
            f"--previous {path.name}, which has no earlier figure of the same organisation and measures.",
            expected="last year's release or counts return, under the same organisation code.",
            do_this="check that it is the right file, and that the code in levelground.toml is the same.",
        )
    return figures


def _write_findings(folder: Path, findings: tuple[Finding, ...]) -> None:
    """The findings as a table in the analyst's own folder: they are in no report."""
    text = io.StringIO()
    columns = list(finding_json(findings[0])) if findings else ["code"]
    writer = csv.DictWriter(text, columns)
    writer.writeheader()
    for finding in findings:
        writer.writerow({**finding_json(finding), "rows": " ".join(str(row) for row in finding.rows)})
    publish_file(folder / FINDINGS, text.getvalue().encode("utf-8-sig"))


def _say_where(target: Path, made: dict[str, bytes], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps({"out": str(target), "files": sorted(made)}) + "\n")
        return
    lines = [f"  {target / name}   {what_for}" for name, what_for in FILES.values() if name in made]
    if PROJECTION in made:
        lines.append(
            f"  {target / PROJECTION}   the pay bands, ten years on: for the board, a projection and no forecast"
        )
    lines.append(f"  {target / 'datapackage.json'}   open data: figures.csv and counts.csv")
    sys.stdout.write("\n".join(("\nThe report is ready:", *lines, "")))


def statutory_return(given: argparse.Namespace) -> int:
    """Make the national collection's form: exact counts, for one named recipient, not for publication."""
    from levelground.extracts.folder import read_folder
    from levelground.measures.compute import compute
    from levelground.reporting.return_form import return_workbook

    progress = Progress(silent=given.json)
    folder = read_folder(Path(given.folder), progress=progress)
    progress("counting")
    ledger = LedgerFile(Path(given.ledger) if given.ledger else Path(given.folder) / LEDGER)
    shown = released(compute(folder), Asked("statutory_return", given.purpose, given.recipient), ledger)
    target = Path(given.out)
    publish_file(target, return_workbook(shown, catalogue.load()))
    if given.json:
        sys.stdout.write(json.dumps({"out": str(target), "recipient": given.recipient}) + "\n")
    else:
        sys.stdout.write(f"\nThe return for {given.recipient} is ready, not for publication:\n  {target}\n")
    return tell(folder.findings, as_json=given.json)


def demo(given: argparse.Namespace) -> int:
    """Make a synthetic trust and run validate, compute, release and report on it."""
    import tempfile

    from levelground.cli.words.projection import board_projection
    from levelground.extracts.folder import read_folder
    from levelground.extracts.synthetic import write_patients, write_trust
    from levelground.measures.compute import compute

    progress = Progress(silent=given.json)
    target = Path(given.out)
    check_target(target)
    with tempfile.TemporaryDirectory(prefix="levelground-demo-") as name:
        extracts = Path(name) / "extracts"
        extracts.mkdir()
        progress(f"making a synthetic trust of {given.staff:,} staff")
        write_trust(extracts, seed=given.seed, staff=given.staff)
        folder = read_folder(extracts, progress=progress)
        progress("counting")
        names = {folder.organisation.code: folder.organisation.name}
        patients = Path(name) / "patients.csv"
        write_patients(patients, seed=given.seed)
        result = beside_patients(compute(folder), patients, folder.organisation.code)
        job = Job(result, names, LedgerFile(extracts / LEDGER), folder.findings)
        made = make(job, Asked("public"), EVERY_FORM, progress=progress)
        _write_findings(extracts, folder.findings)
        made["patients.csv"] = patients.read_bytes()
        made[PROJECTION] = board_projection(folder, progress)
        made |= {f"extracts/{path.name}": path.read_bytes() for path in sorted(extracts.iterdir())}
    publish(target, made)
    _say_where(target, made, as_json=given.json)
    serious = [finding for finding in folder.findings if finding.severity is Severity.ERROR]
    return WITH_FINDINGS if serious else DONE
