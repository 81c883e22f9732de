"""« Mon compte »: what opens it, and how to change that."""

from typing import cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.debug import sensitive_post_parameters

from phare.desk import second_factor
from phare.desk.sign_in import PasswordForm, codes_page, log


@sensitive_post_parameters("password")
def account(request: HttpRequest) -> HttpResponse:
    """The form makes new recovery codes."""
    user = cast(User, request.user)
    standing = second_factor.standing(user)
    form = PasswordForm(request.POST or None)
    if standing.since is not None and form.is_right(request):
        log(request, "Nouveaux codes de secours.")
        return codes_page(request, second_factor.new_recovery_codes(user))
    context = {
        **admin.site.each_context(request),
        "title": "Mon compte",
        "groups": user.groups.order_by("name"),
        "standing": standing,
        "form": form,
    }
    return TemplateResponse(request, "admin/account.html", context)
