"""The facts of a paper that somebody may or may not see, and what a sentence on screen calls them. Pure."""

from enum import StrEnum


class Fact(StrEnum):
    """One thing to know about a paper. Each has a rule in `who_sees.py` and a name in NAMES."""

    EXISTENCE = "existence"
    TITLE_ABSTRACT = "title_abstract"
    AUTHOR_IDENTITY = "author_identity"
    AUTHOR_EMAILS = "author_emails"
    PDF = "pdf"
    PDF_RAW_METADATA_FILENAME = "pdf_raw_metadata_filename"
    SUPPLEMENTARY = "supplementary"
    SUBMISSION_TIMES_HISTORY = "submission_times_history"
    DECLARED_CONFLICTS = "declared_conflicts"
    BID_OWN = "bid_own"
    BIDS_OTHERS = "bids_others"
    AFFINITY_SCORES = "affinity_scores"
    REVIEWER_IDENTITY = "reviewer_identity"
    CO_REVIEWER_NAMES = "co_reviewer_names"
    REVIEWER_EMAILS = "reviewer_emails"
    REVIEW_COUNT_PROGRESS = "review_count_progress"
    AC_IDENTITY = "ac_identity"
    REVIEW_TEXT_OWN = "review_text_own"
    REVIEW_TEXT_OTHERS = "review_text_others"
    REVIEW_DRAFTS_OTHERS = "review_drafts_others"
    REVIEW_EDITS_AFTER_REBUTTAL = "review_edits_after_rebuttal"
    REVIEW_SCORES = "review_scores"
    SCORE_AGGREGATES = "score_aggregates"
    CONFIDENTIAL_COMMENTS = "confidential_comments"
    REVIEW_TIMESTAMPS = "review_timestamps"
    DISCUSSION = "discussion"
    REBUTTAL = "rebuttal"
    META_REVIEW = "meta_review"
    DECISION_BEFORE_RELEASE = "decision_before_release"
    DECISION_AFTER_RELEASE = "decision_after_release"
    CAMERA_READY_FILES = "camera_ready_files"
    PC_ROSTER = "pc_roster"
    AUDIT_LOG = "audit_log"
    EMAIL_LOG = "email_log"


# The words after "You cannot see ...".
NAMES: dict[Fact, str] = {
    Fact.EXISTENCE: "this paper",
    Fact.TITLE_ABSTRACT: "the title and abstract of this paper",
    Fact.AUTHOR_IDENTITY: "the authors of this paper",
    Fact.AUTHOR_EMAILS: "the e-mail addresses of the authors",
    Fact.PDF: "the PDF of this paper",
    Fact.PDF_RAW_METADATA_FILENAME: "the PDF as it was uploaded",
    Fact.SUPPLEMENTARY: "the supplementary files of this paper",
    Fact.SUBMISSION_TIMES_HISTORY: "the history of this submission",
    Fact.DECLARED_CONFLICTS: "the conflicts of interest declared for this paper",
    Fact.BID_OWN: "a bid on this paper",
    Fact.BIDS_OTHERS: "the bids on this paper",
    Fact.AFFINITY_SCORES: "how well reviewers match this paper",
    Fact.REVIEWER_IDENTITY: "the names of the reviewers",
    Fact.CO_REVIEWER_NAMES: "the names of the other reviewers",
    Fact.REVIEWER_EMAILS: "the e-mail addresses of the reviewers",
    Fact.REVIEW_COUNT_PROGRESS: "the progress of the reviews",
    Fact.AC_IDENTITY: "the name of the area chair",
    Fact.REVIEW_TEXT_OWN: "a review of your own for this paper",
    Fact.REVIEW_TEXT_OTHERS: "the reviews of this paper",
    Fact.REVIEW_DRAFTS_OTHERS: "unfinished reviews by other people",
    Fact.REVIEW_EDITS_AFTER_REBUTTAL: "the changes made to the reviews after the author response",
    Fact.REVIEW_SCORES: "the scores in the reviews",
    Fact.SCORE_AGGREGATES: "the average scores of this paper",
    Fact.CONFIDENTIAL_COMMENTS: "the confidential remarks of the reviewers",
    Fact.REVIEW_TIMESTAMPS: "the times at which the reviews were written",
    Fact.DISCUSSION: "the discussion of this paper",
    Fact.REBUTTAL: "the author response",
    Fact.META_REVIEW: "the meta-review",
    Fact.DECISION_BEFORE_RELEASE: "a decision that has not been released",
    Fact.DECISION_AFTER_RELEASE: "a decision on this paper",
    Fact.CAMERA_READY_FILES: "the camera-ready version of this paper",
    Fact.PC_ROSTER: "the list of committee members",
    Fact.AUDIT_LOG: "the log of this paper",
    Fact.EMAIL_LOG: "the mails about this paper",
}
