"""Puts the actor on every request: the one place where a session becomes a person with roles."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from levelground_web.accounts import queries
from levelground_web.shell.actor import Actor, nobody


class ActorMiddleware:
    """Sets `request.actor`; looked up when first asked for, once a request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    day = timezone.localdate()
    return queries.actor_for(request.user, day) if request.user.is_authenticated else nobody(day)
