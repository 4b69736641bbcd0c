/** What the server says by itself: changes of other tabs and of the disk, jobs, and whether it is there at all. */

import { find, make, tell } from "./dom.js";
import { absence, ask, at, emit, on, patch, refresh, state, write } from "./state.js";
import { say } from "./words.js";

let source = null, lost = "", again = 0;

const ours = (event) => {
  const value = JSON.parse(event.data);
  return state.document && value.script === state.document.id ? value : null;
};

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
  document: (event) => {
    const value = ours(event);
    if (value) patch(value.revision, value.patch);
  },
  turns: (event) => {
    const idle = !news.length;
    news.push(...(ours(event)?.turns ?? []));
    if (idle) takeNews();
  },
  findings: (event) => {
    const value = ours(event);
    if (!value) return;
    state.document.findings = value.findings;
    emit("findings");
  },
  job: (event) => takeJob(JSON.parse(event.data)),
  saved: (event) => {
    const value = ours(event);
    if (!value) return;
    Object.assign(state.document, { saved: value.at, unsaved: false });
    if (find("#lost").dataset.why === "disk") find("#lost").hidden = true;
    emit("saving", null);
  },
  disk: (event) => {
    const value = ours(event);
    if (value) changedOnDisk(value);
  },
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

/** Listen; whoever comes back fetches what it missed. */
export const listen = () => {
  clearTimeout(again);
  source?.close();
  const mine = source = new EventSource("/api/events");
  source.addEventListener("open", () => {
    const away = lost;
    setLost("");
    if (away && state.document) refresh().then(fetchJobs).catch((error) => tell(error.message));
  });
  source.addEventListener("error", () => {
    setLost(lost || "lost");
    clearTimeout(again);
    again = setTimeout(listen, 1000);
    // The event does not say why; an answer does.
    ask("/api/jobs").catch((error) => { if (mine === source && lost) setLost(absence(error) || lost); });
  });
  for (const [name, does] of Object.entries(handlers)) source.addEventListener(name, does);
};

on("lost", setLost);
on("document", () => { if (state.document.asks) changedOnDisk({ what: "asks", text: state.document.asks }); });
addEventListener("pagehide", () => source?.close());
addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
