from __future__ import annotations

from audio.speech import ways_to_say


def test_a_word_with_two_readings_has_both_and_the_present_one_first():
    ways = ways_to_say("read")
    assert ways[0].origin == "now"
    assert {"ˈrid", "ˈrɛd"} <= {way.ipa for way in ways}
    assert len({way.ipa for way in ways}) == len(ways)


def test_a_name_can_be_said_as_each_accent_and_by_rule():
    ways = ways_to_say("Arkwright")
    assert {way.origin for way in ways} >= {"now", "accent"}
    assert all(way.setting == f"{way.respelling} /{way.ipa}/" for way in ways)


def test_what_is_settled_is_the_present_way():
    assert ways_to_say("Nguyen", "[Nguyen](/wˈɪn/)")[0].ipa == "ˈwɪn"
