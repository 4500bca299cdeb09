"""The public page on which anybody may offer to review, where the chairs have opened it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from reviews.committee.candidacies import offer
from reviews.committee.forms import OfferForm
from reviews.committee.rules import may_offer
from want.accounts.limits import limited
from want.core.verdict import Refused
from want.venues.queries import get_edition


@login_not_required  # who offers to review has often no account here yet
@limited("offer", looking=False)
@never_cache
def offer_page(request: HttpRequest, edition: str) -> HttpResponse:
    """Take an offer to review. The chairs answer it by mail; the page never tells whether an address is known."""
    found = get_edition(request, edition)
    if not found.takes_offers:
        raise Http404
    user = request.user if request.user.is_authenticated else None
    form = OfferForm(request.POST or None, edition=found, user=user)
    verdict = may_offer(found.moment(), takes_offers=found.takes_offers)
    if request.method == "POST" and form.is_valid():
        try:
            offer(found, form.candidate(), form.cleaned_data["words"], by=user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Thank you. The chairs read your offer and answer by mail.")
            return redirect("venues:committee", edition)
    return render(request, "committee/offer.html", {"edition": found, "form": form, "verdict": verdict})
