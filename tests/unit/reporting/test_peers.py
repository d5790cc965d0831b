"""Which organisations are like one, and what is said of why."""

from __future__ import annotations

from levelground.reporting.peers import FEWEST, MOST, choose, why
from levelground.vocabulary.organisations import Profile


def profile(code: str, **given: object) -> Profile:
    made = {"name": code, "type": "Acute", "size": 4000, "region": "North", "bme_share": 0.2, **given}
    return Profile(code, **made)  # type: ignore[arg-type]


OWN = profile("ZZ0")


def codes(*others: Profile) -> list[str]:
    return [peer.profile.code for peer in choose(OWN, others)]


def test_the_same_type_comes_first_and_the_spelling_s_case_does_not_matter() -> None:
    far, near = profile("FAR", size=64000), profile("NEAR", type="Community")

    assert codes(near, far, profile("SAME", type="ACUTE")) == ["SAME", "FAR", "NEAR"]


def test_twice_the_size_counts_as_much_as_ten_points_of_bme_share() -> None:
    twice, ten = profile("TWO", size=8000), profile("TEN", bme_share=0.3)
    nearer = profile("NINE", bme_share=0.11)

    assert codes(twice, ten, nearer) == ["NINE", "TEN", "TWO"]


def test_of_two_equally_near_the_same_region_goes_first() -> None:
    assert codes(profile("A", region="South"), profile("B")) == ["B", "A"]


def test_no_more_than_ten_are_chosen_and_never_the_organisation_itself() -> None:
    others = [profile(f"A{n:02d}", size=4000 + 100 * n) for n in range(15)]

    assert codes(OWN, *others) == [f"A{n:02d}" for n in range(MOST)]


def test_another_type_is_added_only_where_few_have_the_same() -> None:
    others = [profile(f"C{n}", type="Community") for n in range(9)]
    same = [profile(f"A{n}") for n in range(FEWEST)]

    assert codes(*same[:2], *others) == ["A0", "A1", "C0", "C1", "C2"]
    assert codes(*same, *others) == ["A0", "A1", "A2", "A3", "A4"]


def test_the_reasons_are_said_in_words() -> None:
    assert why(OWN, profile("A")) == "same type; about the same size; about the same BME share; same region"
    other = profile("B", type="Community", size=2000, bme_share=0.35, region="South")
    assert why(OWN, other) == (
        "another type (Community); 0.5 times the size; BME share 15 points higher; another region"
    )
    assert why(OWN, profile("C", bme_share=0.19, region="")).endswith("BME share 1 point lower")


def test_the_facts_behind_the_reasons_stand_beside_them() -> None:
    (peer,) = choose(OWN, [profile("A", size=12345, bme_share=0.284)])

    assert peer.facts == "12,345 people, BME share 28%"
