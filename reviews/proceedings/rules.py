"""May this person publish the list of accepted papers now? Pure."""

from reviews.visibility.case import Standing
from want.core.verdict import YES, Verdict, no
from want.venues.stages import Stage


def may_publish_list(standing: Standing, stage: Stage) -> Verdict:
    """Publish the accepted papers, or publish them anew. It is one act for all papers, whatever one's conflicts."""
    if not (standing.is_signed_in and standing.is_active and standing.is_chair):
        return no("Only the chairs publish the accepted papers.")
    if stage.position < Stage.RELEASED.position:
        return no("The decisions are not released yet, so no paper is accepted.")
    if stage is Stage.RELEASED:
        return no("The authors have not been asked for their final versions yet: the camera-ready stage opens first.")
    if stage is Stage.ARCHIVED:
        return no("The edition is archived; its list stays as it is.")
    return YES
