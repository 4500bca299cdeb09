"""What people's accounts tell the floors above, which they may not know."""

from django.dispatch import Signal

# A person has proved that an address is theirs. Sent with user and email, in the transaction that made it so,
# whoever brought it about: a code, a link, or an invitation that was answered. A receiver may return a sentence for
# the person, which is shown to whoever entered a code.
address_verified = Signal()

# A person has taken an address off their account. Sent with user.
address_removed = Signal()

# A person has changed their name, affiliation, ORCID iD or home page. Sent with user and fields, a set of names.
profile_changed = Signal()
