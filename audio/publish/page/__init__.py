"""What is looked at: the page of an episode and its cover."""

from audio.publish.page.assembly import (
    day_markup,
    day_told,
    direction,
    episode_page,
    episode_policy,
    page_style,
)
from audio.publish.page.cover import draw_cover, draw_show_cover
from audio.publish.page.data import script_json
from audio.publish.page.policy import content_policy
