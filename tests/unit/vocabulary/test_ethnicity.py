"""Ethnic categories and their groups.

The codes and names are the NHS Data Dictionary's (ETHNIC CATEGORY, 16+1); the WRES grouping is that of the 2019 report:
A, B, C and C-prefixed codes White, D to S and theirs BME.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from levelground.vocabulary import ethnicity
from levelground.vocabulary.ethnicity import EthnicCategory, recognise

# NHS Data Dictionary, attribute ETHNIC CATEGORY CODE 2001.
SIXTEEN_PLUS_ONE = {
    "A": "British", "B": "Irish", "C": "Any other White background", "D": "White and Black Caribbean",
    "E": "White and Black African", "F": "White and Asian", "G": "Any other mixed background", "H": "Indian",
    "J": "Pakistani", "K": "Bangladeshi", "L": "Any other Asian background", "M": "Caribbean", "N": "African",
    "P": "Any other Black background", "R": "Chinese", "S": "Any other ethnic group", "Z": "Not stated",
}  # fmt: skip
# NHS Staff Survey 2024, question 28, the 18 headings in their order, with the nearest 16+1 code.
SURVEY = (
    ("White - English / Welsh / Scottish / Northern Irish / British", "A"),
    ("White - Irish", "B"),
    ("White - Gypsy or Irish Traveller", "traveller"),
    ("White - Any other White background", "C"),
    ("Mixed/Multiple ethnic background - White and Black Caribbean", "D"),
    ("Mixed/Multiple ethnic background - White and Black African", "E"),
    ("Mixed/Multiple ethnic background - White and Asian", "F"),
    ("Mixed/Multiple ethnic background - Any other Mixed / Multiple ethnic background", "G"),
    ("Asian/Asian British - Indian", "H"),
    ("Asian/Asian British - Pakistani", "J"),
    ("Asian/Asian British - Bangladeshi", "K"),
    ("Asian/Asian British - Chinese", "R"),
    ("Asian/Asian British - Any other Asian background", "L"),
    ("Black/African/Caribbean/Black British - African", "N"),
    ("Black/African/Caribbean/Black British - Caribbean", "M"),
    ("Black/African/Caribbean/Black British - Any other Black / African / Caribbean background", "P"),
    ("Other ethnic group - Arab", "arab"),
    ("Other ethnic group - Any other ethnic background", "S"),
)


@pytest.mark.parametrize(("code", "name"), SIXTEEN_PLUS_ONE.items())
def test_a_code_its_name_and_both_together_are_recognised(code: str, name: str) -> None:
    for text in (code, code.lower(), f" {code} ", name, name.upper(), f"{code} - {name}", f"{code} {name}"):
        assert recognise(text) == code, text


@pytest.mark.parametrize(("label", "code"), SURVEY)
def test_the_survey_s_labels_are_recognised(label: str, code: str) -> None:
    assert recognise(label) == code
    assert recognise(label.replace(" - ", "  –  ").upper()) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("A White - British", "A"),
        ("C White - Any other White background", "C"),
        ("C3 White Unspecified", "C"),
        ("CP White Polish", "C"),
        ("CA White English", "C"),
        ("CN Gypsy/Romany", "traveller"),
        ("CM Traveller", "traveller"),
        ("GA Mixed - Black & Asian", "G"),
        ("LE Asian Sri Lankan", "L"),
        ("PC Nigerian", "P"),
        ("SC Filipino", "S"),
        ("R Chinese", "R"),
        ("Z Not Stated", "Z"),
        ("C White - any other", "C"),
    ],
)
def test_staff_record_entries_fold_to_the_parent_of_their_code(text: str, code: str) -> None:
    assert recognise(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # Census of 2021, England: headings of table TS021.
        ("Asian, Asian British or Asian Welsh: Bangladeshi", "K"),
        ("Black, Black British, Black Welsh, Caribbean or African: Other Black", "P"),
        ("Mixed or Multiple ethnic groups: White and Asian", "F"),
        ("White: English, Welsh, Scottish, Northern Irish or British", "A"),
        ("White: Gypsy or Irish Traveller", "traveller"),
        ("White: Roma", "C"),
        ("Other ethnic group: Arab", "arab"),
        ("Other ethnic group: Any other ethnic group", "S"),
        # Forms before the census of 2011 had Chinese among the other groups.
        ("Other Ethnic Groups - Chinese", "R"),
    ],
)
def test_census_labels_are_recognised_by_their_family_and_name(text: str, code: str) -> None:
    assert recognise(text) == code


@pytest.mark.parametrize("text", ["Not stated", "Prefer not to say", "I do not wish to disclose my ethnic origin"])
def test_a_person_who_was_asked_and_did_not_say_is_not_stated(text: str) -> None:
    assert recognise(text) is EthnicCategory.Z


@pytest.mark.parametrize("text", ["Undefined", "Unspecified", "Not recorded", "Not known", "missing"])
def test_nothing_recorded_is_missing_and_not_not_stated(text: str) -> None:
    assert recognise(text) is EthnicCategory.MISSING


@pytest.mark.parametrize(
    "text",
    [
        "", "Martian", "A fish", "D Division", "Q", "T White", "CZ White", "English", "British Asian of sorts",
        "White and Chinese", "Other", "White - Purple", "ZZ",
    ],
)  # fmt: skip
def test_what_is_not_known_is_never_taken_for_unknown(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "A Indian",
        "A White - Irish",
        "H White British",
        "C Black",
        "P White something",
        "White - Indian",
        "Z White Irish",
    ],
)
def test_a_code_or_family_that_its_words_contradict_is_not_known(text: str) -> None:
    assert recognise(text) is None


def test_a_not_stated_code_whose_words_say_unknown_stays_not_stated() -> None:
    assert recognise("Z - Unknown") is EthnicCategory.Z


# Groups


@pytest.mark.parametrize("code", [*SIXTEEN_PLUS_ONE, "traveller", "arab", "missing"])
def test_white_is_a_b_c_and_traveller_unknown_is_z_and_missing_the_rest_bme(code: str) -> None:
    expected = "white" if code in "ABC" or code == "traveller" else "unknown" if code in ("Z", "missing") else "bme"

    assert ethnicity.GROUP_3[EthnicCategory(code)] == expected
    assert ethnicity.group_of(EthnicCategory(code), 3) == expected


def test_the_five_groups_are_the_census_of_2021_s() -> None:
    assert "".join(ethnicity.members("mixed")) == "DEFG"
    assert set(ethnicity.members("asian")) == {"H", "J", "K", "L", "R"}
    assert "".join(ethnicity.members("black")) == "MNP"
    assert set(ethnicity.members("other")) == {"S", "arab"}
    assert set(ethnicity.members("unknown")) == {"Z", "missing"}
    assert ethnicity.group_of(EthnicCategory.R, 5) == "asian"


def test_every_depth_divides_everyone() -> None:
    for depth, groups in ethnicity.DEPTHS.items():
        members = [category for group in groups for category in ethnicity.members(group)]
        assert sorted(members) == sorted(EthnicCategory)
        assert {ethnicity.group_of(category, depth) for category in EthnicCategory} == set(groups)
    assert set(ethnicity.members("all")) == set(EthnicCategory)


def test_depth_16_has_the_codes_two_survey_groups_not_stated_and_missing() -> None:
    assert set(ethnicity.DEPTHS[16]) == {*SIXTEEN_PLUS_ONE, "traveller", "arab", "missing"}
    assert ethnicity.group_of(EthnicCategory.R, 16) == "R"


def test_group_ids_and_codes_are_groups_and_nothing_else_is() -> None:
    assert all(ethnicity.is_group(name) for name in ("white", "bme", "unknown", "asian", "A", "traveller", "missing"))
    assert not any(ethnicity.is_group(name) for name in ("all", "a", "White", "band"))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("white", "White"),
        ("bme", "BME"),
        ("unknown", "Unknown"),
        ("asian", "Asian or Asian British"),
        ("Z", "Not stated"),
    ],
)
def test_a_page_shows_words_for_a_group(name: str, words: str) -> None:
    assert ethnicity.label(name) == words


def test_every_group_and_code_has_words_of_its_own() -> None:
    names = {name for groups in ethnicity.DEPTHS.values() for name in groups} | {"all"}

    assert len({ethnicity.label(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("White staff", "white"),
        ("white", "white"),
        ("Staff from all other ethnic groups combined", "bme"),
        ("BME", "bme"),
        ("White - Irish", None),
        ("Asian", None),
    ],
)
def test_summary_labels_mean_a_whole_group(text: str, group: str | None) -> None:
    assert ethnicity.recognise_summary(text) == group


@pytest.mark.shared
def test_extended_codes_fold_as_the_domain_notes_list_them(shared: Path) -> None:
    text = (shared / "domain" / "measures.md").read_text("utf-8")
    rows = re.findall(r"^\| ([CGLPS]) \((?:White|mixed|Asian|Black|other)\) \| (.+) \|$", text, re.MULTILINE)
    assert [parent for parent, _ in rows] == ["C", "G", "L", "P", "S"]

    for parent, listed in rows:
        for entry in listed.split(" · "):
            code, words = entry.split(" ", 1)
            # Irish Traveller, Traveller and Gypsy/Romany have a survey group of their own, which is White as well.
            expected = "traveller" if code in ("CL", "CM", "CN") else parent
            assert recognise(code) == expected
            assert recognise(f"{code} {words}") == expected, words
