/** What is heard: one sound at a time, of a turn, a voice on trial or a word. */

import { tell, toUnits } from "./dom.js";
import { ask, at, choose, emit, state } from "./state.js";
import { Stream } from "./stream.js";
import { itemOf } from "./turn.js";

const BETWEEN = 350, PEAKS = 6;
let heard = null, ahead = null, asked = 0;

/** Give what is heard: {key, turn, take, stream, onwards}, or null. */
export const playing = () => heard;

/** Whether a sound is heard now and not halted. */
export const sounding = (key) => Boolean(heard && !heard.stream.paused && (key === undefined || heard.key === key));

const address = (id, { take, voice } = {}) => {
  const query = new URLSearchParams(Object.entries({ take, voice }).filter(([, value]) => value));
  return at("turns", id, "sound") + (query.size ? `?${query}` : "");
};

/** Stop what is heard. */
export const stop = () => {
  asked += 1;
  const was = heard;
  heard = null;
  was?.stream.stop();
  if (was) emit("sound");
};

const begin = (key, url, facts) => {
  const ready = ahead?.url === url ? ahead : null;
  stop();
  if (ahead && !ready) ahead.stop();
  ahead = null;
  heard = { key, words: null, onwards: false, turn: null, take: undefined, ...facts, stream: ready ?? new Stream(url) };
  emit("sound");
  return heard;
};

const failed = (error) => {
  if (error.name === "AbortError") return;
  tell(error.message);
  stop();
};

/** Play any sound of the server, known by a key; the same key again stops it. Settles when it is over. */
export const playSound = async (key, url) => {
  if (heard?.key === key) { stop(); return; }
  const mine = begin(key, url, {});
  const over = mine.stream.start();
  mine.stream.loaded.catch(failed);
  await over;
  if (heard === mine) stop();
};

/** Play a turn from a place of its text (UTF-16 units), and with `onwards` those that follow. */
export const playTurn = async (id, { from = 0, onwards = false, take, voice } = {}) => {
  const mine = begin(`turn ${id}`, address(id, { take, voice }), { turn: id, onwards, take });
  const words = mine.stream.loaded.then(() => learn(mine, !take && !voice), failed);
  if (from > 0) await words;
  if (heard !== mine) return;
  const over = mine.stream.start(from > 0 ? timeOf(mine, from) : 0);
  await over;
  await new Promise((done) => { setTimeout(done, onwards ? BETWEEN : 0); });
  if (heard !== mine) return;
  const next = onwards ? following(id) : null;
  if (!next) { stop(); return; }
  choose(next, { focus: document.activeElement === itemOf(id) });
  playTurn(next, { onwards: true });
};

const following = (id) => state.order.slice(state.order.indexOf(id) + 1).find((each) => state.turns.get(each).spoken);

/** When all of a turn is here: how loud it is, where its words are, and the beginning of the next. */
const learn = async (mine, usual) => {
  if (usual) {
    state.peaks.set(mine.turn, mine.stream.peaks(PEAKS));
    emit("peaks", mine.turn);
  }
  const next = mine.onwards && heard === mine ? following(mine.turn) : null;
  if (next) ahead = new Stream(address(next));
  const text = state.turns.get(mine.turn)?.text ?? "";
  const answer = await ask(at("turns", mine.turn, "words")).catch(() => null);
  mine.words = (answer?.words ?? []).map(([start, end, first, last]) => ({ start, end, first: toUnits(text, first), last: toUnits(text, last) }));
};

const timeOf = (mine, unit) => (mine.words ?? []).findLast((word) => word.first <= unit)?.start ?? 0;

/** Play a turn, or a take of it; stop it where it is heard. */
export const toggleTurn = (id, take) => {
  const same = heard?.turn === id && (take === undefined || heard.take === take);
  if (same && !heard.stream.paused) stop(); else playTurn(id, { take });
};

/** Halt or go on; where nothing is heard, play from the current turn on. */
export const toggle = () => {
  if (!heard) { if (state.current) playTurn(state.current, { from: state.cursor, onwards: true }); return; }
  heard.stream.pause(!heard.stream.paused);
  emit("sound");
};
