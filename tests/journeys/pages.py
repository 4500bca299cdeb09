"""Which pages are looked at, and as whom: every page of the table of access, so that a new one is not forgotten."""

from typing import NamedTuple

from tests.access.table import rows
from want.venues.stages import Stage

# Who sees most on a page comes first. A page that shows different things to different people is looked at by several,
# at the stages at which there is most to see.
BEST_PLACED = ("anonymous", "author", "reviewer", "area_chair", "chair", "superuser", "newcomer")
ALSO = {
    "home": ("author", "reviewer", "chair"),
    "venues:home": ("reviewer",),
    "papers:page": ("author", "reviewer", "area_chair", "chair", "conflicted"),
    "reviewing:home": ("area_chair",),
    "desk:dashboard": ("superuser",),
    "desk:submissions_submission_change": ("conflicted",),
}

FULLEST = {Stage.REVIEWING, Stage.DECIDING}

# What is not looked at by its address, and why.
A_FILE = "it gives a file or a word, which no eye reads in a browser"
A_POST = "it takes a POST alone; the page that sends it is looked at"
LEADS_ON = "it leads on to another page, which is looked at"
LATER = "it is there after an act alone; test_looks_after_acts.py looks at it"

EXCUSED = {
    "health": A_FILE,
    "robots": A_FILE,
    "venues:calendar_ics": A_FILE,
    "proceedings:bibtex": A_FILE,
    "proceedings:all_bibtex": A_FILE,
    "papers:pdf": A_FILE,
    "papers:file": A_FILE,
    "papers:version": A_FILE,
    "bidding:place": A_POST,
    "bidding:table": A_FILE,
    "bidding:upload": A_POST,
    "expertise:remove": A_POST,
    "desk:bids_lock": A_POST,
    "desk:set_aside": A_POST,
    "submissions:volunteer": A_POST,
    "desk:matching_upload": A_POST,
    "reviewing:draft": A_POST,
    "discussion:post": A_POST,
    "submissions:preview": A_POST,
    "desk:switch": A_POST,
    "desk:plan_discard": A_POST,
    "desk:assignment_export": A_FILE,
    "desk:decision_outcome": A_POST,
    "desk:end_glass": A_POST,
    "desk:index": LEADS_ON,
    "desk:lists": LEADS_ON,
    "account_change_password": LATER,
    "account_confirm_login_code": LATER,
    "account_email_verification_sent": LATER,
    "account_reauthenticate": LATER,
    "end_session": A_POST,
    "erase_account": A_POST,
    "take_copy": "it takes a POST alone and gives a file; the page that sends it is looked at",
    "mfa_authenticate": LATER,
    "mfa_deactivate_totp": LATER,
    "mfa_reauthenticate": LATER,
    "mfa_view_recovery_codes": LATER,
    "mfa_download_recovery_codes": A_FILE,
    "mfa_edit_webauthn": LATER,
    "mfa_remove_webauthn": LATER,
    "mfa_login_webauthn": "it answers the script of the sign-in page",
    "mfa_reauthenticate_webauthn": "it needs a passkey that a browser holds",
}


class Look(NamedTuple):
    """A page, a stage and a person."""

    stage: Stage
    name: str
    who: str

    def __str__(self) -> str:
        return f"{self.stage.value}-{self.name}-{self.who}"


def is_no_page(name: str) -> bool:
    """Tell whether this address gives a file or a word, which no eye reads in a browser."""
    return EXCUSED.get(name) == A_FILE or (name.startswith("desk:") and name.endswith("_csv"))


def looks(*, of_the_desk: bool) -> list[Look]:
    """Return what is to be looked at, stage by stage."""
    found = []
    for row in rows():
        if row.method != "GET" or is_no_page(row.name) or row.name.startswith("desk:") != of_the_desk:
            continue
        may_look = [who for who, answer in row.answers.items() if answer == "200"]
        best = next((who for who in BEST_PLACED if who in may_look), None)
        also = [who for who in ALSO.get(row.name, ()) if who in may_look and row.stage in FULLEST]
        found += [Look(row.stage, row.name, who) for who in dict.fromkeys([best, *also]) if who]
    return sorted(found, key=lambda look: look.stage.position)
