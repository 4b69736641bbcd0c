/** The bottom: what is heard, and the whole conversation as a wave in its speakers' colours. It shows; the text is the edit. */

import { become, colourClass, find, setText } from "./dom.js";
import { drawLanes } from "./lanes.js";
import { playing, playTurn, sounding, toggle } from "./player.js";
import { ask, at, choose, numberOf, on, speakerOf, state } from "./state.js";
import { step } from "./turns.js";
import { itemOf, nameOf } from "./turn.js";
import { clock, say } from "./words.js";

const LETTERS_A_SECOND = 15, COLUMN = 4, BAR = 3, AT_ONCE = 100;
const canvas = find("#wave"), place = find("#place"), tip = find("#tip"), ahead = find("#ahead");
/** By turn in order: where it begins and how long it is, in seconds; a turn nobody has spoken is estimated. */
let spans = [], length = 0, drawing = 0;

const lengthOf = (turn) => (turn.spoken ? turn.seconds || Math.max(0.5, turn.text.length / LETTERS_A_SECOND) : 0);

const measure = () => {
  length = 0;
  spans = state.order.map((id) => {
    const span = { id, start: length, length: lengthOf(state.turns.get(id)) };
    length += span.length;
    return span;
  });
  place.max = String(Math.max(0, Math.round(length * 10)));
  setText(find("#length"), clock(length));
};

const spanAt = (seconds) => {
  let low = 0, high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (spans[middle].start <= seconds) low = middle; else high = middle - 1;
  }
  return spans[low];
};

/** Draw soon, once for all that changes meanwhile. */
const draw = () => { if (!drawing) drawing = requestAnimationFrame(paint); };

const paint = () => {
  drawing = 0;
  if (!state.document) return;
  measure();
  const scale = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  if (!width || !length) { canvas.width = 0; return; }
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext("2d"), style = getComputedStyle(document.documentElement);
  const colours = Object.fromEntries([0, 1, 2, 3, 4, 5].map((n) => [`s${n}`, style.getPropertyValue(`--s${n}`)]));
  const byName = new Map(state.document.speakers.map((speaker) => [speaker.name, colours[colourClass(speaker)]]));
  pen.scale(scale, scale);
  const columns = Math.floor(width / COLUMN);
  let n = 0;
  for (let column = 0; column < columns; column += 1) {
    const from = (column / columns) * length, to = ((column + 1) / columns) * length;
    while (n < spans.length - 1 && spans[n].start + spans[n].length <= from) n += 1;
    const turn = state.turns.get(spans[n].id), known = peakIn(spans[n], from, to);
    const half = known === null ? 2 : Math.max(1.5, Math.min(1, known * 1.6) * height / 2);
    pen.fillStyle = byName.get(turn.speaker) ?? colours.s0;
    pen.fillRect(column * COLUMN, height / 2 - half, BAR, 2 * half);
  }
  pen.fillStyle = style.getPropertyValue("--ink");
  pen.globalAlpha = 0.55;
  const starts = new Map(spans.map((span) => [span.id, span.start]));
  const borders = state.document.chapters.map((chapter) => Math.round(((starts.get(chapter.turn) ?? 0) / length) * width)).filter(Boolean);
  for (const place of borders) pen.fillRect(place - 1, 0, 1.5, height);
  drawLanes(pen, width, height, borders);
  showPlace();
};

const peakIn = (span, from, to) => {
  const peaks = state.peaks.get(span.id);
  if (!peaks?.length || !span.length) return null;
  const index = (seconds) => Math.min(peaks.length - 1, Math.max(0, Math.floor(((seconds - span.start) / span.length) * peaks.length)));
  let most = 0;
  for (let n = index(from); n <= index(Math.min(to, span.start + span.length)); n += 1) most = Math.max(most, peaks[n]);
  return most;
};

const now = () => {
  const heard = playing(), span = spans.find((each) => each.id === (heard?.turn ?? state.current));
  return span ? span.start + Math.min(heard?.turn ? heard.stream.position : 0, span.length) : 0;
};

const showPlace = () => {
  const seconds = now(), share = length ? seconds / length : 0;
  place.value = String(Math.round(seconds * 10));
  ahead.style.insetInlineStart = `${100 * share}%`;
  setText(find("#now"), clock(seconds));
  const span = spans.length ? spanAt(seconds) : null, turn = span && state.turns.get(span.id);
  const words = turn ? say("turn_of", { number: numberOf(span.id), name: nameOf(turn) }) : "";
  place.setAttribute("aria-valuetext", say("of", { here: clock(seconds), whole: clock(length) }) + (words ? `, ${words}` : ""));
  setText(find("#chapter"), chapterAt(span) || words);
};

const chapterAt = (span) => {
  if (!span) return "";
  const until = state.order.indexOf(span.id);
  return state.document.chapters.findLast((chapter) => { const n = state.order.indexOf(chapter.turn); return n >= 0 && n <= until; })?.title ?? "";
};

/** While something is heard: the clock, the level and the word that is spoken. */
let frame = 0;
const follow = () => {
  const heard = playing();
  find("#level").style.scale = `1 ${heard ? Math.min(1, heard.stream.level * 1.4).toFixed(3) : 0}`;
  if (heard?.turn) { showPlace(); showWord(heard); }
  frame = sounding() ? requestAnimationFrame(follow) : 0;
};

const showWord = (heard) => {
  const text = itemOf(heard.turn)?.querySelector(":scope > p.text")?.firstChild;
  const word = heard.words?.findLast((each) => each.start <= heard.stream.position);
  if (!window.Highlight) return;
  if (!word || !text || word.last > text.length) { CSS.highlights.delete("now"); return; }
  const range = new Range();
  range.setStart(text, word.first);
  range.setEnd(text, word.last);
  CSS.highlights.set("now", new Highlight(range));
};

on("sound", () => {
  const heard = sounding();
  document.body.classList.toggle("sounding", heard);
  document.body.dataset.heard = heard ? playing().key : "";
  become(find("#play"), heard ? "pause" : "play", say(heard ? "pause" : "play"));
  if (!playing()) window.Highlight && CSS.highlights.delete("now");
  showPlace();
  if (!frame) follow();
});
for (const name of ["document", "patch", "peaks", "turn", "lanes"]) on(name, draw);
on("current", showPlace);

/** Ask how loud turns are that were spoken without being heard here. */
let asking = 0;
const fetchPeaks = async () => {
  asking = 0;
  if (!state.document) return;
  const wanted = state.order.filter((id) => state.turns.get(id).seconds && !state.peaks.has(id));
  for (let n = 0; n < wanted.length; n += AT_ONCE) {
    const answer = await ask(`${at("waveform")}?turns=${wanted.slice(n, n + AT_ONCE)}`).catch(() => null);
    if (!answer || !state.document) return;
    for (const [id, { peaks }] of Object.entries(answer.turns)) state.peaks.set(id, peaks.map((each) => each / 100));
    draw();
  }
};
const soon = () => { if (!asking) asking = setTimeout(fetchPeaks, 400); };
on("document", soon);
on("turn", (turn) => { if (turn.seconds && !state.peaks.has(turn.id)) soon(); });
new ResizeObserver(draw).observe(canvas);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

find("#play").addEventListener("click", toggle);
find("#before").addEventListener("click", () => step(-1));
find("#after").addEventListener("click", () => step(1));
place.addEventListener("input", () => { const span = spanAt(place.value / 10); if (span) choose(span.id, { focus: false }); });
place.addEventListener("change", () => {
  const span = spanAt(place.value / 10);
  if (!span) return;
  choose(span.id, { focus: false });
  itemOf(span.id)?.scrollIntoView({ block: "center" });
  if (sounding()) playTurn(span.id, { onwards: true });
});
place.addEventListener("pointermove", (event) => {
  const box = place.getBoundingClientRect(), share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
  const span = spans.length ? spanAt(share * length) : null;
  if (!span) return;
  tip.textContent = [clock(share * length), speakerOf(state.turns.get(span.id))?.name, chapterAt(span)].filter(Boolean).join("  ");
  tip.hidden = false;
  tip.style.left = `${Math.min(Math.max(share * box.width - tip.offsetWidth / 2, 0), box.width - tip.offsetWidth)}px`;
});
place.addEventListener("pointerleave", () => { tip.hidden = true; });
