"""What of a show is brought anywhere: files of its out folder, whatever is written there."""

from __future__ import annotations

import json

from audio.show import open_show, to_send


def test_a_show_names_no_file_outside_its_out_folder(show):
    show.talk("one.md")
    assert show.build().made == ["one"]
    own = show.write("secret.txt", "mine")
    outside = ["../secret.txt", "../out/one.mp3", str(own), "~/.profile"]
    made, place = show.out / ".made.json", show.out / "one.manifest.json"
    with show.here():
        before = sorted(each.name for each in to_send(open_show(show.folder)))
        made.write_text(json.dumps({**json.loads(made.read_text("utf-8")), **dict.fromkeys(outside, "")}))
        manifest = json.loads(place.read_text("utf-8"))
        manifest["files"] += [{"name": name, "bytes": 4, "sha256": ""} for name in outside]
        place.write_text(json.dumps(manifest), "utf-8")
        assert sorted(each.name for each in to_send(open_show(show.folder))) == before
