"""What each act of the log is in words, read after the name of who did it. An act without words keeps its verb."""

SENTENCES = {
    "account.opened": "opened an account again",
    "account.shut": "shut an account",
    "account.unproved_ended": "ended an account whose address somebody else has proved to be theirs",
    "person.erased": "erased a person at their wish",
    "account.second_factor_added": "added a second factor to their account",
    "account.second_factor_changed": "changed the second factor of their account",
    "account.second_factor_forgotten": "had a second factor forgotten, so that the account can be entered again",
    "break_glass.opened": "broke the glass, to see what is in papers and reviews",
    "break_glass.listed": "saw the list of papers behind the glass",
    "break_glass.read": "looked at the paper behind the glass",
    "break_glass.ended": "ended the session behind the glass",
    "site.restored": "brought the site back from a backup",
    "site.letters_resumed": "let letters go out by themselves again after a restore",
    "mail.sent_again": "had failed letters sent again",
    # The edition
    "edition.opened": "opened the edition",
    "edition.imported": "imported the edition",
    "edition.settings_changed": "changed the words or settings",
    "edition.dates_changed": "set the dates",
    "edition.list_changed": "changed a list of the call",
    "edition.chair_appointed": "made somebody a chair",
    "edition.published": "published the accepted papers",
    "edition.archived": "put the edition into the archive",
    "edition.reopened": "took the edition out of the archive",
    "letter.sent": "wrote to a group of people",
    "deadline.extended": "extended a deadline and told the people concerned",
    "assignment.imported": "assigned the imported papers",
    "stage.told": "told the people concerned that a stage opened",
    "stage.letter_set": "set the letter of a stage",
    "ratings.imported": "imported ratings as reviews",
    # The committee
    "committee.invited": "invited people",
    "committee.reminded": "reminded those who had not answered",
    "committee.invitation_revoked": "took an invitation back",
    "committee.accepted": "accepted the invitation",
    "committee.answer_changed": "changed the answer to the invitation",
    "committee.suggested": "suggested somebody who could review",
    "committee.offered": "offered to review",
    "committee.offers_declined": "declined offers to review",
    "committee.suggestions_set_aside": "set suggestions of reviewers aside",
    "committee.volunteered": "volunteered to review, or took that back",
    "committee.link_renewed": "asked for a new link in place of an expired one",
    "committee.asked_to_prepare": "asked members who were not ready for their topics",
    "committee.declined": "declined the invitation",
    "committee.dismissed": "ended the service of somebody",
    "committee.discussion_mail_chosen": "chose whether to get mail about comments",
    "committee.service_changed": "changed how somebody serves",
    "committee.conflicts_stated": "changed their own conflicts of interest while papers were reviewed",
    "committee.address_counted": "proved an address at another domain while papers were reviewed",
    "committee.address_set_aside": "proved one more such address, from which no conflicts follow",
    "committee.moved": "changed their affiliation while papers were reviewed",
    "committee.tracks_set": "said in which tracks somebody serves",
    "committee.service_set": "changed what somebody takes on",
    "committee.stopped": "noted that somebody takes no papers any more",
    "committee.resumed": "noted that somebody takes papers again",
    "committee.seniority_set": "said who counts as senior",
    # Papers
    "submission.started": "began the paper",
    "submission.edited": "changed the paper",
    "submission.submitted": "submitted the paper",
    "submission.withdrawn": "withdrew the paper",
    "submission.deleted": "deleted a draft",
    "submission.track_set": "put the paper into another track",
    "submission.desk_rejected": "rejected the paper without review",
    "submission.desk_rejected_taken_back": "let the rejected paper back into review",
    "submission.withdrawn_taken_back": "let the withdrawn paper back into review",
    "manuscript.added": "uploaded a PDF",
    "camera_ready.handed_in": "handed in the final version",
    "camera_ready.reminded": "reminded authors of final versions that are due",
    "conflict.declared": "declared a conflict of interest",
    "conflict.lifted": "lifted a conflict of interest",
    "conflict.kept": "changed where they work or serve; a conflict with the paper was kept",
    "conflict.authors_believed": "believed a list of authors again",
    "conflict.authors_doubted": "found that a list of authors names people who wrote nothing",
    "conflict.struck": "struck a conflict that the authors had named",
    # Bids and assignment
    "bid.placed": "placed a bid",
    "bid.uploaded": "uploaded bids",
    "bidding.locked": "locked bidding",
    "bidding.unlocked": "opened bidding again",
    "expertise.changed": "changed their own papers",
    "matching.formula_changed": "changed the formula of affinities",
    "matching.scores_uploaded": "uploaded scores of reviewers and papers",
    "collusion.asked": "asked for a report on unusual bids",
    "collusion.opened": "opened the report on unusual bids",
    "assignment.planned": "asked for a plan",
    "assignment.plan_changed": "changed a plan",
    "assignment.plan_discarded": "set a plan aside",
    "assignment.applied": "applied a plan",
    "assignment.undone": "took an applied plan back",
    "assignment.wish_set": "pinned or ruled out somebody in a plan",
    "assignment.imported_by_file": "changed assignments from a file",
    "assignment.made": "assigned the paper by hand",
    "assignment.removed": "took the paper from somebody",
    "assignment.asked_outside": "asked somebody from outside to review the paper",
    "assignment.declined": "handed the paper back",
    # Reviews
    "review.submitted": "submitted a review",
    "review.revised": "revised a review",
    "reviews.reminded": "reminded reviewers who were due",
    "rebuttal.posted": "sent the author response",
    "rebuttal.revised": "revised the author response",
    "comment.posted": "wrote in the discussion",
    "metareview.submitted": "submitted a meta-review",
    "metareview.revised": "revised a meta-review",
    # Decisions
    "decision.prepared": "prepared a decision",
    "decision.cleared": "took a prepared decision back",
    "decisions.release_asked": "asked a second chair to confirm the release",
    "decisions.released": "released all decisions",
    "decisions.letters_sent": "sent letters to authors who had none",
}


def in_words(verb: str) -> str:
    """Return the act as the rest of a sentence; one that nobody has put into words, from its verb."""
    return SENTENCES.get(verb) or verb.replace(".", ": ", 1).replace("_", " ")


def sentence_of(verb: str) -> str:
    """Return the act as it begins a line: "Extended a deadline and told the people concerned"."""
    words = in_words(verb)
    return words[:1].upper() + words[1:]


def verbs_with(word: str) -> list[str]:
    """Return the verbs whose sentence has this word, for the search."""
    return [verb for verb, words in SENTENCES.items() if word.casefold() in words.casefold()]
