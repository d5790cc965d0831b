"""The words of the command line and the help that teaches them."""

from __future__ import annotations

import argparse
from typing import NoReturn

# The forms of a report unless others are asked for.
USUAL = "html,xlsx"
POLICIES = ("public", "public_rounded", "board", "internal")

EXAMPLES = """\
A first run:
  levelground init FOLDER            look at the extracts in FOLDER and propose how to read them
  levelground validate FOLDER        every problem in every file, in one pass
  levelground report FOLDER --out DIR   figures, gate, report: the whole job
Without extracts of your own:
  levelground demo --out DIR         a synthetic trust, end to end
A published page:
  levelground audit CLAIMS.csv       what does not add up, and the likely slip

Exit status: 0 done; 1 done, with findings or slips; 2 refused, nothing written.
"""


EXAMPLES_OF = {
    "init": """\
Writes levelground.toml and one FILE.map.toml beside each extract. Read them, correct what is wrong, then validate.
  levelground init extracts --organisation RXX --name "Example NHS Trust" --snapshot 2026-03-31
""",
    "map": """\
  levelground map staff.csv                        look at the proposal
  levelground map staff.csv --out staff.csv.map.toml   keep it
""",
    "validate": """\
Errors stop the figures that they touch; warnings and notes do not. Nothing here holds a person's data.
  levelground validate extracts
""",
    "compute": """\
  levelground compute extracts --json              released figures for another program
  levelground compute extracts --explain wres_3    the SQL that counts indicator 3, and the rows it read
""",
    "report": """\
  levelground report extracts --out report         report.html, workbook.xlsx and open data
  levelground report extracts --out report --previous last-year/datapackage.json
  levelground report extracts --out report --format html,xlsx,docx,pdf,pptx --template house.dotx
  levelground report extracts --out wdes --format docx,pdf --in-full wdes
  levelground report --counts counts.csv --already-public --highlight RXX --out comparison
  levelground report --counts counts.csv --highlight RXX --organisations organisations.csv --out comparison
The file of organisations has the header organisation,name,type,size,region,bme_share.
""",
    "return": """\
Exact counts for the one recipient that the ledger records. Do not publish this file.
  levelground return extracts --out wres-return.xlsx
""",
    "demo": """\
  levelground demo --out demo
""",
    "counts": """\
The file's header: organisation,period_end,measure,group,numerator,denominator; further columns are breakdowns.
  levelground counts counts.csv
  levelground counts published.csv --already-public --json
""",
    "patients": """\
The file's header: organisation,period_end,measure,group,deprivation_quintile,numerator,denominator. Aggregate counts
only: a file with a row for each patient is refused. Beside the staff: levelground report FOLDER --patients FILE.
  levelground patients patients.csv
""",
    "audit": """\
The file's header: claim_id,organisation,period_end,measure,item,printed; one row for each number that a page prints.
  levelground audit claims.csv
""",
    "spc": """\
The file's header: date,value; one row for each date, evenly spaced. The limits say what the process does by itself;
no limits are charted below 12 points. With nothing going on, 1 chart in 5 of 24 points still marks a point somewhere.
  levelground spc leavers.csv --better down
  levelground spc leavers.csv --better down --target 9.5 --rebase 2025-04-30 --json
""",
    "evaluate": """\
One series has the header date,value and needs --from, a date of the file. Organisations beside others have the header
organisation,date,value,started; started is the first date with what was tried, empty for those to compare with.
  levelground evaluate leavers.csv --from 2025-04-30 --better down --tried "The stay interviews" --unit "leavers"
  levelground evaluate trusts.csv --better down --json
""",
    "survey": """\
The workbook 'results by breakdown' has indicators 5 to 8 by ethnic group, for the nation; the rows by trust (CSV) have
them for each trust. The workbook 'organisational results' has all staff together: no indicator, and no ethnic groups.
  levelground survey "NSS25 results by breakdown.xlsx"
  levelground survey "NSS25 organisational results.xlsx" --write-organisations organisations.csv
  levelground survey trusts.csv --year 2025
""",
    "project": """\
Needs the staff lists of two yearly snapshots or more. Where nothing but few steps may be shown, project before you
report, or with --policy internal. Scenarios: appoint, progress or leave, at parity, in the step of a band or in all.
  levelground project extracts
  levelground project extracts --scenario appoint:8a --out projection
  levelground project extracts --policy internal --goal 30 --json
""",
    "catalogue": """\
  levelground catalogue           every measure
  levelground catalogue wres_3    one of them
  levelground catalogue --edi     the metrics of the EDI improvement plan, and which measures answer them
""",
    "schema": """\
  levelground schema          every extract
  levelground schema staff    one of them
""",
}


class Parser(argparse.ArgumentParser):
    """A parser that refuses in the same form as the rest of the program."""

    def error(self, message: str) -> NoReturn:
        """Refuse the usage: given, expected, do this."""
        from levelground.errors import InputError

        usage = " ".join(self.format_usage().removeprefix("usage: ").split())
        raise InputError(f"{message}.", expected=usage, do_this=f"run {self.prog} --help to see every choice.")


def parser() -> Parser:
    """The parser of every word."""
    root = Parser(
        prog="levelground",
        description="Workforce race equality figures a board can trust, from raw workforce files, safe to publish.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    root.add_argument("--version", action="version", version=f"levelground {_version()}")
    words = root.add_subparsers(metavar="WORD")
    _extract_words(words)
    _figure_words(words)
    _checking_words(words)
    _reference_words(words)
    return root


def _version() -> str:
    from levelground import __version__

    return __version__


Words = argparse._SubParsersAction


def _word(words: Words[Parser], name: str, does: str) -> Parser:
    word = words.add_parser(
        name,
        help=does,
        description=f"{does[0].upper()}{does[1:]}.",
        epilog=EXAMPLES_OF[name],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    word.add_argument("--json", action="store_true", help="answer as JSON on standard output")
    return word


def _runs(word: Parser, module: str, function: str) -> None:
    word.set_defaults(module=module, function=function)


def _extract_words(words: Words[Parser]) -> None:
    init = _word(words, "init", "propose how to read every extract in a folder, as files you can edit")
    init.add_argument("folder", help="folder of extracts")
    init.add_argument("--organisation", default="", metavar="CODE", help="ODS code of your organisation")
    init.add_argument("--name", default="", help="its name, as the report prints it")
    init.add_argument("--snapshot", default="", metavar="DATE", help="snapshot date, for example 2026-03-31")
    _runs(init, "extracts", "init")
    mapping = _word(words, "map", "propose a mapping for one file, from its headers and values")
    mapping.add_argument("file", help="one extract")
    mapping.add_argument("--extract", help="which extract the file is, if you know (see levelground schema)")
    mapping.add_argument("--out", metavar="FILE", help="write the proposal there instead of to the screen")
    _runs(mapping, "extracts", "propose_map")
    validate = _word(words, "validate", "list every problem in every file of a folder")
    validate.add_argument("folder", help="folder of extracts")
    _runs(validate, "extracts", "validate")


def _releasing(word: Parser) -> None:
    word.add_argument("--policy", choices=POLICIES, default="public", help="who may see the result (default: public)")
    word.add_argument("--ledger", metavar="FILE", help="where earlier releases are remembered")


def _figure_words(words: Words[Parser]) -> None:
    compute = _word(words, "compute", "work out every figure of a folder and print what the policy lets through")
    compute.add_argument("folder", help="folder of extracts")
    compute.add_argument("--explain", metavar="MEASURE", help="show the SQL that counts a measure and the rows it read")
    _releasing(compute)
    _runs(compute, "figures", "compute_folder")
    _report_word(words)
    _project_word(words)
    form = _word(
        words,
        "return",
        "make the statutory return: exact counts for one named recipient, not for publication",
    )
    form.add_argument("folder", help="folder of extracts")
    form.add_argument("--out", required=True, metavar="FILE.xlsx", help="where the return goes")
    form.add_argument("--recipient", default="NHS England, WRES data collection", help="who receives it")
    form.add_argument("--purpose", default="Statutory WRES data collection", help="what it is for; kept in the ledger")
    form.add_argument("--ledger", metavar="FILE", help="where earlier releases are remembered")
    _runs(form, "reports", "statutory_return")
    demo = _word(words, "demo", "make a synthetic trust and run the whole job on it")
    demo.add_argument("--out", required=True, metavar="DIR", help="where its extracts and report go")
    demo.add_argument("--staff", type=int, default=3000, help="how many staff (200 to 20,000; default 3,000)")
    demo.add_argument("--seed", type=int, default=1, help="another number makes another trust (default 1)")
    _runs(demo, "reports", "demo")


def _report_word(words: Words[Parser]) -> None:
    report = _word(
        words,
        "report",
        "make the report, the workbook and the open data of a folder or a counts return",
    )
    report.add_argument("folder", nargs="?", help="folder of extracts")
    report.add_argument(
        "--counts", metavar="FILE", help="a counts return instead of a folder; many organisations at once"
    )
    report.add_argument("--already-public", action="store_true", help="with --counts: the counts are published already")
    report.add_argument("--out", required=True, metavar="DIR", help="where the report goes")
    _forms(report)
    report.add_argument(
        "--patients", metavar="FILE", help="with a folder: counts of the same organisation's patients, beside its staff"
    )
    report.add_argument("--previous", metavar="FILE", help="last year: a counts return or an earlier datapackage.json")
    report.add_argument(
        "--organisations",
        metavar="FILE",
        help="with many: what each is like, to find those like the one picked out (see levelground survey)",
    )
    report.add_argument("--highlight", metavar="CODE", help="with many organisations: the one to pick out")
    _releasing(report)
    _runs(report, "reports", "report")


def _forms(report: Parser) -> None:
    report.add_argument(
        "--format",
        default=USUAL,
        metavar="FORMS",
        help="html, docx, pdf, xlsx, pptx, with commas between (default: html,xlsx); open data always comes too",
    )
    report.add_argument(
        "--template",
        action="append",
        default=[],
        metavar="FILE",
        help="your own Word or PowerPoint template, as the base of docx or pptx",
    )
    report.add_argument(
        "--in-full",
        metavar="STANDARDS",
        help="what board paper and slides show measure by measure, for example wres,wdes; the rest is in their summary",
    )


def _project_word(words: Words[Parser]) -> None:
    project = _word(words, "project", "carry the pay bands forward by the rates of the past: a projection, no forecast")
    project.add_argument("folder", help="folder of extracts, with the staff lists of several years")
    project.add_argument("--years", type=int, default=10, metavar="N", help="how many years on (1 to 30; default 10)")
    project.add_argument("--scenario", metavar="CHANGE:BAND", help="one rate at parity, for example appoint:8a")
    project.add_argument(
        "--scenario-from",
        type=int,
        default=1,
        metavar="N",
        help="the scenario's first year (default 1: next year)",
    )
    project.add_argument(
        "--goal", type=float, metavar="PERCENT", help="the BME share to reach (default: that of the whole workforce)"
    )
    project.add_argument("--seed", type=int, default=1, help="another number draws other runs (default 1)")
    project.add_argument("--out", metavar="DIR", help="where a page with charts, and all values as JSON, go")
    _releasing(project)
    _runs(project, "projection", "project")


def _checking_words(words: Words[Parser]) -> None:
    counts = _word(words, "counts", "figures from a counts return, for those who hold counts only")
    counts.add_argument("file", help="a counts return, as CSV")
    counts.add_argument("--already-public", action="store_true", help="the counts are published already: hide nothing")
    _releasing(counts)
    _runs(counts, "figures", "counts")
    patients = _word(words, "patients", "figures of patients by ethnic group and deprivation, from a counts return")
    patients.add_argument("file", help="counts of patients, as CSV; no list of patients is read")
    _releasing(patients)
    _runs(patients, "figures", "patients")
    audit = _word(words, "audit", "recompute published figures and name what does not add up")
    audit.add_argument("file", help="claims, as CSV")
    _runs(audit, "checking", "audit")
    _series_word(words)
    survey = _word(
        words,
        "survey",
        "indicators 5 to 8 and further questions, or what there is of them, from published files of the Staff Survey",
    )
    survey.add_argument("file", help="a published workbook, or rows by trust as CSV, unchanged")
    survey.add_argument("--year", type=int, metavar="YEAR", help="with rows by trust: the autumn of the survey")
    survey.add_argument(
        "--write-organisations",
        metavar="FILE",
        help="with the organisational workbook: write each organisation's type, size, region and BME share there",
    )
    _runs(survey, "figures", "survey")


def _series_word(words: Words[Parser]) -> None:
    spc = _word(words, "spc", "say of a series over time what is routine variation and what is not (SPC)")
    spc.add_argument("file", help="a series, as CSV with the columns date and value")
    spc.add_argument("--better", choices=("up", "down"), help="which direction is better (default: neither)")
    spc.add_argument("--target", type=float, metavar="VALUE", help="what the values are to reach, in their unit")
    spc.add_argument(
        "--rebase",
        action="append",
        metavar="DATE",
        help="the first date of a new phase with its own limits; repeatable",
    )
    spc.add_argument("--fix-after", type=int, metavar="N", help="let the limits rest on the first N points of a phase")
    spc.add_argument(
        "--no-screening", action="store_true", help="keep every moving range, as NHS England's spreadsheet does"
    )
    _runs(spc, "series", "spc")
    _evaluate_word(words)


def _evaluate_word(words: Words[Parser]) -> None:
    evaluate = _word(
        words, "evaluate", "did it work: what changed with a start, with its interval and what it rests on"
    )
    evaluate.add_argument("file", help="a series (date,value), or organisations (organisation,date,value,started)")
    evaluate.add_argument(
        "--from", action="append", dest="start", metavar="DATE", help="a series: the first date with what was tried"
    )
    evaluate.add_argument("--better", choices=("up", "down"), help="which direction is better (default: neither)")
    evaluate.add_argument("--tried", default="", metavar="WORDS", help="what was tried, as the answer is to call it")
    evaluate.add_argument("--unit", default="", metavar="WORDS", help="what the values are, for example leavers")
    evaluate.add_argument("--out", metavar="FILE.html", help="write the answer there as a page with a picture, too")
    _runs(evaluate, "evaluate", "evaluate")


def _reference_words(words: Words[Parser]) -> None:
    catalogue = _word(words, "catalogue", "what each measure means, with its direction, source and review date")
    catalogue.add_argument("measure", nargs="?", help="one measure, for example wres_3")
    catalogue.add_argument(
        "--edi", action="store_true", help="the metrics of the EDI improvement plan, and which measures answer them"
    )
    _runs(catalogue, "reference", "catalogue")
    schema = _word(words, "schema", "which columns each extract must have")
    schema.add_argument("extract", nargs="?", help="one extract, for example staff")
    _runs(schema, "reference", "schema")
