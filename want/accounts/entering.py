"""The two pages on which a mailed code is entered: allauth's, but each code counts that was mailed to the address.

A further mail is asked for here, too; to an address without an account as much is mailed as to one that has one.
"""

from typing import Any

from allauth.account import views as allauth
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse


class AnyMailedCode:
    """Tells the form which address the code was mailed to, and mails another one."""

    url_name = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Name the address; none where nobody could be signed in, so that no code is right."""
        given: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        process = self._process  # type: ignore[attr-defined]
        if self._action == "verify":  # type: ignore[attr-defined]
            has_account = process.user and not process.state.get("account_already_exists")
            given["address"] = process.state["email"] if has_account else ""
        return given

    def _resend_form_valid(self, form: Any) -> HttpResponse:  # noqa: ARG002 (allauth's signature)
        process = self._process  # type: ignore[attr-defined]
        process.generate_code()
        process.send()
        process.record_resend()
        process.persist()
        return HttpResponseRedirect(self.passthrough_next_url(reverse(self.url_name)))  # type: ignore[attr-defined]


class EnterSignInCode(AnyMailedCode, allauth.ConfirmLoginCodeView):
    """Sign in by a mailed code."""

    url_name = "account_confirm_login_code"


class EnterAddressCode(AnyMailedCode, allauth.ConfirmEmailVerificationCodeView):
    """Prove an address by a mailed code."""

    url_name = "account_email_verification_sent"


sign_in_code = EnterSignInCode.as_view()
address_code = EnterAddressCode.as_view()
