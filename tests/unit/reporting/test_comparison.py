"""What the comparison page holds: one organisation, those like it, all; one policy; no ranks, no verdicts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping

import pytest

from levelground.disclosure.released import ReleasedFigure
from levelground.measures import catalogue
from levelground.measures.model import Kind
from levelground.reporting import wording
from levelground.reporting.comparison import Comparison, ComparisonSection, comparison
from levelground.reporting.document import report_html
from levelground.reporting.exploratory import exploratory_table, q_text
from levelground.reporting.material import ReportInput
from levelground.statistics.many_comparisons import q_values
from levelground.statistics.relative_likelihood import mid_p
from levelground.vocabulary.organisations import Profile
from tests.factories.comparisons import PERIOD, gap, gaps, profiles, ratio
from tests.factories.releases import released

DEFINITIONS = catalogue.load()
NAMES = {f"ZA{n:02d}": f"Made-up Trust {n}" for n in range(20)}


def material(
    figures: list[ReleasedFigure], own: str | None = None, known: Mapping[str, Profile] | None = None
) -> ReportInput:
    shown = dataclasses.replace(released(), figures=tuple(figures))
    return ReportInput(shown, DEFINITIONS, NAMES, (), own, known or {})


def only(made: Comparison) -> ComparisonSection:
    (section,) = made.sections
    return section


def cells(section: ComparisonSection, row: str) -> list[str]:
    (found,) = [[cell.text for cell in cells] for head, cells in section.table.rows if head == row]
    return found


def test_the_page_says_where_the_one_picked_out_lies_and_names_every_outlier() -> None:
    inside, outside = (only(comparison(material(gaps(), own))) for own in ("ZA03", "ZZ1"))

    assert inside.says == (
        "Made-up Trust 3 lies within the 95% limits. Of 21 organisations examined, outliers beyond the 99.8% limits: "
        "ZZ1 (above)."
    )
    assert outside.says.startswith("ZZ1 lies above the 99.8% limits.")


def test_an_outlier_with_a_name_is_also_named_by_its_code() -> None:
    low = [gap(f"ZA{n:02d}", (1500 + n, 10_000, 1400, 20_000)) for n in range(1, 20)]

    section = only(comparison(material([*low, gap("ZA00", (20, 1000, 200, 2000))])))

    assert section.says == (
        "Of 20 organisations examined, outliers beyond the 99.8% limits: Made-up Trust 0 (ZA00, below)."
    )


def test_no_outlier_is_said_to_be_none() -> None:
    alike = [gap(f"ZA{n:02d}", (1500 + n, 10_000, 1400, 20_000)) for n in range(12)]

    assert only(comparison(material(alike))).says.endswith("limits: none.")


def test_the_table_is_in_order_of_name_with_limits_and_q() -> None:
    section = only(comparison(material(gaps(), "ZA03")))

    assert section.table.heads == ("Organisation", "Percentage points", "95% interval", "Limits", "q", "Counts")
    assert [head for head, _ in section.table.rows] == sorted(head for head, _ in section.table.rows)
    assert cells(section, "ZZ1")[2] == "outlier: above 99.8%"
    assert cells(section, "Made-up Trust 0")[2] == "inside"
    assert cells(section, "ZZ1")[4] == "160 of 400; 70 of 1,000"


def test_an_earlier_period_brings_a_column_and_is_said_to_have_no_place() -> None:
    section = only(comparison(material([*gaps(), gap("ZB0", (15, 100, 70, 1000), period="2024-03-31")])))

    assert section.table.heads[-1] == "Period"
    assert cells(section, "ZB0")[-1] == "31 March 2024"
    assert section.absent == "ZB0"


def test_many_without_a_place_are_counted_and_not_listed() -> None:
    old = [gap(f"ZB{n}", (15, 100, 70, 1000), period="2024-03-31") for n in range(6)]

    assert only(comparison(material([*gaps(), *old]))).absent.startswith("6 organisations, without an entry")


def test_you_others_like_you_and_all_stand_beside_each_other() -> None:
    made = comparison(material(gaps(), "ZA03", profiles()))
    section = only(made)

    assert section.beside is not None
    assert section.beside_table is not None
    assert [head for head, _ in section.beside_table.rows] == ["Made-up Trust 3", "Others like it", "All organisations"]
    assert [row[1][0].text for row in section.beside_table.rows] == ["1", "10", "21"]
    assert "Others like it" in section.beside.svg
    assert len(made.peers) == 10
    assert made.why_no_peers == ""
    assert "rings are organisations like it" in (section.chart.key if section.chart else "")


def test_without_a_file_of_organisations_only_you_and_all_are_shown() -> None:
    made = comparison(material(gaps(), "ZA03"))
    table = only(made).beside_table

    assert table is not None
    assert [head for head, _ in table.rows] == ["Made-up Trust 3", "All organisations"]
    assert "No file says" in made.why_no_peers


def test_an_organisation_that_the_file_lacks_has_none_like_it() -> None:
    known = {code: one for code, one in profiles().items() if code != "ZA03"}

    assert "does not have Made-up Trust 3" in comparison(material(gaps(), "ZA03", known)).why_no_peers
    alone = {"ZA03": profiles()["ZA03"]}
    assert "no other organisation" in comparison(material(gaps(), "ZA03", alone)).why_no_peers


def test_with_nobody_picked_out_all_are_in_a_table_without_a_picture() -> None:
    made = comparison(material(gaps()))

    assert only(made).beside is None
    assert only(made).beside_table is not None
    assert (made.own, made.why_no_peers, made.peers) == ("", "", ())


def test_one_organisation_with_counts_beside_nobody_has_no_side_by_side() -> None:
    bare = {f"{part}_{side}": None for part in ("numerator", "denominator") for side in (1, 2)}
    section = only(comparison(material([gap("ZA1", (1, 10, 2, 10)), gap("ZA2", (1, 10, 2, 10), **bare)], "ZA1")))

    assert section.beside_table is None
    assert section.beside is None
    assert "1 have them" in section.says
    assert section.chart is not None
    assert section.chart.title == "Discrimination at work: 2 organisations"


def test_ratios_stand_beside_each_other_on_a_logarithmic_axis() -> None:
    figures = [ratio(f"ZA{n:02d}", (10 + n, 1000, 20 + n, 3000)) for n in range(12)]

    section = only(comparison(material(figures, "ZA01")))

    assert section.beside is not None
    assert "1 is the same chance" in section.beside.svg
    assert section.table.heads[1] == "Ratio"


def test_ratios_of_0_or_without_a_value_are_in_the_table_only() -> None:
    figures = [ratio("ZA01", (0, 100, 3, 100)), ratio("ZA02", (0, 100, 4, 100))]

    section = only(comparison(material(figures, "ZA01")))

    assert section.beside is None
    assert section.beside_table is not None
    common = [cell.text for cell in section.beside_table.rows[1][1]]
    assert common == ["2", "0.00", "–", "–"]


def test_a_plain_share_has_neither_funnel_nor_picture() -> None:
    shares = [
        gap(f"ZA{n:02d}", (20, 100, 20, 100), measure="wres_1", kind=Kind.SHARE, group="bme", base="all",
            numerator_2=None, denominator_2=None)
        for n in range(12)
    ]  # fmt: skip

    section = only(comparison(material(shares, "ZA01")))

    assert section.chart is None
    assert section.table.heads == ("Organisation", "Percentage", "95% interval", "Counts")
    assert section.beside_table is None


def test_the_policy_table_says_how_many_were_examined_and_how_much_they_differ() -> None:
    both = [*gaps(), *(ratio(f"ZA{n:02d}", (10, 1000, 20, 3000)) for n in range(3))]

    table = comparison(material(both)).policy

    assert table.heads == ("Indicator", "All", "In the funnel", "φ", "Outliers")
    rows = {head: [cell.text for cell in row] for head, row in table.rows}
    assert rows["3. Formal disciplinary process"] == ["3", "–", "–", "–"]
    found = rows["8. Discrimination at work"]
    assert (found[0], found[1], found[3]) == ("21", "21", "1")
    assert re.fullmatch(r"\d\.\d", found[2])


def test_further_comparisons_of_one_organisation_have_q_values_and_their_number() -> None:
    band = {"5": (10, 100, 5, 200), "7": (8, 100, 20, 200), "8a": (0, 10, 0, 10)}
    figures = [ratio("ZA1", counts, breakdown=(("pay_band", name),)) for name, counts in band.items()]
    figures[2] = dataclasses.replace(figures[2], numerator_1=None)
    asian = ratio("ZA1", (4, 50, 20, 400), group="asian")
    without = ratio("ZA1", (4, 50, 20, 400), variant="excluding_international")
    others = [ratio("ZA2", (1, 10, 2, 10), breakdown=(("pay_band", "5"),)), ratio("ZA1", (9, 100, 9, 100))]

    table = exploratory_table([*figures, asian, without, *others], DEFINITIONS["wres_3"], "ZA1", PERIOD)

    assert table is not None
    assert table.caption == "Formal disciplinary process: 4 further comparisons examined"
    expected = q_values([mid_p(*c) or 0 for c in (band["5"], band["7"], (4, 50, 20, 400), (4, 50, 20, 400))])
    of = {head: row[2].text for head, row in table.rows}
    assert of["Band 5"] == q_text(expected[0])
    assert of["Band 7"] == q_text(expected[1])
    assert of["Band 8a"] == "–"
    assert {f"Everyone, {wording.group_label('asian')}", "Everyone, Without international recruitment"} <= set(of)
    assert len(table.rows) == 5


@pytest.mark.parametrize(("q", "text"), [(None, "–"), (0.0004, "under 0.001"), (0.0125, "0.013"), (1.0, "1.000")])
def test_q_values_have_three_decimals(q: float | None, text: str) -> None:
    assert q_text(q) == text


def test_nothing_further_examined_is_no_table() -> None:
    assert exploratory_table(gaps(), DEFINITIONS["wres_8"], "ZZ1", PERIOD) is None


def test_the_page_states_the_policy_and_gives_no_verdict() -> None:
    text = report_html(material(gaps(), "ZA03", profiles()))
    plain = re.sub(r"<[^>]+>", " ", text.partition("</style>")[2])

    for said in ("There are no ranks", "overlap is not used as a test", "By chance alone 2 in 1,000", "a q of 0.05"):
        assert said in plain
    assert "Made-up Trust 4: same type; about the same size" in plain
    verdicts = r"\b(best|worst|good|bad|poor|better|worse|fail\w*|league|top|bottom|perform\w*)\b"
    assert re.findall(verdicts, plain.lower()) == []
    assert text.count(' id="funnel-wres-8-t"') == 1


def test_the_page_says_why_none_are_picked_out_as_alike() -> None:
    text = report_html(material(gaps(), "ZA03"))

    assert "No file says what the organisations are like" in text
    assert "Organisations like" not in re.sub(r"<[^>]+>", " ", report_html(material(gaps())))
