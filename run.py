#!/usr/bin/env python3
"""Everything a person does with this checkout, by one word. Needs Python 3.11 or newer and pip, nothing else.

The file keeps to syntax that an old Python can read, so that an old Python is refused with a sentence and not with a
syntax error (see: tests/architecture/test_run.py::test_an_old_python_can_read_run_py_as_far_as_the_sentence).
"""

import argparse
import contextlib
import functools
import hashlib
import http.server
import importlib.util
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from typing import NoReturn

if sys.version_info < (3, 11):  # noqa: UP036 - this is the line that tells an older Python
    sys.exit(f"Levelground needs Python 3.11 or newer; this is Python {sys.version.split()[0]}. Install a newer one.")

ROOT = pathlib.Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
SUFFIX = ".exe" if os.name == "nt" else ""
PYTHON = PROGRAMS / ("python" + SUFFIX)
LEVELGROUND = PROGRAMS / ("levelground" + SUFFIX)
DEMO = ROOT / "demo"
STARTED = time.perf_counter()
HEARTBEAT_SECONDS = 10
NOTHING_COLLECTED = 5  # pytest's exit code when no test matches


class Failure(Exception):
    """A step went wrong; the sentence is for the person at the terminal."""


def main(arguments: list[str]) -> int:
    """Run one word and give the exit code."""
    parser = _parser()
    if not arguments:
        parser.print_help()
        return 0
    given = parser.parse_args(arguments)
    os.chdir(ROOT)
    try:
        return WORDS[given.word][1](given)
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


# --- the words ------------------------------------------------------------------------------------------------------


def setup(_given: argparse.Namespace) -> int:
    """Make the environment with everything that tests and checks need."""
    ready("dev")
    say(f"ready: {LEVELGROUND.relative_to(ROOT)} --help")
    return 0


def demo(given: argparse.Namespace) -> int:
    """Make the synthetic trust and its report; serve it on this machine alone unless told not to."""
    ready("core")
    say("making a synthetic trust, checking its files, computing, releasing and writing the report")
    before = _pages_of_demo()
    code = call(LEVELGROUND, "demo", "--out", DEMO.name)
    pages = _pages_of_demo()
    # 1 is "done, with findings", for the synthetic files are messy on purpose; but a crash of Python is 1 as well.
    if code not in (0, 1) or pages == before:
        raise Failure(f"levelground demo made no report (exit {code}); what it said stands above.")
    say("done. Look in ./demo:")
    for page in pages:
        print(f"    {page}")
    if not given.no_serve:
        _serve(given.port, max(pages, key=lambda page: page.endswith("report.html")))
    return 0


def test(given: argparse.Namespace) -> int:
    """Run the tests: first without a browser, then page tests in a process of their own."""
    ready("dev")
    pytest = (PYTHON, "-m", "pytest", "-q", "-rs", "--durations=5")
    if given.quick:
        say("quick tests: no browser, nothing marked slow, no coverage")
        return call(*pytest, "-n", "2", "-m", "not browser and not slow")
    say("tests without a browser, with branch coverage")
    coverage = ("--cov=levelground", "--cov-branch", "--cov-report=term-missing:skip-covered")
    first = call(*pytest, "-n", "2", "-m", "not browser", *coverage)
    say("page tests in a real browser, in a process of their own")
    second = call(*pytest, "-m", "browser")
    if second == NOTHING_COLLECTED:
        say("there are no page tests")
        second = 0
    say("all tests passed" if not first and not second else "tests FAILED; what failed stands above")
    return 1 if first or second else 0


def check(_given: argparse.Namespace) -> int:
    """Run every check that needs no test, change nothing, and name those that fail."""
    ready("dev")
    checks = {
        "ruff check": (PYTHON, "-m", "ruff", "check", "."),
        "ruff format": (PYTHON, "-m", "ruff", "format", "--check", "."),
        "types (mypy)": (PYTHON, "-m", "mypy"),
        "import contracts": (PROGRAMS / ("lint-imports" + SUFFIX),),
        "generated docs are fresh": (PYTHON, "tools/make_docs.py", "--check"),
    }
    failed = []
    for name, command in checks.items():
        say(name)
        if call(*command):
            failed.append(name)
    say("checks FAILED: " + ", ".join(failed) if failed else f"all {len(checks)} checks passed")
    return 1 if failed else 0


def fix(_given: argparse.Namespace) -> int:
    """Repair what ruff can repair."""
    ready("dev")
    say("ruff check --fix, then ruff format")
    left = call(PYTHON, "-m", "ruff", "check", "--fix", ".")
    return call(PYTHON, "-m", "ruff", "format", ".") or left


def docs(_given: argparse.Namespace) -> int:
    """Write the generated pages of docs/reference again."""
    ready("dev")
    say("writing docs/reference from schemas, findings, catalogue and worked examples")
    return call(PYTHON, "tools/make_docs.py")


def lock(_given: argparse.Namespace) -> int:
    """Resolve requirements/*.in into hashed files for every platform."""
    ready("dev")
    options = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url")
    for name in ("core", "dev"):
        say(f"resolving requirements/{name}.in")
        files = ("-o", f"requirements/{name}.txt", f"requirements/{name}.in")
        if call(PROGRAMS / ("uv" + SUFFIX), "pip", "compile", "--quiet", *options, *files):
            raise Failure(f"requirements/{name}.in could not be resolved; the lock file is as it was.")
    return 0


WORDS = {
    "setup": ("make the environment .venv with everything that tests and checks need", setup),
    "demo": ("make a synthetic trust, its report and its open data in ./demo, and show them on this machine", demo),
    "test": ("run the tests, with coverage and a real browser; --quick leaves out browser and slow ones", test),
    "check": ("run lint, format, types, import contracts and freshness of docs; change nothing", check),
    "fix": ("repair lint and format where that can be done by machine", fix),
    "docs": ("write the generated reference pages again", docs),
    "lock": ("resolve the requirement files again, with hashes", lock),
}


# --- the environment ------------------------------------------------------------------------------------------------


def ready(name: str) -> None:
    """Bring .venv to what requirements/NAME.txt says, doing only what is not done yet."""
    steps: list[tuple[Callable[[], bool], str, Callable[[], None]]] = [
        (_environment_works, "making the environment in .venv", _make_environment),
        (
            functools.partial(_requirements_installed, name),
            f"installing what requirements/{name}.txt lists, each file checked against its hash",
            functools.partial(_install_requirements, name),
        ),
        (_package_installed, "installing levelground itself from this checkout", _install_package),
    ]
    for number, (is_done, words, do) in enumerate(steps, start=1):
        if not is_done():
            say(f"set-up {number}/{len(steps)}: {words}")
            do()


def _environment_works() -> bool:
    if not PYTHON.exists():
        return False
    probe = [str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


def _make_environment() -> None:
    # Debian's Python has no ensurepip unless python3-venv is installed; our own pip can then serve the environment.
    bare = () if importlib.util.find_spec("ensurepip") else ("--without-pip",)
    _patiently(sys.executable, "-m", "venv", "--clear", *bare, ENVIRONMENT)


def _requirements_installed(name: str) -> bool:
    # dev.txt holds all of core.txt (dev.in includes core.in), so an up-to-date dev serves a demo too.
    return any(_stamp(file).exists() for file in {name, "dev"})


def _install_requirements(name: str) -> None:
    _install("--require-hashes", "--only-binary", ":all:", "-r", f"requirements/{name}.txt")
    _mark(name)


def _package_installed() -> bool:
    return LEVELGROUND.exists() and _stamp("package").exists()


def _install_package() -> None:
    # No build isolation: it would fetch build tools that no hash vouches for. setuptools is in the locked files.
    _install("--no-deps", "--no-build-isolation", "-e", ".")
    _mark("package")


def _stamp(name: str) -> pathlib.Path:
    file = ROOT / "pyproject.toml" if name == "package" else ROOT / "requirements" / f"{name}.txt"
    content = file.read_bytes().replace(b"\r\n", b"\n")
    return ENVIRONMENT / f".{name}-{hashlib.sha256(content).hexdigest()[:16]}.done"


def _mark(name: str) -> None:
    for old in ENVIRONMENT.glob(f".{name}-*.done"):
        old.unlink()
    _stamp(name).touch()


def _install(*what: str) -> None:
    uv = shutil.which("uv")
    if uv:
        try:
            return _patiently(uv, "pip", "install", "--quiet", "--python", PYTHON, *what)
        except Failure:
            say("uv could not do it; trying with pip")
    has_pip = importlib.util.find_spec("pip") and not any(ENVIRONMENT.rglob("site-packages/pip/__main__.py"))
    pip = (sys.executable, "-m", "pip", "--python", PYTHON) if has_pip else (PYTHON, "-m", "pip")
    # Compiling every file of every library takes longer than unpacking them; Python compiles the few that are used.
    return _patiently(*pip, "install", "--quiet", "--disable-pip-version-check", "--no-compile", *what)


# --- running programs -----------------------------------------------------------------------------------------------


def say(words: str) -> None:
    """Print one line of progress with the time since the start."""
    print(f"[{time.perf_counter() - STARTED:6.1f} s] {words}", flush=True)


def call(*command: object) -> int:
    """Run a program in the foreground and give its exit code. Never through a shell."""
    return subprocess.run([str(part) for part in command], check=False, cwd=ROOT, env=_variables()).returncode


def _patiently(*command: object) -> None:
    """Run a program whose output matters only if it fails, with a sign of life while it works."""
    with tempfile.TemporaryFile() as output:
        words = [str(part) for part in command]
        process = subprocess.Popen(words, cwd=ROOT, env=_variables(), stdout=output, stderr=subprocess.STDOUT)
        while process.poll() is None:
            try:
                process.wait(timeout=HEARTBEAT_SECONDS)
            except subprocess.TimeoutExpired:
                say("    still working")
        if process.returncode:
            output.seek(0)
            print(output.read().decode(errors="replace"), file=sys.stderr)
            raise Failure(f"Set-up stopped at: {' '.join(words)}\nThe reason stands above. Mend it and try again.")


def _variables() -> dict[str, str]:
    return {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "PYTHONUTF8": "1"}


def _pages_of_demo() -> dict[str, int]:
    pages = sorted(DEMO.rglob("*.html"))
    return {page.relative_to(ROOT).as_posix(): page.stat().st_mtime_ns for page in pages}


def _serve(port: int | None, page: str) -> None:
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(DEMO))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port or 0), handler)
    except OSError as error:
        raise Failure(f"Port {port} on 127.0.0.1 cannot be used ({error.strerror}). Try another --port.") from error
    address = f"http://127.0.0.1:{server.server_port}/{page.removeprefix('demo/')}"
    with server, contextlib.suppress(KeyboardInterrupt):
        say(f"showing {address} to this machine only, until you press Ctrl-C")
        server.serve_forever()


# --- the command line -----------------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_help(sys.stderr)
        self.exit(2, f"\nNot understood: {message}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="run.py", description="Levelground: set up, try, test and check this checkout.")
    words = parser.add_subparsers(dest="word", required=True, metavar="WORD", title="words")
    for name, (sentence, _) in WORDS.items():
        words.add_parser(name, help=sentence, description=sentence.capitalize() + ".")
    words.choices["demo"].add_argument("--no-serve", action="store_true", help="make the files and stop")
    words.choices["demo"].add_argument("--port", type=int, help="port on 127.0.0.1 (default: any free one)")
    words.choices["test"].add_argument("--quick", action="store_true", help="no browser, nothing slow, no coverage")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
