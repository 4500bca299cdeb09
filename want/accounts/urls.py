"""A person's own pages, and those of allauth's that need a limit or a look of ours; all others are allauth's.

They are found first, and have allauth's names.
"""

from allauth.account import views as allauth
from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.urls import path

from want.accounts import entering, views
from want.accounts.limits import View, limited
from want.core.sealed import place


def code(view: View) -> View:
    """Limit how often codes are entered; what a right one brings about is stored as one: an address and its papers."""
    return limited("code", looking=False)(transaction.atomic(view))


urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("sessions/", views.sessions, name="sessions"),
    path(f"sessions/{place('session')}/end/", views.end_session, name="end_session"),
    path(
        "login/code/confirm/",
        login_not_required(code(entering.sign_in_code)),
        name="account_confirm_login_code",
    ),
    path(
        "confirm-email/",
        login_not_required(code(entering.address_code)),
        name="account_email_verification_sent",
    ),
    # Where there is a second factor it is asked for: else a password set at an open browser would answer for it.
    path(
        "password/set/",
        reauthentication_required(allauth.password_set, app="allauth.account"),
        name="account_set_password",
    ),
]
