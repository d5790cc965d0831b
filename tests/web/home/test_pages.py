"""The start page and the health page."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client


def test_the_health_page_needs_no_sign_in() -> None:
    answer = Client().get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_the_start_page_asks_a_stranger_to_sign_in() -> None:
    answer = Client().get("/")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/accounts/login/")


def test_the_start_page_opens_for_a_person(signed_in: Callable[..., Client]) -> None:
    assert signed_in("analyst").get("/").status_code == 200
