/** The field of the one turn that is being typed in. Nobody but its reader sets what is in it, its cursor or its scroll. */

import { find, make, setText } from "./dom.js";
import { accept, ask, at, choose, emit, state, write } from "./state.js";
import { say } from "./words.js";

const AFTER = 500;
let open = null;

/** Give what is being edited: {id, field}. */
export const editing = () => open;

/** Open the field of a turn, with the cursor at a place of its text. */
export const beginEditing = (item, cursor = 0) => {
  const id = item.dataset.turn, turn = state.turns.get(id), there = find(":scope > textarea", item);
  if (there) { there.focus(); return; }
  if (!turn) return;
  leaveEditing();
  choose(id, { focus: false, cursor });
  const text = find(":scope > p.text", item);
  const field = make("textarea", {
    class: "text", dir: "auto", rows: "1", "aria-label": item.getAttribute("aria-label"), "aria-keyshortcuts": "Escape",
    lang: state.document.language,
  });
  field.value = turn.text;
  const mine = { id, item, field, text, base: turn.text, revision: state.document.revision, timer: 0, sending: false, note: null, question: false };
  show(mine);
  field.focus({ preventScroll: true });
  field.setSelectionRange(cursor, cursor);
  field.addEventListener("focus", () => { open = mine; });
  field.addEventListener("input", () => { fit(field); later(mine); });
  field.addEventListener("blur", () => { if (document.hasFocus()) leaveEditing(); else send(mine); });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    leaveEditing({ focus: true });
  });
};

const show = (mine) => {
  mine.text.hidden = true;
  mine.text.after(mine.field);
  mine.item.classList.add("editing");
  open = mine;
  fit(mine.field);
};

/** A field as high as its text, also where the browser cannot do that by itself. */
const fit = (field) => {
  if (CSS.supports("field-sizing", "content")) return;
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
};

const later = (mine) => {
  emit("typing", true);
  if (!mine.question) unsay(mine);
  clearTimeout(mine.timer);
  mine.timer = setTimeout(() => send(mine), AFTER);
};

/** Send what was typed, if it differs; what was typed while it was under way is sent next. */
const send = async (mine) => {
  clearTimeout(mine.timer);
  const text = mine.field.value, before = mine.base;
  if (text === before || mine.question || mine.sending) return;
  mine.sending = true;
  mine.base = text;
  try {
    // Of the revision that the field began with: whoever else has changed this turn since then is not overwritten.
    const answer = await write(at("edits"), () => ({ revision: mine.revision, edit: { kind: "text", turn: mine.id, text } }));
    mine.revision = answer.revision;
  } catch (error) {
    mine.base = before;
    const theirs = error.answer?.document;
    if (theirs?.turns.find((each) => each.id === mine.id)?.text !== before) { refused(mine, error); return; }
    // Nobody changed this turn: the studio was started again, and only counts anew.
    accept(theirs);
    mine.revision = theirs.revision;
  } finally {
    mine.sending = false;
  }
  await send(mine);
};

/** What was refused stays in its field. Where somebody else changed this turn, both texts are shown and a person chooses. */
const refused = (mine, error) => {
  const theirs = error.answer?.document, turn = theirs?.turns.find((each) => each.id === mine.id);
  unsay(mine);
  if (!mine.field.isConnected) { const focused = open; show(mine); open = focused ?? mine; }
  const words = !theirs ? error.message : say(turn ? "changed_elsewhere" : "gone_elsewhere");
  mine.note = make("div", { class: "conflict", role: "alert" }, make("p", { text: words }));
  mine.question = Boolean(theirs);
  if (turn) {
    const settle = (text) => () => {
      unsay(mine);
      accept(theirs);
      mine.base = turn.text;
      mine.revision = theirs.revision;
      mine.field.value = text();
      send(mine);
      close(mine);
    };
    const button = (label, text) => make("button", { type: "button", text: say(label), on: { click: settle(text) } });
    mine.note.append(make("blockquote", { text: turn.text, dir: "auto" }),
      button("take_mine", () => mine.field.value), button("take_theirs", () => turn.text));
  }
  mine.field.after(mine.note);
};

const unsay = (mine) => {
  mine.note?.remove();
  mine.note = null;
  mine.question = false;
};

/** Leave the field, saved; with `focus` its turn is focused, so that keys mean it. */
export const leaveEditing = ({ focus = false } = {}) => {
  const mine = open;
  if (!mine) return;
  state.cursor = mine.field.selectionStart;
  send(mine);
  close(mine);
  if (focus) mine.item.focus({ preventScroll: true });
};

const close = (mine) => {
  if (open === mine) open = null;
  if (mine.note) return;
  // What was typed is shown until the server's answer brings it.
  const idle = mine.field.value === mine.base && !mine.sending;
  setText(mine.text, idle ? state.turns.get(mine.id)?.text ?? "" : mine.field.value);
  mine.text.hidden = false;
  mine.item.classList.remove("editing");
  mine.field.remove();
};

/** Whether something is typed and not yet sent. */
export const unsent = () => Boolean(open && open.field.value !== open.base);

addEventListener("pagehide", () => {
  if (!unsent() || open.question) return;
  const body = { revision: open.revision, edit: { kind: "text", turn: open.id, text: open.field.value } };
  ask(at("edits"), body, { keepalive: true }).catch(() => {});
});
