/** Rendering: what to make, how far it is, and what came of it. The job is the server's: a reload or a second tab shows the same. */

import { find, make, ours, setText, tell } from "./dom.js";
import { show } from "./findings.js";
import { ask, at, choose, numberOf, on, state, write } from "./state.js";
import { clock, known, number, say } from "./words.js";

const FORMATS = ["mp3", "m4a", "opus", "flac", "wav"];
const FILES = ["page", "page-with-sound", "vtt", "srt", "transcript", "html", "text", "words", "chapters", "notes", "cover", "manifest"];
const panel = find("#job"), what = find("#what"), bar = find("#progress"), button = find("#render"), quality = find("#quality");
const wanted = JSON.parse(localStorage.getItem("render") ?? "null") ?? { format: "mp3", files: ["page", "vtt", "transcript", "chapters", "notes", "cover"] };
let shownJob = null;

quality.value = localStorage.getItem("quality") ?? "master";
quality.addEventListener("change", () => localStorage.setItem("quality", quality.value));

const choices = () => {
  const remember = () => localStorage.setItem("render", JSON.stringify(wanted));
  const tick = (name) => {
    const box = make("input", { type: "checkbox", on: { change: () => { wanted.files = FILES.filter((each) => (each === name ? box.checked : wanted.files.includes(each))); remember(); } } });
    box.checked = wanted.files.includes(name);
    return make("label", { class: "check" }, box, make("span", { text: say(`file_${name.replaceAll("-", "_")}`) }));
  };
  const dot = (name) => {
    const box = make("input", { type: "radio", name: "format", on: { change: () => { wanted.format = name; remember(); } } });
    box.checked = wanted.format === name;
    return make("label", { class: "check" }, box, make("span", { text: name.toUpperCase() }));
  };
  what.replaceChildren(
    make("fieldset", {}, make("legend", { text: say("format") }), ...FORMATS.map(dot)),
    make("fieldset", {}, make("legend", { text: say("companions") }), ...FILES.map(tick)));
};
what.addEventListener("beforetoggle", (event) => { if (event.newState === "open") choices(); });
what.addEventListener("toggle", () => {
  const box = find("#render-what").getBoundingClientRect();
  what.style.top = `${box.bottom + 6}px`;
  what.style.left = `${Math.max(8, box.right - what.offsetWidth)}px`;
});

/** Render what is ticked. */
export const startRender = async () => {
  if (!state.document || button.disabled) return;
  button.disabled = true;
  try {
    await write(at("render"), { draft: quality.value === "draft", files: wanted.files, audio_format: wanted.format });
  } catch (error) {
    button.disabled = false;
    tell(error.message);
  }
};
button.addEventListener("click", startRender);

const busy = (job) => ["waiting", "running"].includes(job.state);

/** Show the last render of the open script. */
const showJob = () => {
  const jobs = [...state.jobs.values()].filter((job) => job.script === state.document?.id && job.kind === "render");
  const job = jobs.findLast(busy) ?? jobs.at(-1);
  panel.hidden = !job;
  bar.hidden = !job || !busy(job);
  button.disabled = Boolean(job && busy(job));
  if (!job) { shownJob = null; return; }
  const share = job.total ? job.done / job.total : 0;
  if (share || job.total) bar.value = share; else bar.removeAttribute("value");
  const state_ = `${job.id} ${busy(job) ? "busy" : job.state}`;
  if (shownJob !== state_) { shownJob = state_; panel.replaceChildren(...(busy(job) ? progress(job) : job.state === "done" ? result(job) : ended(job))); }
  if (busy(job)) fillProgress(job, share);
};

const heading = (text) => make("h2", { id: "job-head", text });

const progress = (job) => [heading(say("rendering")),
  make("progress", { max: "1", "aria-label": say("rendering") }),
  make("p", { class: "facts", id: "job-text", role: "status" }),
  make("div", { class: "buttons" },
    make("button", { type: "button", id: "cancel", text: say("cancel"), on: { click: () => ask(`/api/jobs/${encodeURIComponent(job.id)}/cancel`, {}).catch((error) => tell(error.message)) } }))];

const stageOf = (stage) => { const key = `stage_${stage}`; return known(key) ? say(key) : stage || say("working"); };

const fillProgress = (job, share) => {
  find("progress", panel).value = share;
  const words = [job.state === "waiting" ? say("queued") : stageOf(job.stage), job.total ? say("of", { here: job.done, whole: job.total }) : "", job.turn && state.turns.has(job.turn) ? say("turn", { number: numberOf(job.turn) }) : "",
    job.left_s ? say("left", { time: clock(job.left_s) }) : ""];
  setText(find("#job-text"), words.filter(Boolean).join(" · "));
};

const result = ({ result: made }) => {
  const sound = made.files.find((file) => /\.(mp3|m4a|opus|flac|wav)$/i.test(file.name));
  const facts = [made.seconds && clock(made.seconds), made.lufs && `${number(made.lufs, 1)} LUFS`, made.dbtp && `${number(made.dbtp, 1)} dBTP`];
  const player = sound && ours(sound.href) ? make("audio", { controls: true, preload: "metadata", src: sound.href, "aria-label": sound.name }) : null;
  return [heading(say("rendered")), make("p", { class: "facts", text: facts.filter(Boolean).join(" · ") }), player,
    made.page ? make("a", { class: "button strong", href: made.page, target: "_blank", rel: "noopener", text: say("open_page") }) : null,
    make("ul", { class: "plain files" }, ...made.files.map((file) => make("li", {}, make("a", { href: file.href, download: true, text: file.name })))),
    ...failures(made.failed ?? [])].filter(Boolean);
};

const failures = (failed) => failed.map((each) => {
  const id = each?.turn ?? each;
  return state.turns.has(id) ? make("button", { type: "button", class: "goto", text: say("turn", { number: numberOf(id) }), on: { click: () => { show("turns"); choose(id); } } })
    : make("p", { class: "wrong", text: typeof each === "string" ? each : each?.text ?? "" });
});

const ended = (job) => [heading(say(job.state === "failed" ? "render_failed" : "render_cancelled")),
  job.error ? make("p", { class: "wrong", role: "alert", text: job.error }) : null, ...failures(job.result?.failed ?? []),
  job.state === "failed" ? make("button", { type: "button", text: say("again"), on: { click: startRender } }) : null].filter(Boolean);

on("job", (job) => {
  if (job.script === state.document?.id) showJob();
  if (job.kind !== "render" && job.state === "failed") tell(job.error);
});
on("document", showJob);
