"""What is said and handed on of a claim that was worked out again."""

from __future__ import annotations

import json

from levelground.measures.claims import check, to_json
from tests.unit.measures.test_claims import COUNTS, DEFINITIONS, claim, verdict


def test_what_is_worked_out_is_given_in_the_printed_unit() -> None:
    assert verdict(**COUNTS).recomputed == {"ratio": 1.5, "white_rate_percent": 30.0, "bme_rate_percent": 20.0}
    assert verdict("wres_5", **COUNTS, difference="-0.1").recomputed["difference"] == -0.1
    assert verdict("wres_5", **COUNTS, difference="-9").recomputed["difference"] == -10.0
    assert verdict("wres_5", **COUNTS).recomputed["difference"] == -10.0
    assert verdict(white_rate_percent="0.1", bme_rate_percent="0.0", ratio="7").recomputed["ratio"] is None


def test_verdicts_are_handed_on_as_plain_values() -> None:
    items = {"white_rate_percent": "50", "bme_rate_percent": "25", "ratio": "2.0"}

    (found,) = to_json(check([claim(**items)], DEFINITIONS))

    assert json.loads(json.dumps(found)) == found
    assert list(found) == ["claim_id", "adds_up", "slips", "explanation", "recomputed"]
    assert found["recomputed"] == {
        "white_rate_percent": None,
        "bme_rate_percent": None,
        "ratio": [49.5 / 25.5, 50.5 / 24.5],
    }


def test_the_explanation_shows_the_working() -> None:
    items = {
        "total": "3296", "white_share_percent": "76", "white_numerator": "17", "white_rate_percent": "0.7",
        "bme_rate_percent": "1.2", "bme_share_percent": "22", "ratio": "1.7",
    }  # fmt: skip

    found = verdict("wres_3", **items, bme_numerator="9")

    assert "White rate: 17 / 2,505 (76 % of 3,296) lies between 0.67 and 0.68 %; printed 0.7." in found.explanation
    assert "printed 1.7, which is 1.2 / 0.7" in found.explanation


def test_the_explanation_says_why_nothing_can_be_checked() -> None:
    assert "for White and BME" in verdict(ratio="1.5").explanation
    assert "no direction" in verdict("scwres_2", ratio="1.5").explanation
    assert "no direction" in verdict("wres_2", **COUNTS, difference="3").explanation
    assert "Only counts" in verdict(**COUNTS).explanation
    assert "Taken as printed" in verdict("wres_1", H_share_percent="8").explanation
    assert "above" in verdict(white_rate_percent="0.1", bme_rate_percent="0.0", ratio="7").explanation


def test_the_reading_of_a_difference_is_said() -> None:
    rates = {"white_rate_percent": "30", "bme_rate_percent": "20"}

    assert "read as percentage points" in verdict("wres_5", **rates, difference="-10").explanation
    assert "read as a fraction of 1" in verdict("wres_5", **rates, difference="-0.1").explanation
