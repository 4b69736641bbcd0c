/** Sound: music, stings, pauses and loudness as fields, and what the last render measured. */

import { find, make, tell } from "./dom.js";
import { ask, at, on, state, write } from "./state.js";
import { known, number, say } from "./words.js";

const panel = find("#sound"), place = find("#fields");

/** By section, so that a person finds what belongs together; the music is folded away until somebody wants it. */
const sections = (fields) => {
  const rows = fields.map(rowOf), by = Map.groupBy(rows.keys(), (n) => fields[n].key.split(".").slice(0, -1).join("_"));
  return [...by].map(([name, places]) => make("details", { class: "section", open: !name.startsWith("music") },
    make("summary", { text: known(`section_${name}`) ? say(`section_${name}`) : name }), ...places.map((n) => rows[n])));
};

/** By key: what shows a field, and what is wrong with it. */
const inputs = new Map();

const labelOf = (field) => { const key = `set_${field.key.split(".").at(-1)}`; return known(key) ? say(key) : field.label || field.key; };

const inputOf = (field, id) => {
  if (field.kind === "choice") {
    return make("select", { id }, ...field.choices.map((value) => make("option", { value, text: value === "" ? "–" : known(`choice_${value}`) ? say(`choice_${value}`) : value })));
  }
  if (field.kind === "flag") return make("input", { id, type: "checkbox" });
  const bounds = field.kind === "number" ? { type: "number", min: field.min, max: field.max, step: field.step ?? "any" } : { type: "text", autocomplete: "off" };
  return make("input", { id, ...bounds });
};

const valueOf = (field, input) => {
  if (field.kind === "flag") return input.checked;
  if (field.kind === "number") return input.value === "" ? null : Number(input.value);
  return input.value;
};

let pending = 0;

const fill = (input, value) => { if (input.type === "checkbox") input.checked = Boolean(value); else input.value = value ?? ""; };

const rowOf = (field, n) => {
  const id = `set-${n}`, input = inputOf(field, id), problem = make("p", { class: "wrong", role: "alert", hidden: true });
  fill(input, field.value);
  inputs.set(field.key, { input, problem });
  input.addEventListener("change", async () => {
    problem.hidden = true;
    pending += 1;
    try {
      await write(at("sound-settings"), { key: field.key, value: valueOf(field, input) });
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
    pending -= 1;
  });
  return make("div", { class: `setting of-${field.kind}`, title: field.about }, make("label", { for: id, text: labelOf(field) }), input, make("span", { class: "unit", text: field.unit ?? "" }), problem);
};

const measured = (values) => make("dl", { class: "measured" }, ...Object.entries(values).filter(([, value]) => value !== null && typeof value !== "object").map(([key, value]) =>
  make("div", {}, make("dt", { text: known(`measured_${key}`) ? say(`measured_${key}`) : key }), make("dd", { text: typeof value === "number" ? number(value, 1) : String(value) }))));

/** Show all fields as they are now; what somebody is at, waits for or is told of is left to them. */
const show = async () => {
  try {
    const answer = await ask(at("sound-settings"));
    const same = place.children.length && answer.fields.every(({ key }) => inputs.has(key));
    if (same) refill(answer.fields);
    else if (!busy()) {
      inputs.clear();
      place.replaceChildren(...sections(answer.fields), make("div", { class: "last" }));
    }
    find(".last", place)?.replaceChildren(answer.measured ? measured(answer.measured) : make("p", { class: "facts", text: say("not_measured") }));
  } catch (error) {
    tell(error.message);
  }
};

const refill = (fields) => {
  for (const { key, value } of fields) {
    const { input, problem } = inputs.get(key), typed = input === document.activeElement && ["number", "text"].includes(input.type);
    if (!pending && !typed && problem.hidden) fill(input, value);
  }
};

/** Whether somebody is at a field, waits for its answer, or is told what is wrong with it. */
const busy = () => pending > 0 || place.contains(document.activeElement) || Boolean(find(".wrong:not([hidden])", place));

panel.addEventListener("toggle", () => { if (panel.open && state.document) show(); });
on("document", ({ other }) => {
  if (other) { panel.open = false; place.replaceChildren(); } else if (panel.open) show();
});
on("patch", (changes) => { if (changes.settings && panel.open) show(); });
on("job", (job) => { if (job.state === "done" && panel.open && state.document?.id === job.script) show(); });
