"""The start page, and whether the site is well."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from levelground_web.shell import access


@require_safe
@access.signed_in
def start(request: HttpRequest) -> HttpResponse:
    """The page after signing in."""
    return render(request, "home/start.html", {"actor": access.actor_of(request)})


@require_safe
@access.public
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers."""
    return HttpResponse("ok\n", content_type="text/plain")
