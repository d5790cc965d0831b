"""Survey measures beyond indicators 5 to 8: what is taken from a folder's extract, and who behind it is protected."""

from __future__ import annotations

import datetime as dt

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedFigure
from levelground.measures import catalogue
from levelground.measures.compute import compute
from levelground.measures.model import CountKey, FigurePlan, Kind, MeasureResult, NoValue
from levelground.measures.overlap import with_overlaps
from levelground.measures.survey import GROUNDS, is_asked, questions
from levelground.reporting import wording
from tests.factories.folders import MadeFolder, MadeRows, folder

GROUND_DEFINITION = catalogue.load()["survey_grounds"]


def answers(question: str, year: int = 2025, **groups: tuple[int, int]) -> list[dict[str, object]]:
    """Rows of one question: how many of each group gave the answer, and how many answered."""
    return [
        {"survey_year": year, "question": question, "ethnic_group": group, "counted": yes, "answered": people}
        for group, (yes, people) in groups.items()
    ]


def survey(*questions: list[dict[str, object]]) -> MeasureResult:
    return compute(folder({"survey": [row for rows in questions for row in rows]}))  # type: ignore[arg-type]


def plans(result: MeasureResult, measure: str, kind: Kind | None = None) -> list[FigurePlan]:
    return [plan for plan in result.plans if plan.measure == measure and kind in (None, plan.kind)]


def shown(result: MeasureResult) -> list[ReleasedFigure]:
    at = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    return list(
        release(result, request=ReleaseRequest(POLICIES["public"], at), definitions=catalogue.load())[0].figures
    )


def test_a_question_that_is_there_is_a_measure_and_one_that_is_not_is_left_out() -> None:
    result = survey(answers("Q21", White=(288, 400), BME=(80, 125)))

    (difference,) = plans(result, "survey_respects_differences", Kind.DIFFERENCE)
    assert [result.counts[key] for key in difference.counts] == [80, 125, 288, 400]
    assert not plans(result, "survey_speak_up")
    assert plans(result, "wres_7")[0].no_value is NoValue.NOT_COLLECTED


def test_a_question_is_looked_for_under_its_number_of_that_year() -> None:
    """Respect for differences is Q21 since 2023, was Q20 in 2022 (to be confirmed), and is not counted before 2021."""
    result = survey(answers("Q20", 2022, White=(60, 100)), answers("Q21", 2022, White=(1, 100)),
                    answers("Q21", 2023, White=(70, 100)), answers("Q18", 2019, White=(2, 100)))  # fmt: skip

    found = {key.period: number for key, number in result.counts.items() if key.item == "survey.q21.counted"}
    assert found == {"2023-03-31": 60, "2024-03-31": 70}


def test_an_extract_without_years_or_questions_asks_nothing() -> None:
    bare = MadeFolder({"survey": MadeRows({"survey_year": [2025, None]}, "survey.csv")})
    undated = MadeFolder({"survey": MadeRows({"survey_year": [None], "question": ["Q21"]}, "survey.csv")})

    definition = catalogue.load()["survey_respects_differences"]
    assert not is_asked(bare, definition)  # type: ignore[arg-type]
    assert not is_asked(undated, definition)  # type: ignore[arg-type]


def test_grounds_are_rows_of_one_measure_out_of_those_who_reported_discrimination() -> None:
    labels = {"Indian": (10, 12), "Pakistani": (4, 5), "Bangladeshi": (3, 4), "Chinese": (2, 3),
              "Any other Asian background": (1, 2)}  # fmt: skip
    result = survey(
        answers("Q16c_1", White=(20, 80), BME=(42, 50), **labels),
        answers("q16c.2", White=(24, 80), BME=(6, 50)),
    )

    base = CountKey("ZZ9", "2026-03-31", "survey.q16c.answered", (), "white")
    differences = {plan.breakdown: plan for plan in plans(result, "survey_grounds", Kind.DIFFERENCE) if not plan.group}
    assert set(differences) == {(("ground", "ethnic_background"),), (("ground", "gender"),)}
    gender = differences[(("ground", "gender"),)]
    assert [result.counts[key] for key in gender.counts] == [6, 50, 24, 80]
    assert gender.denominator_2 == base
    # Asian is the sum of its five categories, which are not reported by themselves: 10 + 4 + 3 + 2 + 1 of 26.
    (asian,) = [plan for plan in plans(result, "survey_grounds", Kind.SHARE) if plan.group == "asian"]
    assert [result.counts[key] for key in asian.counts] == [20, 26]
    assert not [key for key in result.counts if key.group == "H"]


def test_grounds_with_several_bases_have_no_value_and_say_so() -> None:
    result = survey(answers("Q16c_1", White=(20, 80)), answers("Q16c_2", White=(24, 79)))

    (plan,) = plans(result, "survey_grounds")
    assert plan.no_value is NoValue.STOPPED_BY_FINDING
    assert str(plan.because).startswith("The rows of Q16c give one group several bases")


def test_the_grounds_stand_in_the_order_of_the_questions_and_have_words() -> None:
    """NHS Staff Survey 2024: Q16c_1 ethnic background, … Q16c_4 sexual orientation, Q16c_5 disability, Q16c_7 other."""
    numbers = {item: place[0][1] for place, item in questions(GROUND_DEFINITION, 2024).items()}

    assert (numbers["Q16c_1"], numbers["Q16c_4"], numbers["Q16c_5"]) == (
        "ethnic_background",
        "sexual_orientation",
        "disability",
    )
    assert tuple(wording.GROUNDS) == GROUNDS


def test_a_small_group_of_respondents_is_hidden_with_its_grounds() -> None:
    """10 BME staff reported discrimination: fewer than the 11 of the public policy, though 8 alone could be shown."""
    figures = shown(survey(answers("Q16c_1", White=(20, 80), BME=(8, 10))))

    shares = {figure.group: figure for figure in figures if figure.measure == "survey_grounds" and not figure.compared}
    assert shares["bme"].suppressed
    assert shares["white"].value == 0.25


def harassed(either: int, managers: int, colleagues: int) -> MeasureResult:
    return survey(
        answers("Q14b or c", White=(either, 400)), answers("Q14b", White=(managers, 400)),
        answers("Q14c", White=(colleagues, 400)),
    )  # fmt: skip


def test_who_was_harassed_by_both_is_tied_to_what_is_shown() -> None:
    """12 by managers and 15 by colleagues are 20 people: 7 met with both, 5 with managers alone, 8 with colleagues."""
    result = harassed(20, 12, 15)

    hidden = {key.item: number for key, number in result.counts.items() if "alone" in key.item or "_and_" in key.item}
    assert hidden == {
        "survey.q14b_and_c.counted": 7, "survey.q14b.counted.alone": 5, "survey.q14c.counted.alone": 8,
    }  # fmt: skip
    tied = [line for line in result.sums if {line.total.item} & {"survey.q14b.counted", "survey.q14c.counted"}]
    assert len(tied) == 2
    assert all(result.counts[line.total] == sum(result.counts[part] for part in line.parts) for line in result.sums)


def test_two_people_harassed_by_both_are_protected() -> None:
    """20 by either, 9 by managers, 13 by colleagues give away 2 people: not all three may be shown."""
    values = {f.measure: f.value for f in shown(harassed(20, 9, 13)) if f.group == "white"}

    assert values["wres_6"] == 0.05
    assert None in (values["survey_bullying_managers"], values["survey_bullying_colleagues"])


def test_counts_that_do_not_fit_together_say_nothing() -> None:
    assert with_overlaps(harassed(30, 9, 13)).counts == harassed(30, 9, 13).counts
    assert not [key for key in harassed(30, 9, 13).counts if "alone" in key.item]
