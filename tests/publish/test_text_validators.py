"""Captions, chapters, transcripts, page and cover of an episode before other people's programs."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
from other_programs import SCHEMAS, TITLES, node, run


@pytest.mark.parametrize("name", ["chapters", "transcript"])
def test_the_json_fits_the_schema_of_its_specification(everything, name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    written = json.loads(everything.companions[name].read_text("utf-8"))
    checker = jsonschema.Draft202012Validator(schema)
    assert [error.message for error in checker.iter_errors(written)] == []
    broken = written | {"version": "0"}
    assert list(checker.iter_errors(broken))


def test_chapters_and_segments_rise_and_end_after_they_begin(everything):
    for name, key in (("chapters", "chapters"), ("transcript", "segments")):
        each = json.loads(everything.companions[name].read_text("utf-8"))[key]
        starts = [one["startTime"] for one in each]
        assert starts == sorted(starts)
        assert all(one["endTime"] > one["startTime"] for one in each)


def test_xmllint_finds_the_podlove_chapters_as_their_grammar_asks(everything, tmp_path):
    command = ["xmllint", "--noout", "--relaxng", SCHEMAS / "podlove.rng"]
    assert "validates" in run(*command, everything.companions["podlove"])
    broken = everything.companions["podlove"].read_text("utf-8").replace("start=", "begin=")
    (tmp_path / "broken.xml").write_text(broken, "utf-8")
    assert "fails to validate" in run(*command, tmp_path / "broken.xml", status=3)


@pytest.mark.parametrize("name", ["page", "html"])
def test_xmllint_finds_nothing_in_the_html_but_elements_younger_than_itself(everything, name):
    command = ["xmllint", "--html", "--noout", everything.companions[name]]
    said = re.findall(r"error : (.*)", run(*command))
    assert [each for each in said if not re.fullmatch(r"Tag \w+ invalid", each)] == []


@pytest.mark.parametrize("name", ["page", "html"])
def test_parse5_finds_no_error_that_the_html_standard_names(everything, name):
    program = (
        "const { parse } = await import(home + '/dist/index.js'); const errors = [];"
        "const onParseError = (error) => errors.push(`${error.startLine}: ${error.code}`);"
        "parse(fs.readFileSync(path, 'utf8'), { sourceCodeLocationInfo: true, onParseError });"
        "console.log(JSON.stringify(errors))"
    )
    assert node("parse5", program, everything.companions[name]) == []


def test_webvtt_parser_finds_no_error(everything):
    program = (
        "const { WebVTTParser } = load('webvtt-parser');"
        "const read = new WebVTTParser().parse(fs.readFileSync(path, 'utf8'));"
        "console.log(JSON.stringify([read.errors, read.cues.length]))"
    )
    errors, count = node("webvtt-parser", program, everything.companions["vtt"])
    assert errors == []
    assert count >= len(TITLES)


def test_node_webvtt_finds_no_error_however_strict_it_is(everything):
    program = (
        "const read = load('node-webvtt').parse(fs.readFileSync(path, 'utf8'), { strict: true });"
        "console.log(JSON.stringify([read.valid, read.errors, read.cues.length]))"
    )
    valid, errors, count = node("node-webvtt", program, everything.companions["vtt"])
    assert (valid, errors) == (True, [])
    assert count >= len(TITLES)


def test_srt_validator_finds_no_error(everything):
    program = (
        "const loaded = load('srt-validator');"
        "console.log(JSON.stringify((loaded.default ?? loaded)(fs.readFileSync(path, 'utf8'))))"
    )
    assert node("srt-validator", program, everything.companions["srt"]) == []


def test_the_cover_is_a_square_jpeg_without_transparency(everything):
    said = run("ffprobe", "-v", "error", "-show_streams", "-of", "json", everything.companions["cover"])
    (stream,) = json.loads(said)["streams"]
    assert (stream["codec_name"], stream["width"], stream["height"]) == ("mjpeg", 3000, 3000)
