"""How a published claim is read: its numbers as ranges, its file with every problem at once."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.measures.claims import read_claims
from levelground.measures.claims.quantities import Printed, Range, half_up, understand
from levelground.measures.claims.reading import HEADER, TEXTS

# ---- Numbers


@pytest.mark.parametrize(
    ("text", "value", "decimals", "percent_sign"),
    [
        ("1.50", Fraction(3, 2), 2, False),
        ("2,505", Fraction(2505), 0, False),
        ("17.16 %", Fraction(1716, 100), 2, True),
        ("−4", Fraction(-4), 0, False),
        (".5", Fraction(1, 2), 1, False),
        ("n/a", None, 0, False),
        ("–", None, 0, False),
        ("Undefined", None, 0, False),
    ],
)
def test_a_printed_text_is_understood(text: str, value: Fraction | None, decimals: int, percent_sign: bool) -> None:
    found = understand("ratio", text)

    assert found is not None
    assert (found.value, found.decimals, found.percent_sign) == (value, decimals, percent_sign)


@pytest.mark.parametrize("text", ["one", "2,50", "1.2.3", "%", "+", "<5", "12-13"])
def test_a_text_that_is_no_number_is_not_guessed(text: str) -> None:
    assert understand("ratio", text) is None


@pytest.mark.parametrize(
    ("text", "value", "belongs"), [("-4", "-4.5", False), ("-4", "-3.5", True), ("4", "4.5", False)]
)
def test_a_printed_number_stands_for_what_rounds_to_it(text: str, value: str, belongs: bool) -> None:
    printed = understand("difference", text)

    assert printed is not None
    assert printed.range.meets(Range.exactly(Fraction(value))) is belongs


def test_a_half_is_rounded_up() -> None:
    assert half_up(Fraction(25, 1000), 2) == Fraction(3, 100)


def test_an_end_that_is_not_in_a_range_is_met_by_nothing() -> None:
    one = Range(Fraction(1), Fraction(2), high_in=False)

    assert not one.meets(Range(Fraction(2), Fraction(3)))
    assert one.meets(Range.exactly(1))


def test_ranges_without_end_have_their_overlap_without_end() -> None:
    endless = Range(Fraction(1), None)

    assert endless.common(Range(Fraction(2), None, low_in=False)) == Range(Fraction(2), None, low_in=False)
    assert endless.times(2) == Range(Fraction(2), None)
    assert Range.exactly(1).over(endless) == Range(Fraction(0), Fraction(1), low_in=False)
    assert Range.exactly(0).over(Range(Fraction(0), Fraction(1))) == Range.exactly(0)


# ---- Reading


def written(folder: Path, *rows: str, header: str = ",".join(HEADER), encoding: str = "utf-8") -> Path:
    """A file of claims."""
    path = folder / "claims.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding=encoding)
    return path


def test_claims_are_read_in_the_order_of_their_first_rows(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "b,ZZ9,2026-03-31,WRES_2,Ratio,1.50",
        "a,ZZ9,31/03/2026,wres_3,total,\"3,296\"",
        "",
        "b,ZZ9,2026-03-31,wres_2,a_Numerator,7",
        "b,ZZ9,2026-03-31,wres_2,bme_numerator",
    )  # fmt: skip

    first, second = read_claims(path)

    assert (first.claim_id, first.measure, first.organisation) == ("b", "wres_2", "ZZ9")
    assert [one.item for one in first.printed] == ["ratio", "A_numerator", "bme_numerator"]
    assert first.printed[2].value is None
    assert second.printed == (Printed("total", "3,296", Fraction(3296)),)
    assert second.period_end == dt.date(2026, 3, 31)


@pytest.mark.parametrize(("encoding", "dash"), [("utf-8-sig", "–"), ("cp1252", "–")])
def test_a_file_of_a_spreadsheet_is_read_in_its_encoding(tmp_path: Path, encoding: str, dash: str) -> None:
    path = written(tmp_path, f"a,Trust {dash} North,2026-03-31,wres_2,ratio,{dash}", encoding=encoding)

    (found,) = read_claims(path)

    assert found.organisation == "Trust – North"
    assert found.printed[0].value is None


def test_every_problem_of_a_file_is_found_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        ",ZZ9,2026-03-31,wres_2,ratio,1.5",
        "a,ZZ9,last year,wres_2,ratio,1.5",
        "a,ZZ9,2026-03-31,wres_2,martian_numerator,5",
        "a,ZZ9,2026-03-31,wres_2,likelihood,5",
        "a,ZZ9,2026-03-31,wres_2,total,many",
        "a,ZZ9,2026-03-31,wres_2,bme_numerator,5%",
        "a,ZZ9,2026-03-31,wres_2,bme_rate_percent,-5",
        "a,ZZ9,2026-03-31,wres_2,ratio,1.5",
        "a,ZZ9,2026-03-31,wres_2,ratio,1.6",
        "a,ZZ9,2026-03-31,wres_3,difference,-1.6",
        "a,ZZ9,2026-03-31,wres_2,total,3,296",
    )

    with pytest.raises(InputError) as caught:
        read_claims(path)

    found = {finding.code: (finding.column, finding.rows, finding.count) for finding in caught.value.findings}
    assert found == {
        "E-601": ("claim_id", (2,), 1),
        "E-602": ("period_end", (3,), 1),
        "E-603": ("item", (4, 5), 2),
        "E-604": ("printed", (6,), 1),
        "E-605": ("printed", (7,), 1),
        "E-609": ("printed", (8,), 1),
        "E-606": ("item", (10,), 1),
        "E-607": ("claim_id", (11,), 1),
        "E-608": (None, (12,), 1),
    }
    assert set(found) == set(TEXTS)
    assert "11 problems" not in str(caught.value)
    assert "10 problems" in str(caught.value)


def test_a_finding_never_holds_what_is_printed(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_claims(written(tmp_path, "a,ZZ9,2026-03-31,wres_2,ratio,secret"))

    assert "1 problem in" in str(caught.value)
    assert "secret" not in str(caught.value) + str(caught.value.findings)


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("claim_id,organisation,period_end,measure,item", "add or rename: printed"),
        (",".join((*HEADER, "item")), "remove the repeated column"),
        ("", "add or rename: claim_id"),
        (",".join(HEADER), "add rows"),
    ],
)
def test_a_file_without_its_columns_or_rows_is_refused(tmp_path: Path, header: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_claims(written(tmp_path, header=header))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        read_claims(tmp_path / "nothing.csv")


@pytest.mark.parametrize(
    ("content", "do_this"),
    [
        (",".join(HEADER).encode() + b'\n"' + b"open," * 40_000, "double quote"),
        # the first bytes of an Excel workbook
        (b"PK\x03\x04\x14\x00\x06\x00", "CSV UTF-8"),
    ],
)
def test_what_is_no_csv_file_is_refused(tmp_path: Path, content: bytes, do_this: str) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes(content)

    with pytest.raises(InputError, match=do_this):
        read_claims(path)
