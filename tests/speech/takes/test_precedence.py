from __future__ import annotations

import threading
import time

from making import segment

from audio.speech import as_heard, engine, first_in_line, speak_segments


def test_whoever_listens_is_spoken_for_before_what_others_have_yet_to_speak(cache):
    spoken: list[str] = []

    def speak(text):
        take = speak_segments([segment(text)])[0]
        spoken.append(take.segment.spoken)

    with first_in_line():
        other = threading.Thread(target=speak, args=["A long episode."])
        other.start()
        time.sleep(0.5)
        speak("What somebody listens to.")
        assert spoken == ["What somebody listens to."]
    other.join(20)
    assert spoken == ["What somebody listens to.", "A long episode."]


def test_what_is_heard_first_is_spoken_alone(cache, monkeypatch):
    tone, told = engine("tone"), []
    speak = tone.speak

    def slowly(text, voice):
        told.append(f"begun: {text}")
        time.sleep(0.1)
        told.append(f"ended: {text}")
        return speak(text, voice)

    monkeypatch.setattr(tone, "speak", slowly)
    pieces = [segment(text, number=number) for number, text in enumerate(("Two.", "Three.", "One."), 2)]
    first = segment("It goes over the side.", number=1)
    takes = speak_segments([*pieces, first], order=as_heard)
    assert told[:2] == ["begun: It goes over the side.", "ended: It goes over the side."]
    assert [take.segment.number for take in takes] == [2, 3, 4, 1]


def test_a_run_that_gives_way_can_be_stopped_meanwhile(cache):
    ended: list[BaseException] = []

    def told(_):
        raise KeyboardInterrupt

    def speak():
        try:
            speak_segments([segment("One."), segment("Two.", number=2)], progress=told)
        except BaseException as error:
            ended.append(error)

    speak_segments([segment("One.")])
    with first_in_line():
        other = threading.Thread(target=speak)
        other.start()
        other.join(10)
        assert not other.is_alive()
    assert isinstance(ended[0], KeyboardInterrupt)


def test_both_may_want_the_same_words(cache):
    with first_in_line():
        other = threading.Thread(target=speak_segments, args=[[segment("The same.")]])
        other.start()
        time.sleep(0.2)
        assert speak_segments([segment("The same.")])[0].length
    other.join(20)
    assert not other.is_alive()
