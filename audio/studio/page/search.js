/** Finding words in the turns: how many places there are, the next one with Enter, all of them marked. */

import { find, setText } from "./dom.js";
import { choose, on, state } from "./state.js";
import { itemOf } from "./turn.js";
import { say } from "./words.js";

const field = find("#find"), found = find("#found"), LONGEST = 2000;
let hits = [], here = 0;

const plain = (text) => {
  const lower = text.toLowerCase();
  return (lower.length === text.length ? lower : text).replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
};

const look = () => {
  const wanted = plain(field.value.trim());
  hits = [];
  here = 0;
  if (wanted) for (const id of state.order) {
    const text = plain(state.turns.get(id).text);
    for (let at = text.indexOf(wanted); at >= 0 && hits.length < LONGEST; at = text.indexOf(wanted, at + wanted.length)) hits.push({ id, at, end: at + wanted.length });
  }
};

const rangeOf = ({ id, at, end }) => {
  const text = itemOf(id)?.querySelector(":scope > p.text")?.firstChild;
  if (!text || text.length < end) return [];
  const range = new Range();
  range.setStart(text, at);
  range.setEnd(text, end);
  return [range];
};

const mark = (go) => {
  const hit = hits[here];
  if (window.Highlight) {
    CSS.highlights.set("found", new Highlight(...hits.flatMap(rangeOf)));
    CSS.highlights.set("here", new Highlight(...(hit ? rangeOf(hit) : [])));
    CSS.highlights.get("here").priority = 1;
  }
  setText(found, !field.value.trim() ? "" : hit ? say("of", { here: here + 1, whole: hits.length }) : say("none"));
  if (hit && go) { choose(hit.id, { focus: false, cursor: hit.at }); itemOf(hit.id)?.scrollIntoView({ block: "center" }); }
};

field.addEventListener("input", () => { look(); mark(true); });
field.addEventListener("keydown", (event) => {
  if (event.key === "Escape") { field.value = ""; look(); mark(); itemOf(state.current)?.focus(); }
  if (event.key !== "Enter" || !hits.length) return;
  event.preventDefault();
  here = (here + (event.shiftKey ? hits.length - 1 : 1)) % hits.length;
  mark(true);
});
field.form.addEventListener("submit", (event) => event.preventDefault());
on("patch", () => { if (field.value) { const before = here; look(); here = Math.min(before, Math.max(0, hits.length - 1)); mark(); } });
