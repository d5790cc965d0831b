"""One trust, cold process, folder to finished report: CPU as a ratio to a plain pandas script that only counts.

Run: .venv/bin/python benchmarks/trust.py [staff]. Each command runs in a process of its own, in turn with the pandas
script, five times after one warm-up; the medians of user and system CPU are compared. Targets: counting at most 0.9,
the whole report at most 4; `levelground --help` at most 2 times a bare Python start plus its parser. It asserts nothing
about time, as times differ from one machine to the next.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from levelground.extracts.synthetic import write_trust

HERE = Path(__file__).parent
RUNS = 5
COUNT = (
    "import sys; from pathlib import Path; from levelground.extracts.folder import read_folder; "
    "from levelground.measures.compute import compute; print(len(compute(read_folder(Path(sys.argv[1]))).counts))"
)
BARE = (
    "import argparse; p = argparse.ArgumentParser(); s = p.add_subparsers()\n"
    "for w in 'init map validate compute report return counts audit survey catalogue schema demo'.split():\n"
    "    x = s.add_parser(w, help=w); x.add_argument('file'); x.add_argument('--json', action='store_true')\n"
    "p.parse_args(['--help'])"
)


def cpu(command: list[str]) -> float:
    """User and system seconds of one finished process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode not in (0, 1):  # 1: done, with findings
        raise SystemExit(f"{command[:3]} ended with {done.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compared(name: str, command: list[str], against: list[str], *, out: Path | None = None) -> None:
    """The command and what it is compared with, in turn; prints medians and the ratio."""
    times: dict[str, list[float]] = {"ours": [], "theirs": []}
    for run in range(RUNS + 1):
        if out is not None:
            shutil.rmtree(out, ignore_errors=True)
        pair = (cpu(command), cpu(against))
        if run:
            times["ours"].append(pair[0])
            times["theirs"].append(pair[1])
    ours, theirs = median(times["ours"]), median(times["theirs"])
    print(f"{name:<28} {ours:7.2f} s   against {theirs:6.2f} s   ratio {ours / theirs:5.2f}")


def main(staff: int) -> None:
    """Make the trust, run the pairs."""
    python = sys.executable
    levelground = str(Path(python).with_name("levelground"))
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "extracts", Path(name) / "out"
        folder.mkdir()
        write_trust(folder, seed=1, staff=staff)
        print(f"a trust of {staff:,} staff, three years; CPU seconds, median of {RUNS} runs")
        pandas = [python, str(HERE / "plain_pandas.py"), str(folder)]
        compared("counting alone", [python, "-c", COUNT, str(folder)], pandas)
        ledger = str(Path(name) / "ledger.json")
        report = [levelground, "report", str(folder), "--out", str(out), "--ledger", ledger]
        # A first release has no ledger: each run starts as one.
        compared("folder to finished report", ["sh", "-c", f"rm -f {ledger}; exec {' '.join(report)}"], pandas, out=out)
        compared("levelground --help", [levelground, "--help"], [python, "-c", BARE])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
