"""Reading a counts return, and the plans it becomes."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.counts_return import CountsRow, read_counts
from levelground.extracts.findings import Finding
from levelground.measures import catalogue
from levelground.measures.counts_return import from_counts
from levelground.measures.model import CountKey, FigurePlan, Kind, MeasureResult, NoValue

HEADER = "organisation,period_end,measure,group,numerator,denominator"


def read(tmp_path: Path, *lines: str, header: str = HEADER, encoding: str = "utf-8") -> tuple[CountsRow, ...]:
    path = tmp_path / "counts.csv"
    path.write_bytes("\n".join([header, *lines]).encode(encoding))
    return read_counts(path, measures=catalogue.load(), whole_base=["wres_1", "wres_9"])


def result(tmp_path: Path, *lines: str, header: str = HEADER) -> MeasureResult:
    return from_counts(read(tmp_path, *lines, header=header), source_hash="h")


def codes(error: pytest.ExceptionInfo[InputError]) -> list[tuple[str, str | None, tuple[int, ...]]]:
    return [(f.code, f.field, f.rows) for f in error.value.findings if isinstance(f, Finding)]


def values(result: MeasureResult, plan: FigurePlan) -> list[int]:
    return [result.counts[key] for key in plan.counts]


def test_a_row_is_read_with_its_breakdown(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "RXX,31/03/2026,WRES_2,White,30,100,8a,", header=HEADER + ",band,cluster")

    assert (row.measure, row.group, row.numerator, row.denominator) == ("wres_2", "white", 30, 100)
    assert row.breakdown == (("band", "8a"),)
    assert row.row == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_byte_order_mark_or_windows_text_is_no_problem(tmp_path: Path, encoding: str) -> None:
    rows = read(tmp_path, "RXX,2026-03-31,wres_2,H,3,10,Care – East", header=HEADER + ",directorate", encoding=encoding)

    assert rows[0].breakdown == (("directorate", "Care – East"),)


def test_every_problem_is_found_in_one_pass(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="10 problems") as error:
        read(
            tmp_path,
            ",31 March,wres_2,martian,-3,many",
            "RXX,2026-03-31,wres_99,white,1,2",
            "RXX,2026-03-31,wres_3,white,5,2",
            "RXX,2026-03-31,wres_4,white,1,2",
            "RXX,2026-03-31,wres_4,white,1,2",
            "RXX,2026-03-31,wres_1,white,1,2,more,cells",
            "RXX,2026-03-31,wres_1,bme,3,9",
            "RXX,2026-03-31,wres_1,unknown,1,8",
        )

    assert codes(error) == [
        ("E-501", "organisation", (2,)),
        ("E-502", "period_end", (2,)),
        ("E-504", "group", (2,)),
        ("E-505", "numerator", (2,)),
        ("E-505", "denominator", (2,)),
        ("E-503", "measure", (3,)),
        ("E-506", "numerator", (4,)),
        ("E-507", "group", (6,)),
        ("E-510", None, (7,)),
        ("E-508", "denominator", (9,)),
    ]


def test_groups_that_add_up_to_more_than_everyone_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, "RXX,2026-03-31,wres_1,white,7,10", "RXX,2026-03-31,wres_1,bme,5,10")

    assert codes(error) == [("E-509", "numerator", (2,))]


@pytest.mark.parametrize(
    ("header", "given"),
    [("organisation,measure", "organisation, measure"), (HEADER + ",band,band", "band, band"), ("", "none")],
)
def test_a_header_that_is_not_a_return_is_refused(tmp_path: Path, header: str, given: str) -> None:
    with pytest.raises(InputError, match=given):
        read(tmp_path, header=header)


def test_a_return_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="without a single row"):
        read(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        read_counts(tmp_path / "nowhere.csv", measures=[])


def test_a_group_that_the_return_lacks_leaves_the_comparison_without_value(tmp_path: Path) -> None:
    found = result(tmp_path, "RXX,2026-03-31,wres_3,white,5,100")

    (ratio,) = [plan for plan in found.plans if plan.kind is Kind.RATIO]
    assert ratio.no_value is NoValue.GROUP_MISSING
    assert "bme" in str(ratio.because)


def test_a_band_without_the_whole_workforce_has_shares_but_no_difference(tmp_path: Path) -> None:
    found = result(tmp_path, "RXX,2026-03-31,wres_1,bme,5,100,8a", header=HEADER + ",band")

    assert [(plan.kind, plan.no_value) for plan in found.plans] == [
        (Kind.SHARE, None),
        (Kind.DIFFERENCE, NoValue.GROUP_MISSING),
    ]


def test_ethnic_categories_are_added_up_to_white_and_bme(tmp_path: Path) -> None:
    lines = [f"RXX,2026-03-31,wres_2,{code},{n},{d}" for code, n, d in (("A", 3, 10), ("B", 1, 5), ("H", 2, 9))]

    found = result(tmp_path, *lines)

    (ratio,) = [plan for plan in found.plans if plan.kind is Kind.RATIO]
    assert values(found, ratio) == [4, 15, 2, 9]
    assert {plan.group for plan in found.plans if plan.kind is Kind.SHARE} == {"A", "B", "H", "white", "bme"}


def test_categories_of_the_workforce_stand_over_one_total(tmp_path: Path) -> None:
    lines = [f"RXX,2026-03-31,wres_1,{code},{n},20" for code, n in (("A", 12), ("H", 5), ("Z", 3))]

    found = result(tmp_path, *lines)

    assert found.counts[CountKey("RXX", "2026-03-31", "staff.workforce", (), "bme")] == 5
    assert found.counts[CountKey("RXX", "2026-03-31", "staff.workforce", (), "all")] == 20


def test_the_unknown_that_a_return_leaves_out_but_gives_away_is_known_to_the_gate(tmp_path: Path) -> None:
    found = result(tmp_path, "RXX,2026-03-31,wres_1,white,12,20", "RXX,2026-03-31,wres_1,bme,5,20")

    assert found.counts[CountKey("RXX", "2026-03-31", "staff.workforce", (), "unknown")] == 3
    assert not [plan for plan in found.plans if plan.group == "unknown"]


def test_the_same_people_in_two_measures_are_one_count(tmp_path: Path) -> None:
    found = result(tmp_path, "RXX,2026-03-31,wres_3,white,5,100", "RXX,2026-03-31,wres_4,white,30,100")

    assert {key.item for key in found.counts} == {"staff.workforce", "disciplinary.entered", "staff.accessed_training"}


def test_two_measures_that_count_the_workforce_differently_are_kept_apart(tmp_path: Path) -> None:
    found = result(tmp_path, "RXX,2026-03-31,wres_3,white,5,100", "RXX,2026-03-31,wres_4,white,30,101")

    assert {key.item for key in found.counts if "workforce" in key.item} == {
        "staff.workforce",
        "staff.workforce@wres_4",
    }


def test_the_board_stands_against_the_workforce(tmp_path: Path) -> None:
    found = result(
        tmp_path,
        "RXX,2026-03-31,wres_9,bme,200,1000,",
        "RXX,2026-03-31,wres_9,bme,2,12,total",
        header=HEADER + ",board",
    )

    (plan,) = found.plans
    assert (plan.kind, plan.compared, values(found, plan)) == (
        Kind.DIFFERENCE,
        "board_minus_workforce",
        [2, 12, 200, 1000],
    )


def test_bands_that_add_up_to_the_workforce_are_tied_to_it(tmp_path: Path) -> None:
    lines = [f"RXX,2026-03-31,wres_1,bme,{n},{d},{band}" for n, d, band in ((5, 20, ""), (3, 12, "5"), (2, 8, "6"))]

    found = result(tmp_path, *lines, header=HEADER + ",band")

    assert any(s.total.breakdown == () and len(s.parts) == 2 and s.total.group == "bme" for s in found.sums)


def test_a_period_before_the_standard_takes_its_first_edition(tmp_path: Path) -> None:
    assert result(tmp_path, "RXX,2014-03-31,wres_7,white,5,10").plans[0].edition == "2015"
