/** What can be done with a turn; the menu of a turn and the keys do the same things. */

import { tell, toCharacters } from "./dom.js";
import { editing, leaveEditing } from "./editor.js";
import { openMenu } from "./menu.js";
import { playTurn } from "./player.js";
import { pronounce } from "./pronounce.js";
import { at, change, choose, currentTurn, edit, on, state, write } from "./state.js";
import { editCurrent } from "./turns.js";
import { say } from "./words.js";

/** Split the current turn before the word where its cursor was last. */
const split = async () => {
  leaveEditing();
  const turn = currentTurn(), text = turn?.text ?? "";
  if (!turn) return;
  const word = segmentAt(text, state.cursor), place = word?.isWordLike ? word.index : state.cursor;
  if (place <= 0 || place >= text.length) { tell(say("no_cursor")); return; }
  const before = state.order.indexOf(turn.id);
  await edit({ kind: "split", turn: turn.id, at: toCharacters(text, place) }).then(() => choose(state.order[before + 1]), () => {});
};

/** Join the current turn with the one above it, which stays the current one. */
const merge = async () => {
  leaveEditing();
  const turn = currentTurn(), above = state.order[state.order.indexOf(turn?.id) - 1];
  if (!turn || !above) return;
  await edit({ kind: "merge", turn: turn.id }).then(() => choose(state.turns.has(above) ? above : state.current), () => {});
};

const retake = () => {
  if (currentTurn()) write(at("turns", state.current, "retake"), {}).catch((error) => tell(error.message));
};

const chapter = () => {
  const turn = currentTurn();
  if (!turn) return;
  const there = state.document.chapters.some((each) => each.turn === turn.id);
  const title = there ? null : turn.text.split(/(?<=[.?!。？！])\s*/u)[0].slice(0, 80);
  change({ kind: "chapter", turn: turn.id, title });
};

const spoken = () => {
  const turn = currentTurn();
  if (turn) change({ kind: "spoken", turn: turn.id, spoken: !turn.spoken });
};

/** Give the current turn to the person with a number. */
export const give = (number) => {
  const speaker = state.document.speakers[number - 1], turn = currentTurn();
  if (speaker && turn && speaker.name !== turn.speaker) change({ kind: "speaker", turn: turn.id, speaker: speaker.name });
};

const word = () => {
  const turn = currentTurn(), picked = getSelection().toString().trim() || fieldSelection();
  if (turn) pronounce(turn, picked || wordAt(turn.text, state.cursor));
};

const fieldSelection = () => {
  const field = editing()?.field;
  return field ? field.value.slice(field.selectionStart, field.selectionEnd).trim() : "";
};

const segmentsOf = (text) => new Intl.Segmenter(state.document.language, { granularity: "word" }).segment(text);
const segmentAt = (text, place) => segmentsOf(text).containing(place);

const wordAt = (text, place) => {
  const here = segmentAt(text, Math.min(place, Math.max(0, text.length - 1)));
  if (here?.isWordLike) return here.segment;
  return [...segmentsOf(text)].find((each) => each.isWordLike && each.index >= (here?.index ?? 0))?.segment ?? "";
};

/** By name: what it does and its key. */
export const ACTIONS = {
  edit: { key: "Enter", does: editCurrent },
  play_on: { key: "Shift+P", does: () => state.current && playTurn(state.current, { onwards: true }) },
  retake: { key: "R", does: retake },
  split: { key: "S", does: split },
  merge: { key: "M", does: merge },
  chapter: { key: "C", does: chapter },
  pronounce_word: { key: "W", does: word },
  spoken: { does: spoken },
};

on("actions", ({ button, id }) => {
  const turn = state.turns.get(id), first = state.order[0] === id;
  const there = state.document.chapters.some((each) => each.turn === id);
  const label = { chapter: there ? "chapter_off" : "chapter_on", spoken: turn.spoken ? "mark_unspoken" : "mark_spoken" };
  openMenu(button, say("actions"), Object.entries(ACTIONS).map(([name, { key, does }]) => ({
    label: say(label[name] ?? name), key, does, disabled: name === "merge" && first,
  })));
});
