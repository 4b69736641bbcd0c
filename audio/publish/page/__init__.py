"""What is looked at: the page of an episode and its cover."""

from audio.publish.page.assembly import direction, episode_page
from audio.publish.page.cover import draw_cover, draw_show_cover
from audio.publish.page.policy import content_policy
