/** The keys outside a field, in one table that `?` shows. */

import { ACTIONS, give } from "./actions.js";
import { find, make } from "./dom.js";
import { leaveEditing } from "./editor.js";
import { redo, undo } from "./head.js";
import { playTurn, toggle } from "./player.js";
import { startRender } from "./render.js";
import { state } from "./state.js";
import { step } from "./turns.js";
import { say } from "./words.js";

const dialog = find("#keys");
const search = () => { const field = find("#find"); field.focus(); field.select(); };

/** Keys as events name them; letters in lower case, `Shift+` and `Ctrl+` before them. */
const TABLE = [
  [["Space"], "toggle", { " ": toggle }],
  [["J", "K"], "key_step", { j: () => step(-1), k: () => step(1) }],
  [["P", "Shift+P"], "key_play", { p: () => state.current && playTurn(state.current), "Shift+p": ACTIONS.play_on.does }],
  [["1–9"], "key_give", Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [String(n), () => give(n)]))],
  [["C"], "key_chapter", { c: ACTIONS.chapter.does }],
  [["Enter", "Esc"], "key_edit", { Enter: ACTIONS.edit.does }],
  [["R"], "retake", { r: ACTIONS.retake.does }],
  [["S", "M"], "key_split", { s: ACTIONS.split.does, m: ACTIONS.merge.does }],
  [["W"], "key_word", { w: ACTIONS.pronounce_word.does }],
  [["Ctrl+Z", "Ctrl+Shift+Z"], "key_undo", { "Ctrl+z": () => undo(), "Ctrl+Shift+z": () => redo() }],
  [["Ctrl+Enter", "/", "?"], "key_render", { "/": search, "?": () => showKeys() }],
];
const KEYS = Object.assign({}, ...TABLE.map(([, , keys]) => keys));

/** Show all keys. */
export const showKeys = () => {
  dialog.replaceChildren(
    make("h2", { id: "keys-head", text: say("keys") }),
    make("dl", {}, ...TABLE.map(([names, label]) => make("div", {},
      make("dt", {}, ...names.flatMap((name, n) => [n ? " " : null, make("kbd", { text: name === "Space" ? say("space") : name })])),
      make("dd", { text: say(label) })))),
    make("form", { method: "dialog" }, make("button", { text: say("close"), autofocus: true })));
  dialog.showModal();
};

const nameOf = (event) => {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const plain = event.ctrlKey || event.metaKey ? "Ctrl+" : "";
  return `${plain}${event.shiftKey && /^\w+$/.test(key) ? "Shift+" : ""}${key}`;
};

const typing = (target) => target.matches("textarea, input:not([type=range], [type=checkbox], [type=radio]), select");

document.addEventListener("keydown", (event) => {
  if (!state.document || !(event.target instanceof Element) || event.altKey || event.isComposing || event.defaultPrevented) return;
  const name = nameOf(event), target = event.target;
  if (name === "Ctrl+Enter") { event.preventDefault(); leaveEditing(); startRender(); return; }
  if ((typing(target) && !(target.matches("select") && name.startsWith("Ctrl+"))) || document.querySelector("dialog[open], :popover-open")) return;
  if ([" ", "Enter"].includes(name) && target.matches("button, a, summary, input")) return;
  const does = KEYS[name];
  if (!does) return;
  event.preventDefault();
  does();
});
find("#help").addEventListener("click", showKeys);
