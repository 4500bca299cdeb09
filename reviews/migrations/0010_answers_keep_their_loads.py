"""Write down beside each yes how many papers it was for, as far as the membership says."""

from django.db import migrations

FILL = """
UPDATE reviews_invitation asked SET answered_load = member.max_load FROM venues_membership member
 WHERE asked.state = 'accepted' AND member.user_id = asked.user_id AND member.edition_id = asked.edition_id
   AND member.role = asked.role
"""


class Migration(migrations.Migration):
    """Fill the new column."""

    dependencies = [
        ("reviews", "0009_invitations_expire_and_candidates_are_kept"),
        ("venues", "0010_people_may_offer_to_review"),
    ]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
