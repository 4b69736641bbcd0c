/** What the page knows: one document as the server has it, and the only way to change it. */

import { tell } from "./dom.js";
import { say } from "./words.js";

export const state = {
  /** The document as STUDIO's server gives it, without its turns. */
  document: null,
  turns: new Map(),
  /** Ids of the turns, as they follow one another. */
  order: [],
  numbers: new Map(),
  /** Id of the turn that keys mean. */
  current: null,
  /** Where in its text the cursor was last, in UTF-16 units. */
  cursor: 0,
  jobs: new Map(),
  /** By turn: how loud it is, 0 to 1, some values a second. */
  peaks: new Map(),
  /** What keeps the script from being written, as the server calls it: `asks`, `broken`, `unsaved`; or "". */
  hindered: "",
};

/** By script: the last revision that the server told of, and the last that it wrote. An answer that was on its way meanwhile may know less. */
const latest = new Map(), written = new Map();
const raise = (numbers, id, revision) => numbers.set(id, Math.max(numbers.get(id) ?? 0, revision));
const isWritten = (id, revision) => revision <= (written.get(id) ?? 0);

/** Forget them, where another server may have begun to count. */
export const forgetRevisions = () => { latest.clear(); written.clear(); };

/** Take in that a script was written, up to a revision; tell whether it is the open one. */
export const wasWritten = ({ script, at, revision }) => {
  raise(written, script, revision);
  const here = state.document;
  if (here?.id !== script) return false;
  state.hindered = "";
  Object.assign(here, { saved: at, unsaved: !isWritten(script, here.revision) });
  return true;
};

const listeners = new Map();

/** Call a function whenever something happens: document, patch, current, turn, job, saving, peaks, sound, lost. */
export const on = (name, does) => listeners.set(name, [...(listeners.get(name) ?? []), does]);
export const emit = (name, value) => (listeners.get(name) ?? []).forEach((does) => does(value));

/** What a request was answered with when it was not what was asked for. */
export class Refusal extends Error {
  constructor(status, answer) {
    super(answer?.error || say("went_wrong", { status }));
    this.status = status;
    this.answer = answer ?? {};
  }
}

/** Throw on what kept an answer away: the browser's own words for nobody being there are put into the page's. */
export const unanswered = (error) => { throw error instanceof TypeError ? new TypeError(say("lost")) : error; };

/** Give why the studio does not take anything now: nobody is there, or it was started again and has not let this browser in. */
export const absence = (error) => (!(error instanceof Refusal) ? "lost" : error.answer.stranger ? "shut_out" : "");

/** Ask the server: a body makes it a POST. Throws `Refusal`, or TypeError where nobody answers. */
export const ask = async (path, body, options = {}) => {
  const asked = body === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  const response = await fetch(path, { ...asked, ...options }).catch(unanswered);
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Refusal(response.status, answer);
  return answer;
};

/** Give the address of something of the open script. */
export const at = (...parts) => ["/api/scripts", state.document.id, ...parts].map((part, n) => (n ? encodeURIComponent(part) : part)).join("/");

/** Take a whole document. */
export const accept = (whole) => {
  const { turns, ...rest } = whole;
  const other = state.document?.id !== rest.id;
  rest.unsaved &&= !isWritten(rest.id, rest.revision);
  state.hindered = rest.asks ? "asks" : "";
  state.document = rest;
  state.turns = new Map(turns.map((turn) => [turn.id, turn]));
  state.order = turns.map((turn) => turn.id);
  if (other) state.peaks.clear();
  count();
  if (!state.turns.has(state.current)) state.current = state.order[0] ?? null;
  emit("document", { other });
  if (rest.revision < (latest.get(rest.id) ?? 0)) refresh().catch(() => {});
};

/** Fetch the open document again. */
export const refresh = async () => accept(await ask(at()));

/** Number the turns that are spoken, as the command line does. */
const count = () => {
  let number = 0;
  state.numbers = new Map(state.order.map((id) => [id, state.turns.get(id).spoken ? (number += 1) : null]));
};

/** Take a patch of a script; one that is known is left, and a gap means that the document is fetched again. */
export const patch = (script, revision, changes) => {
  const here = state.document;
  raise(latest, script, revision);
  if (here?.id !== script || revision <= here.revision) return;
  if (revision > here.revision + 1) { refresh().catch(() => {}); return; }
  here.revision = revision;
  if (changes.unsaved) changes.unsaved = !isWritten(script, revision);
  for (const turn of changes.turns ?? []) state.turns.set(turn.id, turn);
  for (const id of changes.removed ?? []) state.turns.delete(id);
  if (changes.order) state.order = changes.order;
  else if (changes.removed?.length) state.order = state.order.filter((id) => state.turns.has(id));
  for (const name of ["chapters", "speakers", "findings", "title", "undo", "redo", "saved", "unsaved"]) {
    if (changes[name] === null || changes[name] === undefined) continue;
    if (JSON.stringify(here[name]) === JSON.stringify(changes[name])) changes[name] = null; else here[name] = changes[name];
  }
  if (changes.order || changes.removed?.length) count();
  if (!state.turns.has(state.current)) state.current = state.order[0] ?? null;
  emit("patch", changes);
};

const sleep = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

/** Send again until somebody takes it: what was typed while the server is away is sent when it is back. */
const insist = async (path, body) => {
  for (let away = ""; ;) {
    try {
      const answer = await ask(path, { revision: state.document.revision, ...body() });
      if (away) emit("lost", "");
      return answer;
    } catch (error) {
      away = absence(error);
      if (!away) throw error;
      emit("lost", away);
      await sleep(1000);
    }
  }
};

let line = Promise.resolve();
let unsent = 0;

/** Whether something was asked for that is not answered yet. */
export const isWriting = () => unsent > 0;

/** Change something, after all that was asked before; `body` may be a function, which is asked when its turn has come. */
export const write = (path, body = {}) => {
  unsent += 1;
  emit("saving", true);
  const done = line.then(async () => {
    const { id } = state.document, answer = await insist(path, typeof body === "function" ? body : () => body);
    if (answer?.patch) patch(id, answer.revision, answer.patch);
    return answer;
  });
  line = done.catch(() => {}).then(() => {
    unsent -= 1;
    if (!unsent) emit("saving", false);
  });
  return done;
};

/** Edit the script; what is refused is told, and thrown for whoever has to give something back. */
export const edit = (change) => write(at("edits"), { edit: change }).catch((error) => {
  tell(error.message);
  if (error.answer?.document) accept(error.answer.document);
  throw error;
});

/** The same where nobody waits for the answer. */
export const change = (what) => { edit(what).catch(() => {}); };

/** Choose the turn that keys mean. */
export const choose = (id, { focus = true, cursor = 0 } = {}) => {
  if (!state.turns.has(id)) return;
  const before = state.current;
  state.current = id;
  state.cursor = cursor;
  emit("current", { before, focus });
};

export const currentTurn = () => state.turns.get(state.current);
export const speakerOf = (turn) => state.document.speakers.find((each) => each.name === turn?.speaker);
/** Give a turn's number among the spoken ones; null of one that is left out. */
export const numberOf = (id) => state.numbers.get(id);
