"""The feed: RSS 2.0 with the tags of Apple and of the podcast namespace."""

from audio.show.feed.channel import FEED, feed_xml
from audio.show.feed.values import Channel, Entry
