"""Files of words: captions, transcripts, notes, chapters."""

from audio.publish.words.captions import srt, web_vtt
from audio.publish.words.chapter_files import json_chapters, podlove_chapters
from audio.publish.words.notes import show_notes
from audio.publish.words.times import character_times
from audio.publish.words.transcripts import transcript_html, transcript_json, transcript_text, words_json
