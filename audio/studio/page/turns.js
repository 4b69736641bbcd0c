/** The middle: numbered turns under chapter headings. Thousands of them stand in the page, and only what is seen is laid out. */

import { all, find, make, tell } from "./dom.js";
import { beginEditing, leaveEditing } from "./editor.js";
import { openMenu } from "./menu.js";
import { playing, playTurn, sounding, stop, toggleTurn } from "./player.js";
import { at, change, choose, currentTurn, emit, isWriting, on, state, write } from "./state.js";
import { fillChapters, fillNumber, fillTurn, itemOf, likelyHeight, reachable, renameChapter, showPlaying, turnItem } from "./turn.js";
import { say } from "./words.js";

const list = find("#turns");
const GROUP = 25, SLICE = 8;
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Turns stand in groups: the browser decides for each whether it is seen, and a hundred groups are asked sooner than thousands of turns. */
const group = (ids) => {
  const turns = ids.map((id) => state.turns.get(id));
  const made = make("ol", { class: "plain group" }, ...turns.map(turnItem));
  made.style.containIntrinsicBlockSize = `auto ${turns.reduce((sum, turn) => sum + likelyHeight(turn), 0)}px`;
  return made;
};

let building = 0;
/** Show all turns: the first at once, the others in slices that leave the browser time to answer. */
const build = () => {
  const mine = ++building, left = Array.from({ length: Math.ceil(state.order.length / GROUP) }, (_, n) => state.order.slice(n * GROUP, (n + 1) * GROUP));
  leaveEditing();
  list.replaceChildren(...left.splice(0, 1).map(group));
  const go = () => {
    if (mine !== building) return;
    const end = performance.now() + SLICE;
    while (left.length && performance.now() < end) list.append(group(left.shift()));
    if (left.length) setTimeout(go); else finish();
  };
  const finish = () => {
    // Something may have changed while this went on.
    reorder();
    chapters();
    reachable(itemOf(state.current), true);
    if (state.current !== state.order[0]) reveal(state.current, "auto");
    list.removeAttribute("aria-busy");
  };
  list.setAttribute("aria-busy", "true");
  chapters();
  if (left.length) setTimeout(go); else finish();
};

/** Bring items into the order of the turns: what stands right is not touched, and a new one joins the group of the one before. */
const reorder = () => {
  const wanted = new Set(state.order), there = [];
  for (const item of all(".turn", list)) {
    if (wanted.has(item.dataset.turn)) there.push(item); else if (!item.matches(".editing")) item.remove();
  }
  let before = null, next = 0;
  for (const id of state.order) {
    const item = there[next]?.dataset.turn === id ? there[next] : itemOf(id) ?? turnItem(state.turns.get(id));
    if (item === there[next]) next += 1;
    else if (before) before.after(item);
    else { if (!list.children.length) list.append(group([])); list.firstElementChild.prepend(item); }
    fillNumber(item);
    before = item;
  }
  for (const empty of all(".group:empty", list)) empty.remove();
  find("#nothing").hidden = state.order.length > 0;
};

const chapters = () => {
  const by = Map.groupBy(state.document.chapters, (chapter) => chapter.turn);
  for (const there of all(".chapter, .inside", list)) if (!by.has(there.closest(".turn").dataset.turn)) there.remove();
  for (const [id, own] of by) { const item = itemOf(id); if (item) fillChapters(item, own); }
};

on("document", ({ other }) => {
  if (other || !list.children.length) { build(); return; }
  for (const id of state.order) { const item = itemOf(id); if (item) fillTurn(item, state.turns.get(id)); }
  reorder();
  chapters();
});
on("patch", (changes) => {
  for (const turn of changes.turns ?? []) { const item = itemOf(turn.id); if (item) fillTurn(item, turn); }
  for (const id of changes.removed ?? []) { const item = itemOf(id); if (!item?.matches(".editing")) item?.remove(); }
  if (changes.order || changes.removed?.length) reorder();
  if (changes.speakers) for (const id of state.order) { const item = itemOf(id); if (item) fillTurn(item, state.turns.get(id)); }
  if (changes.chapters || changes.order) chapters();
  reachable(itemOf(state.current), true);
});
on("turn", (turn) => { const item = itemOf(turn.id); if (item) fillTurn(item, turn); });
on("job", (job) => {
  const turn = job.kind === "retake" && job.script === state.document?.id && state.turns.get(job.turn), item = turn && itemOf(job.turn);
  if (item) fillTurn(item, ["waiting", "running"].includes(job.state) ? { ...turn, state: "speaking" } : turn);
});
on("current", ({ before, focus }) => {
  if (before !== state.current) reachable(itemOf(before), false);
  const item = itemOf(state.current);
  reachable(item, true);
  if (focus && item) { item.focus({ preventScroll: true }); reveal(state.current); }
});
on("sound", () => {
  const id = playing()?.turn;
  for (const item of all(".turn.playing", list)) if (item.dataset.turn !== id) showPlaying(item, false);
  if (id && itemOf(id)) showPlaying(itemOf(id), sounding());
});

/** Bring a turn into view without moving what is in view already. */
export const reveal = (id, behavior = calm.matches ? "auto" : "smooth") => {
  const item = itemOf(id), pane = find("#middle");
  if (!item) return;
  const box = item.getBoundingClientRect(), view = pane.getBoundingClientRect();
  if (box.top < view.top + 60 || box.bottom > view.bottom) item.scrollIntoView({ block: box.height > view.height ? "start" : "center", behavior });
};

/** Give the turn and the place in its text that a point of the screen is at. */
const placeAt = (event) => {
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
  const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
  return node?.parentElement === event.target && node.nodeType === Node.TEXT_NODE ? offset : 0;
};

list.addEventListener("click", (event) => {
  const item = event.target.closest(".turn");
  if (!item) return;
  const id = item.dataset.turn, hit = (selector) => event.target.closest(selector);
  const heading = hit(".chapter");
  if (heading) { chapterButton(hit("button"), id); return; }
  if (hit(".text")) {
    const cursor = placeAt(event);
    choose(id, { focus: false, cursor });
    if (getSelection().isCollapsed && event.detail < 2) { item.focus({ preventScroll: true }); playTurn(id, { from: cursor, onwards: false }); }
    return;
  }
  if (hit("textarea, .conflict")) return;
  choose(id, { focus: false, cursor: id === state.current ? state.cursor : 0 });
  if (hit(".gutter .play")) {
    // Whoever points goes on with keys that mean the turn; whoever came by Tab stays on the button.
    if (event.detail) item.focus({ preventScroll: true });
    toggleTurn(id);
  }
  else if (hit(".who")) speakersMenu(hit(".who"), id);
  else if (hit(".more")) emit("actions", { button: hit(".more"), id });
  else if (hit(".take")) keepTake(id, hit(".take").dataset.take);
});
list.addEventListener("dblclick", (event) => {
  const text = event.target.closest(".text");
  if (!text) return;
  stop();
  beginEditing(text.parentElement, placeAt(event));
});
list.addEventListener("focusin", (event) => {
  const id = event.target.closest(".turn")?.dataset.turn;
  if (id && id !== state.current) choose(id, { focus: false });
});
const chapterButton = async (button, id) => {
  if (!button) return;
  if (button.matches(".rename")) { renameChapter(button.closest(".chapter"), (title) => change({ kind: "chapter", turn: id, title })); return; }
  if (button.matches(".drop")) { change({ kind: "chapter", turn: id, title: null }); return; }
  const step = button.matches(".earlier") ? -1 : 1, to = state.order[state.order.indexOf(id) + step];
  if (!to) return;
  const name = step < 0 ? "earlier" : "later";
  const done = write(at("edits"), { edit: { kind: "move_chapter", from: id, to } });
  await done.then(() => { choose(to, { focus: false }); find(`.chapter .${name}`, itemOf(to))?.focus(); reveal(to); }, (error) => tell(error.message));
};

const speakersMenu = (button, id) => {
  const now = state.turns.get(id).speaker;
  openMenu(button, say("give_to"), state.document.speakers.map((speaker, n) => ({
    label: speaker.name, speaker, chosen: speaker.name === now, key: n < 9 ? String(n + 1) : undefined,
    does: () => { change({ kind: "speaker", turn: id, speaker: speaker.name }); itemOf(id)?.focus(); },
  })));
};

const keepTake = (id, wanted) => {
  toggleTurn(id, wanted);
  const turn = state.turns.get(id), take = turn.takes.map((each) => each.id ?? each).find((each) => String(each) === wanted);
  if (String(turn.take) !== wanted || isWriting()) write(at("turns", id, "keep"), { take }).catch((error) => tell(error.message));
};

/** Go to the turn before or after. */
export const step = (by) => {
  const to = state.order[state.order.indexOf(state.current) + by];
  if (to) choose(to);
};

/** Edit the current turn where its cursor was. */
export const editCurrent = () => { if (currentTurn()) beginEditing(itemOf(state.current), state.cursor); };
