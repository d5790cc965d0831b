"""Every spelling that the synthetic trust writes is one that the vocabulary knows, and means what was drawn."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter

from levelground.extracts.synthetic.planted import BME_MIX, CAMPAIGN_MIX, POSTS, WHITE_MIX
from levelground.extracts.synthetic.spellings import (
    APPLICANT_ETHNICITY,
    CONTRACT,
    OFF_SCALE,
    RECORD_ETHNICITY,
    SCALE,
    STAFF_GROUP,
    STATUS,
    SURVEY_GROUPS,
    abbreviated,
    british,
    pay_scale,
    record_ethnicity,
    typed_band,
)
from levelground.vocabulary import assignments, ethnicity, pay_bands, staff_groups


def test_every_ethnic_entry_is_recognised_in_the_group_its_code_belongs_to() -> None:
    for text, code in (
        *((v, k) for k, v in RECORD_ETHNICITY.items()),
        *((v, k) for k, v in APPLICANT_ETHNICITY.items()),
    ):
        found = ethnicity.recognise(text) if text else None
        # WRES grouping (CHEL17, W2019): A, B, C and every C-prefixed code are White; D to S and theirs BME.
        expected = "white" if code[:1] in ("A", "B", "C") else "unknown" if code == "Z" else "bme"
        assert text == "" or (found and ethnicity.GROUP_3[found] == expected), text


def test_every_survey_label_is_recognised_in_the_group_it_names() -> None:
    for label in SURVEY_GROUPS:
        found = ethnicity.recognise(label)
        assert found, label
        assert ethnicity.GROUP_3[found] == ("white" if label.startswith("White - ") else "bme")


def test_every_code_that_can_be_drawn_has_an_entry() -> None:
    assert {*WHITE_MIX, *BME_MIX, *CAMPAIGN_MIX, "Z", ""} == set(RECORD_ETHNICITY)
    assert {code[:1] for code in RECORD_ETHNICITY} == set(APPLICANT_ETHNICITY)


def test_every_band_entry_means_its_band() -> None:
    chance = random.Random(1)
    for post in POSTS:
        texts = [pay_scale(post.band, post.staff_group), *(typed_band(post.band, chance) for _ in range(30))]
        assert {str(pay_bands.recognise(text)) for text in texts} == {post.band}
    assert {*SCALE, *OFF_SCALE} >= {post.band for post in POSTS}


def test_every_other_code_is_recognised() -> None:
    assert {str(staff_groups.recognise(text)) for text in STAFF_GROUP.values()} == set(STAFF_GROUP)
    assert {str(assignments.recognise_status(text)) for text in STATUS.values()} == set(STATUS)
    assert {str(assignments.recognise_type(text)) for text in CONTRACT.values()} == set(CONTRACT)


def test_one_entry_in_a_hundred_has_a_blank_behind_it() -> None:
    chance = random.Random(1)

    texts = Counter(record_ethnicity("R", chance) for _ in range(5000))

    assert set(texts) == {"R Chinese", "R Chinese "}
    assert 20 < texts["R Chinese "] < 90


def test_dates_are_printed_in_english_and_day_first() -> None:
    assert british(dt.date(2026, 3, 1)) == "01/03/2026"
    assert abbreviated(dt.date(2026, 3, 1)) == "01-Mar-2026"
