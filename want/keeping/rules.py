"""May this person's account be erased now? Pure."""

from collections.abc import Sequence

from want.core.verdict import YES, Verdict, no


def may_be_erased(
    *, keeps_site: bool, chairs: Sequence[str], reviews_for: Sequence[str], papers_at: Sequence[str]
) -> Verdict:
    """Answer no while others rely on the person: each argument names the running editions where they do."""
    if keeps_site:
        return no("You keep this site. Let another keeper take that right from your account first.")
    if chairs:
        return no(f"You chair {_listed(chairs)}. Let another chair end that role first.")
    if reviews_for:
        return no(f"You still have papers to review for {_listed(reviews_for)}. Finish them, or hand them back first.")
    if papers_at:
        return no(
            f"You are an author of a paper at {_listed(papers_at)}, which is not over. Withdraw it, or let "
            "your co-authors take you off its list, or wait until the programme is published."
        )
    return YES


def _listed(names: Sequence[str]) -> str:
    return ", ".join(sorted(set(names)))
