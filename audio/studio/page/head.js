/** The top: title, whether all is saved, undo and redo. */

import { find, setText, tell } from "./dom.js";
import { unsent } from "./editor.js";
import { at, change, isWriting, on, state, write } from "./state.js";
import { say } from "./words.js";

const title = find("#title"), saved = find("#saved");

const again = (what) => async () => {
  await write(at(what)).then(({ told }) => { if (told) tell(told); }, (error) => tell(error.message));
};
/** Take back the last edit; do it again. */
export const undo = again("undo");
export const redo = again("redo");

const showHistory = () => {
  for (const [what, key] of [["undo", "Ctrl+Z"], ["redo", "Ctrl+Shift+Z"]]) {
    const button = find(`#${what}`), words = state.document[what];
    button.disabled = !words;
    const label = words ? say(`${what}_what`, { what: words }) : say(what);
    button.setAttribute("aria-label", label);
    button.title = `${label} (${key})`;
  }
};

const showSaved = () => {
  const at = state.document?.saved;
  if (unsent() || isWriting() || state.document?.unsaved) { setText(saved, say(unsent() ? "typing" : state.hindered ? "unsaved" : "saving")); return; }
  setText(saved, at ? say("saved", { at }) : state.document?.source ? say("imported", { source: state.document.source }) : say("saved_now"));
};

const show = () => {
  const here = state.document, name = here.title || here.name;
  setText(find("#heading"), name);
  document.title = `${name} · Vivavoce`;
  if (document.activeElement !== title && title.value !== name) title.value = name;
  showHistory();
  showSaved();
};

title.addEventListener("change", () => { if (title.value.trim()) change({ kind: "title", title: title.value.trim() }); else title.value = state.document.title; });
title.addEventListener("keydown", (event) => {
  if (event.key === "Escape") title.value = state.document.title;
  if (["Enter", "Escape"].includes(event.key)) title.blur();
});
find("#undo").addEventListener("click", undo);
find("#redo").addEventListener("click", redo);
on("document", show);
on("patch", show);
on("typing", () => setText(saved, say("typing")));
on("saving", (busy) => { if (busy) setText(saved, say("saving")); else showSaved(); });
on("lost", (away) => { if (away) setText(saved, say("unsaved")); });
