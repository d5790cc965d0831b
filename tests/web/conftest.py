"""What the site's tests share: people and organisations that are obviously made up, each valid as it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from levelground_web.accounts.models import Membership, Organisation, Person
from levelground_web.accounts.queries import actor_for
from levelground_web.shell.actor import Actor

DAY = dt.date(2026, 11, 2)
AT = dt.datetime(2026, 11, 2, 10, 0, tzinfo=dt.UTC)
TRUST = "ZZ9"


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Nearly every test of the site has rows."""


@pytest.fixture
def organisation() -> Organisation:
    """A trust that does not exist."""
    return Organisation.objects.create(ods_code=TRUST, name="Example Trust", is_synthetic=True)


@pytest.fixture
def person_with(organisation: Organisation) -> Callable[..., Person]:
    """Makes a person who holds the given roles in the example trust (or another organisation)."""

    def make(*roles: str, at: Organisation | None = None, email: str = "") -> Person:
        number = Person.objects.count() + 1
        person = Person.objects.create_user(
            email or f"test{number}@example.org", "test-passphrase", name=f"Test {number}"
        )
        for role in roles:
            Membership.objects.create(
                person=person, organisation=at or organisation, role=role, starts_on=dt.date(2026, 1, 1)
            )
        return person

    return make


@pytest.fixture
def actor_with(person_with: Callable[..., Person]) -> Callable[..., Actor]:
    """Makes an actor with the given roles."""

    def make(*roles: str, at: Organisation | None = None) -> Actor:
        return actor_for(person_with(*roles, at=at), DAY)

    return make


@pytest.fixture
def signed_in(person_with: Callable[..., Person]) -> Callable[..., Client]:
    """A browser, without a browser, of somebody with the given roles."""

    def make(*roles: str, at: Organisation | None = None) -> Client:
        client = Client()
        client.force_login(person_with(*roles, at=at), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make
