"""What editions tell the floors above, which they may not know."""

from django.dispatch import Signal

# Somebody serves in an edition from now on. Sent with edition and user, in the transaction that made it so: who joins
# when papers are in may be in conflict with some.
member_joined = Signal()

# Somebody is about to change settings of an edition, or who counts as senior in it ("seniors"). Sent with edition,
# fields (their names) and user, before anything is stored; a receiver that raises Refused stops it.
settings_asked = Signal()

# Somebody is about to give an edition other dates. Sent with edition (as it is), windows (all that it would have) and
# user, before anything is stored; a receiver that raises Refused stops it.
dates_asked = Signal()
