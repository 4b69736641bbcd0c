/** A person's voice, chosen by ear: five voices with the same line, a search in all of them, blends, and how it is used. */

import { become, find, icon, make, tell } from "./dom.js";
import { cast, voiceName } from "./person.js";
import { playSound, sounding } from "./player.js";
import { ask, at, change, on, state } from "./state.js";
import { known, languageName, number, say } from "./words.js";

const MOST = 12;
const SLIDERS = [
  { name: "speed", min: 0.5, max: 2, step: 0.05, unit: "×" },
  { name: "gain_db", min: -12, max: 12, step: 0.5, unit: " dB" },
  { name: "pan", min: -1, max: 1, step: 0.1, unit: "" },
  { name: "expression", min: 0, max: 1, step: 0.1, unit: "" },
];
let voices = null;
/** Show how the person of the open audition is used now, whoever changed it. */
let sync = () => {};

const allVoices = async () => (voices ??= await ask("/api/voices"));

/** Fill the place of a person's audition. */
export const openAudition = async (place, speaker) => {
  place.replaceChildren(make("p", { class: "wait", text: say("wait") }));
  try {
    const trial = await ask(`${at("audition")}?speaker=${encodeURIComponent(speaker)}`);
    const now = () => state.document.speakers.find((each) => each.name === speaker) ?? {};
    const used = SLIDERS.map((slider) => sliderOf(slider, speaker)), pinned = pin(speaker);
    sync = () => { for (const part of [...used, pinned]) part.sync(now()); };
    place.replaceChildren(
      make("p", { class: "line", text: trial.text, dir: "auto", lang: state.document.language }),
      make("ul", { class: "plain voices", "aria-label": say("voices") }, ...trial.voices.map((voice) => row(voice, trial, speaker))),
      search(trial, speaker), ...blend(trial, speaker, now()), ...used.map(({ item }) => item),
      pinned.item, rename(speaker));
    sync();
    mark();
  } catch (error) {
    place.replaceChildren(make("p", { class: "wrong", role: "alert", text: error.message }));
  }
};

const soundOf = (trial, voice) => `${at("turns", trial.turn, "sound")}?voice=${encodeURIComponent(voice)}`;

const facts = (voice) => [known(`gender_${voice.gender}`) && say(`gender_${voice.gender}`), voice.accent || languageName(voice.language), voice.grade, voice.here === false && say("fetched")]
  .filter(Boolean).join(" · ");

const row = (voice, trial, speaker) => make("li", { class: "try", data: { voice: voice.id } },
  make("button", { type: "button", class: "icon play", "aria-label": say("play_voice", { name: voiceName(voice.id) }), data: { name: voiceName(voice.id) },
    on: { click: () => playSound(`voice ${voice.id}`, soundOf(trial, voice.id)).catch((error) => tell(error.message)) } }, icon("play")),
  make("span", { class: "words" }, make("b", { text: voiceName(voice.id), title: voice.id }), make("span", { class: "facts", text: facts(voice) })),
  make("button", { type: "button", class: "choose", on: { click: () => cast(speaker, { voice: voice.id }) } }));

/** Show which voice is the present one, wherever voices are listed, and what is heard. */
const mark = () => {
  for (const item of document.querySelectorAll(".try")) {
    const speaker = item.closest(".person")?.dataset.speaker;
    const present = state.document.speakers.find((each) => each.name === speaker)?.voice === item.dataset.voice;
    item.classList.toggle("present", present);
    const button = find(".choose", item);
    button.disabled = present;
    button.textContent = say(present ? "chosen" : "choose");
    button.setAttribute("aria-label", say(present ? "chosen_voice" : "choose_voice", { name: item.querySelector("b").textContent }));
    const heard = sounding(`voice ${item.dataset.voice}`), play = find(".play", item);
    become(play, heard ? "pause" : "play", say(heard ? "stop" : "play_voice", { name: play.dataset.name }));
  }
};
on("sound", mark);
on("patch", (changes) => { if (changes.speakers) { mark(); sync(); } });
on("document", () => sync());

const search = (trial, speaker) => {
  const results = make("ul", { class: "plain voices" }), count = make("p", { class: "facts", role: "status" });
  const field = make("input", { type: "search", placeholder: say("voice_search"), "aria-label": say("voice_search"), autocomplete: "off" });
  const language = make("select", { "aria-label": say("language") }), gender = make("select", { "aria-label": say("gender") });
  const look = () => {
    const wanted = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = voices.filter((voice) => (!language.value || voice.language.split("-")[0] === language.value) && (!gender.value || voice.gender === gender.value)
      && wanted.every((word) => `${voice.id} ${facts(voice)} ${languageName(voice.language)}`.toLowerCase().includes(word)));
    results.replaceChildren(...found.slice(0, MOST).map((voice) => row(voice, trial, speaker)));
    count.textContent = found.length > MOST ? say("of", { here: MOST, whole: found.length }) : found.length ? "" : say("none");
    mark();
  };
  const open = async () => {
    await allVoices();
    const own = state.document.language.split("-")[0];
    const options = (values, label) => [make("option", { value: "", text: say("any") }), ...values.map((value) => make("option", { value, text: label(value) }))];
    const languages = [...new Set(voices.map((voice) => voice.language.split("-")[0]))].sort();
    language.replaceChildren(...options(languages, languageName));
    language.value = languages.includes(own) ? own : "";
    gender.replaceChildren(...options([...new Set(voices.map((voice) => voice.gender))].filter((each) => known(`gender_${each}`)), (value) => say(`gender_${value}`)));
    look();
  };
  for (const part of [field, language, gender]) part.addEventListener("input", look);
  const details = make("details", { class: "more-voices" }, make("summary", { text: say("other_voices") }),
    make("div", { class: "filters" }, field, language, gender), count, results);
  details.addEventListener("toggle", () => { if (details.open) open().catch((error) => tell(error.message)); });
  return details;
};

/** A blend of the present voice with another, where the engine blends; otherwise nothing. */
const blend = (trial, speaker, now) => {
  const [engine, name] = (now.voice ?? "").split(":");
  if (engine !== "kokoro") return [];
  const first = name.split("*")[0].split("+")[0];
  const other = make("select", { "aria-label": say("blend_with") });
  const share = make("input", { type: "range", min: "0", max: "100", step: "5", value: "30", "aria-label": say("blend_share") });
  const shown = make("output", { text: number(0.3, 2) });
  const voice = () => `kokoro:${first}*${(100 - share.value) / 100}+${other.value}*${share.value / 100}`;
  share.addEventListener("input", () => { shown.textContent = number(share.value / 100, 2); });
  const details = make("details", { class: "blend" }, make("summary", { text: say("blend") }),
    make("div", { class: "filters" }, other, share, shown),
    make("div", { class: "filters" },
      make("button", { type: "button", text: say("play"), on: { click: () => playSound(`blend ${voice()}`, soundOf(trial, voice())).catch((error) => tell(error.message)) } }),
      make("button", { type: "button", class: "choose", text: say("choose"), on: { click: () => cast(speaker, { voice: voice() }) } })));
  details.addEventListener("toggle", async () => {
    if (!details.open || other.options.length) return;
    await allVoices().catch((error) => tell(error.message));
    other.replaceChildren(...(voices ?? []).filter((each) => each.engine === "kokoro" && each.id !== `kokoro:${first}`)
      .map((each) => make("option", { value: each.id.split(":")[1], text: `${voiceName(each.id)} · ${facts(each)}` })));
  });
  return [details];
};

const sliderOf = ({ name, min, max, step, unit }, speaker) => {
  const id = `slide-${name}`, shown = make("output", { for: id });
  const range = make("input", { type: "range", id, min, max, step });
  const tell = () => { const text = `${number(range.value, 2)}${unit}`; shown.textContent = text; range.setAttribute("aria-valuetext", text); };
  range.addEventListener("input", tell);
  range.addEventListener("change", () => cast(speaker, { [name]: Number(range.value) }));
  const sync = (now) => { if (!range.matches(":active")) { range.value = now[name] ?? 0; tell(); } };
  return { item: make("div", { class: "slider" }, make("label", { for: id, text: say(name) }), range, shown), sync };
};

const pin = (speaker) => {
  const box = make("input", { type: "checkbox" });
  box.addEventListener("change", () => cast(speaker, { pinned: box.checked }, { hear: false }));
  return { item: make("label", { class: "check" }, box, make("span", { text: say("pin") })), sync: (now) => { box.checked = Boolean(now.pinned); } };
};

const rename = (speaker) => {
  const field = make("input", { autocomplete: "off", dir: "auto", value: speaker, "aria-label": say("person_name") });
  field.addEventListener("change", () => { if (field.value.trim()) change({ kind: "rename", speaker, to: field.value.trim() }); });
  return make("label", { class: "slider" }, make("span", { text: say("person_name") }), field);
};
