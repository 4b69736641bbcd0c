/** What the server says by itself: changes of other tabs and of the disk, jobs, and whether it is there at all. */

import { find, make, tell } from "./dom.js";
import { absence, ask, at, emit, forgetRevisions, on, patch, refresh, state, wasWritten, write } from "./state.js";
import { say } from "./words.js";

let source = null, lost = "", again = 0, missed = false, begun = () => {};

/** What was told of a script while it was being fetched: called when it is there. */
const EARLY = 200;
let early = [];

/** Do something with what was told of the open script, or of one that may be about to be it. */
const ofScript = (does) => (event) => {
  const value = JSON.parse(event.data);
  if (value.script === state.document?.id) does(value);
  else early = [...early.slice(1 - EARLY), { value, does }];
};
on("document", () => {
  for (const { value, does } of early.splice(0)) if (value.script === state.document.id) does(value);
});

const SLICE = 8;
let news = [];
/** Take in what became of turns, in slices: of a script that was just opened, thousands come at once. */
const takeNews = () => {
  const end = performance.now() + SLICE;
  let n = 0;
  while (n < news.length && performance.now() < end) {
    const turn = state.turns.get(news[n].id);
    if (turn) emit("turn", Object.assign(turn, news[n]));
    n += 1;
  }
  news = news.slice(n);
  if (news.length) setTimeout(takeNews);
};

const handlers = {
  /** From here on nothing is missed. What happened before, while nobody listened, is fetched. */
  here: () => {
    begun();
    forgetRevisions();
    if (missed && state.document) refresh().catch((error) => tell(error.message));
    if (missed) fetchJobs().catch((error) => tell(error.message));
    missed = true;
  },
  document: (event) => {
    const { script, revision, patch: changes } = JSON.parse(event.data);
    patch(script, revision, changes);
  },
  turns: ofScript(({ turns }) => {
    const idle = !news.length;
    news.push(...turns);
    if (idle) takeNews();
  }),
  findings: ofScript(({ findings }) => {
    state.document.findings = findings;
    emit("findings");
  }),
  job: (event) => takeJob(JSON.parse(event.data)),
  saved: (event) => {
    if (!wasWritten(JSON.parse(event.data))) return;
    if (find("#lost").dataset.why === "disk") find("#lost").hidden = true;
    emit("saving", null);
  },
  disk: ofScript((told) => changedOnDisk(told)),
  bye: () => setLost("lost"),
};

const takeJob = (job) => {
  state.jobs.set(job.id, job);
  emit("job", job);
};

/** Fetch the jobs that there are, so that a reload shows what runs. */
export const fetchJobs = async () => (await ask("/api/jobs")).forEach(takeJob);

const changedOnDisk = ({ what, text }) => {
  if (what === "merged") { tell(text); return; }
  const banner = find("#lost");
  state.hindered = what === "mended" ? "" : what;
  emit("saving", null);
  if (what === "mended") { if (banner.dataset.why === "disk") banner.hidden = true; return; }
  const answer = (choice) => () => {
    banner.hidden = true;
    write(at("disk"), { choose: choice }).then(refresh).catch((error) => tell(error.message));
  };
  const button = (label, choice) => make("button", { type: "button", text: say(label), on: { click: answer(choice) } });
  banner.replaceChildren(make("span", { text }), ...(what === "asks" ? [button("disk_theirs", "theirs"), button("disk_mine", "mine")] : []));
  banner.dataset.why = "disk";
  banner.hidden = false;
};

/** Say why nothing is taken by the studio now; "" says that all is well again. */
const setLost = (why) => {
  if (why === lost) return;
  lost = why;
  const banner = find("#lost");
  if (why) {
    banner.textContent = say(why);
    banner.dataset.why = "lost";
    banner.hidden = false;
  } else if (banner.dataset.why === "lost") banner.hidden = true;
};

/** Listen; whoever comes back fetches what it missed. Settles once nothing is missed any more, or nobody answers. */
export const listen = () => new Promise((done) => {
  begun = done;
  hear();
});

const hear = () => {
  clearTimeout(again);
  source?.close();
  const mine = source = new EventSource("/api/events");
  source.addEventListener("open", () => setLost(""));
  source.addEventListener("error", () => {
    setLost(lost || "lost");
    clearTimeout(again);
    again = setTimeout(hear, 1000);
    begun();
    // The event does not say why; an answer does.
    ask("/api/jobs").catch((error) => { if (mine === source && lost) setLost(absence(error) || lost); });
  });
  for (const [name, does] of Object.entries(handlers)) source.addEventListener(name, does);
};

on("lost", setLost);
on("document", () => { if (state.document.asks) changedOnDisk({ what: "asks", text: state.document.asks }); });
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => { if (event.persisted) hear(); });
