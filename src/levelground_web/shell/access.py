"""Who may enter a page: every view says so with one of three words, and a view that says nothing fails a test.

`needs("figures.upload")` asks the rules of that name (each room's policies.py) about the person and the organisation in
the address. A person without any role there is told that there is no such page, so that addresses give nothing away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from rules.permissions import has_perm

from levelground_web.shell.actor import Actor

P = ParamSpec("P")
View = Callable[..., HttpResponseBase]
PUBLIC = "public"
SIGNED_IN = "signed in"
# The part of an address that holds the organisation's code.
ODS_CODE = "ods_code"


@dataclass(frozen=True)
class Access:
    """The declared rule of a view: public, signed in, or the name of a permission."""

    rule: str


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, as accounts' middleware found it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def public(view: View) -> View:
    """Anybody may see this page."""
    view.access = Access(PUBLIC)  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Everybody who is signed in may see this page."""
    return _guarded(view, Access(SIGNED_IN))


def needs(permission: str) -> Callable[[View], View]:
    """Only who has this permission in the organisation of the address (`<str:ods_code>`), if it names one."""

    def decorate(view: View) -> View:
        return _guarded(view, Access(permission))

    return decorate


def _guarded(view: View, access: Access) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if not actor.is_signed_in:
            return redirect_to_login(request.get_full_path())
        ods_code = kwargs.get(ODS_CODE)
        if access.rule != SIGNED_IN and not has_perm(access.rule, actor, ods_code):
            if ods_code is not None and ods_code not in actor.organisations:
                raise Http404
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guarded.access = access  # type: ignore[attr-defined]
    return guarded
