"""What stands before the conversation: title, date, people, introduction."""

from audio.script.head.lines import line_reason
from audio.script.head.mentions import Around
from audio.script.head.naming import find_guest, find_host
from audio.script.head.split import portions
from audio.script.head.take import Head, find_title, take_head
