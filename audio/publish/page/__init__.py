"""What is looked at: the page of an episode and its cover."""

from audio.publish.page.assembly import episode_page, episode_policy
from audio.publish.page.cover import draw_cover
from audio.publish.page.policy import content_policy
