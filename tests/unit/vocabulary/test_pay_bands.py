"""Pay bands in their many spellings.

Agenda for Change has bands 1 to 9, band 8 in four ranges (NHS terms and conditions handbook, annex 1).
"""

from __future__ import annotations

import pytest

from levelground.vocabulary import pay_bands
from levelground.vocabulary.pay_bands import MEDICAL, ORDER, PayBand, is_medical, label, recognise


@pytest.mark.parametrize("number", ["1", "2", "3", "4", "5", "6", "7", "9"])
def test_a_band_is_recognised_in_each_way_it_is_typed(number: str) -> None:
    forms = ("{}", "Band {}", " band  {} ", "B{}", "AfC {}", "AfC Band {}", "Agenda for Change Band {}", "XR0{}X")

    for form in forms[:-1]:
        assert recognise(form.format(number)) == number, form
    assert recognise(forms[-1].format(number)) is None


@pytest.mark.parametrize("letter", "abcd")
def test_each_range_of_band_8_is_recognised_in_each_way_it_is_typed(letter: str) -> None:
    for form in ("8{}", "Band 8{}", "8 - Range {}", "Band 8 – Range {}", "Review Body Band 8 - Range {}", "Band 8 {}"):
        for text in (form.format(letter), form.format(letter.upper())):
            assert recognise(text) == f"8{letter}", text


@pytest.mark.parametrize(
    ("scale", "band"),
    [
        ("XR01", "1"), ("XR02", "2"), ("XR03", "3"), ("XR04", "4"), ("XR05", "5"), ("XR06", "6"), ("XR07", "7"),
        ("XR08", "8a"), ("XR09", "8b"), ("XR10", "8c"), ("XR11", "8d"), ("XR12", "9"),
    ],
)  # fmt: skip
def test_a_pay_scale_code_means_its_band_alone_or_in_a_description(scale: str, band: str) -> None:
    words = f"Band 8 - Range {band[1].upper()}" if band.startswith("8") else f"Band {band}"

    assert recognise(scale) == band
    assert recognise(f"NHS|{scale}|Review Body {words}") == band
    assert recognise(f"NHS|{scale.replace('XR', 'XN')}|Non Review Body {words}") == band


def test_a_pay_scale_whose_code_and_words_disagree_is_not_known() -> None:
    assert recognise("NHS|XR05|Review Body Band 6") is None


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("VSM", "vsm"), ("Very Senior Manager", "vsm"), ("Ad hoc", "ad_hoc"), ("Personal salary", "ad_hoc"),
        ("Spot salary", "ad_hoc"), ("Apprentice rate", "under_1"), ("Consultant", "consultant"),
        ("NHS|YC72|Consultant", "consultant"), ("Specialty Doctor", "career_grade"), ("FY1", "trainee"),
        ("NHS|MN37|Specialty Registrar", "trainee"), ("Medical Director", "senior_medical_manager"),
        ("Trust Doctor", "other_medical"), ("Non Review Body Band 3", "3"), ("under_1", "under_1"),
    ],
)  # fmt: skip
def test_what_is_off_the_scale_keeps_its_own_row(text: str, band: str) -> None:
    assert recognise(text) == band


@pytest.mark.parametrize(
    "text", ["", "Band 8", "8", "5a", "Band 10", "0", "XR13", "NHS|XR00|Band", "Band V", "Manager"]
)
def test_what_is_not_known_is_none(text: str) -> None:
    assert recognise(text) is None


def test_the_order_runs_from_the_lowest_band_to_the_medical_grades() -> None:
    assert [band.value for band in ORDER[:15]] == [
        "under_1", "1", "2", "3", "4", "5", "6", "7", "8a", "8b", "8c", "8d", "9", "vsm", "ad_hoc",
    ]  # fmt: skip
    assert all(is_medical(band) for band in ORDER[15:])
    assert not any(is_medical(band) for band in ORDER[:15])
    assert set(ORDER[15:]) == MEDICAL


def test_every_band_has_words_of_its_own() -> None:
    assert label("8a") == "Band 8a"
    assert len({label(band) for band in PayBand}) == len(PayBand)
    assert pay_bands.EDITION
