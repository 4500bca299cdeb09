"""What papers tell the floors above, which they may not know."""

from django.dispatch import Signal

# A paper is in review with this title and abstract from now on, or again. Sent with submission, in the transaction
# that made it so.
text_settled = Signal()
