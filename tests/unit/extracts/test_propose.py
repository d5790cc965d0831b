"""A mapping is proposed from headers and values, with how sure it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.headers import known_spellings
from levelground.extracts.mapping import read_mapping
from levelground.extracts.propose import Proposal, propose

HEADER = "Employee Number,Assignment Status,Assignment Category,Ethnic Origin,Pay Grade"
ROWS = ("1,Active,Permanent,A,5", "2,Active,Bank,H,8a")


def proposal(folder: Path, *lines: str, extract: str | None = None, name: str = "a.csv") -> Proposal:
    path = folder / name
    path.write_text("\n".join(lines), "utf-8")
    return propose(path, extract)


def test_known_headers_whose_values_read_are_certain(tmp_path: Path) -> None:
    found = proposal(tmp_path, HEADER + ",Shoe size", *(row + ",40" for row in ROWS))

    assert found.certain
    assert found.plausible
    assert found.mapping.extract == "staff"
    assert found.mapping.columns["pay_band"] == "Pay Grade"
    assert found.left_out == ("Shoe size",)
    assert "# columns left out: Shoe size" in found.to_toml()


def test_a_column_is_known_by_its_values_but_not_for_certain(tmp_path: Path) -> None:
    lines = ("Employee Number,Assignment Status,Assignment Category,Eth,Geld", *ROWS)

    found = proposal(tmp_path, *lines, extract="staff")

    assert found.mapping.columns["ethnic_category"] == "Eth"
    assert found.mapping.columns["pay_band"] == "Geld"
    assert not found.certain
    assert "# ethnic_category: proposed from its values (100% of them could be read)" in found.to_toml()


def test_a_column_that_always_says_the_same_is_not_known_by_its_values(tmp_path: Path) -> None:
    lines = ("Employee Number,Assignment Status,Assignment Category,Ethnic Origin,Geld", ROWS[0], ROWS[0])

    found = proposal(tmp_path, *lines, extract="staff")

    assert found.missing == ("pay_band",)
    assert "# missing: pay_band (required)" in found.to_toml()


def test_a_known_header_over_values_that_say_otherwise_is_in_doubt(tmp_path: Path) -> None:
    lines = (HEADER, "1,Active,Permanent,blue,5", "2,Active,Permanent,green,5")

    found = proposal(tmp_path, *lines)

    assert not found.certain
    assert "# ethnic_category: the header is known, but only 0% of its values could be read" in found.to_toml()


def test_a_doubtful_column_that_is_not_required_casts_no_doubt_on_the_file(tmp_path: Path) -> None:
    found = proposal(tmp_path, HEADER + ",FTE", ROWS[0] + ",whole", ROWS[1] + ",half")

    assert found.certain
    assert found.to_dict()["columns"][-1] == {  # type: ignore[index]
        "field": "fte", "header": "FTE", "why": "header", "share_read": 0.0, "certain": False,
    }  # fmt: skip


def test_of_two_known_headers_the_one_that_can_be_read_is_taken(tmp_path: Path) -> None:
    lines = (
        "Employee Number,Assignment Status,Assignment Category,Ethnic Origin,Pay Grade,Pay Scale Description",
        "1,Active,Permanent,A,YC72,Very Senior Manager",
    )

    assert proposal(tmp_path, *lines).mapping.columns["pay_band"] == "Pay Scale Description"


def test_one_column_is_not_two_fields(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were one spelling known for two fields of an extract, the first field takes the column."""
    known = {**known_spellings(), "directorate": ("paygrade",)}
    monkeypatch.setattr("levelground.extracts.headers.known_spellings", lambda: known)

    columns = proposal(tmp_path, HEADER, *ROWS).mapping.columns

    assert columns["pay_band"] == "Pay Grade"
    assert "directorate" not in columns


def test_dates_say_whether_days_or_months_come_first(tmp_path: Path) -> None:
    header = "Case Ref,Employee Number,Date Entered,Ethnic Origin"

    assert proposal(tmp_path, header, "1,1,05/13/2025,A").mapping.date_order == "month first"
    assert proposal(tmp_path, header, "1,1,13/05/2025,A").mapping.date_order == "day first"
    assert proposal(tmp_path, header, "1,1,05/05/2025,A").mapping.date_order is None


def test_a_file_of_something_else_is_not_plausible(tmp_path: Path) -> None:
    assert not proposal(tmp_path, "Dear colleague,", "please find attached").plausible
    assert not proposal(tmp_path, "").plausible


def test_a_proposal_is_a_mapping_file(tmp_path: Path) -> None:
    found = proposal(tmp_path, HEADER + ",Shoe size", *(row + ",40" for row in ROWS))
    (tmp_path / "a.map.toml").write_text(found.to_toml(), "utf-8")

    assert read_mapping(tmp_path / "a.map.toml") == found.mapping
    assert found.to_dict()["left_out"] == ["Shoe size"]


def test_rows_may_be_shorter_than_the_header(tmp_path: Path) -> None:
    assert proposal(tmp_path, HEADER, "1,Active", *ROWS).certain


def test_an_extract_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="wages"):
        proposal(tmp_path, HEADER, extract="wages")


@pytest.mark.parametrize(
    ("name", "extract"),
    [("survey_2025.csv", "survey"), ("Bank Survey 2025.csv", "bank_survey"), ("2025.csv", "survey")],
)
def test_surveys_of_different_people_are_told_apart_by_the_name_of_the_file(
    tmp_path: Path, name: str, extract: str
) -> None:
    header = "Survey Year,Question,Ethnic Group,Base,Number"

    assert proposal(tmp_path, header, "2025,Q15,White,40,20", name=name).mapping.extract == extract
