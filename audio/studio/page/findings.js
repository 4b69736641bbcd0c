/** The right: what should be looked at, each with one fix. */

import { all, find, make, setText, tell } from "./dom.js";
import { pronounce } from "./pronounce.js";
import { choose, numberOf, on, state, write } from "./state.js";
import { say } from "./words.js";

const list = find("#findings");

const fix = async (finding, button) => {
  const { path, body = {} } = finding.fix.request;
  if (!path.startsWith("/api/")) return;
  button.disabled = true;
  await write(path, body).catch((error) => { button.disabled = false; tell(error.message); });
};

const MOST = 12;

/** One item for what is the same in several turns: their numbers lead to them. */
const item = (same) => {
  const [finding] = same, turns = [...new Set(same.map((each) => each.turn).filter((id) => id && state.turns.has(id)))];
  const go = (id) => () => { show("turns"); choose(id); };
  const words = make("span", { class: "what", text: finding.text, dir: "auto" });
  const number = make("span", { class: "number", text: String(numberOf(turns[0]) ?? "") });
  const shown = turns.length ? make("button", { type: "button", class: "goto", on: { click: go(turns[0]) } }, number, words) : make("p", { class: "goto" }, words);
  const row = make("li", { class: "finding", data: { kind: finding.kind } }, shown);
  if (turns.length > 1) {
    row.append(make("p", { class: "others" }, ...turns.slice(1, MOST).map((id) => make("button", {
      type: "button", text: String(numberOf(id) ?? "–"), "aria-label": say("turn", { number: numberOf(id) ?? "–" }), on: { click: go(id) },
    })), turns.length > MOST ? make("span", { text: `+${turns.length - MOST}` }) : null));
  }
  const button = fixOf(finding, turns[0]);
  if (button) row.append(button);
  return row;
};

const fixOf = (finding, turn) => {
  if (finding.fix) {
    const button = make("button", { type: "button", class: "fix", text: finding.fix.label, on: { click: () => fix(finding, button) } });
    return button;
  }
  if (!finding.word || !turn) return null;
  return make("button", { type: "button", class: "fix", text: say("pronounce_it", { word: finding.word }), on: { click: () => pronounce(state.turns.get(turn), finding.word) } });
};

/** On a narrow window one part is shown at a time. */
export const show = (pane) => {
  document.body.dataset.pane = pane;
  for (const button of all(".panes button")) {
    if (button.dataset.pane === pane) button.setAttribute("aria-current", "true"); else button.removeAttribute("aria-current");
  }
};
find(".panes").addEventListener("click", (event) => {
  const pane = event.target.closest("button")?.dataset.pane;
  if (pane) show(pane);
});

const fill = () => {
  const findings = state.document.findings;
  const by = Map.groupBy(findings, (finding) => `${finding.kind} ${finding.text.toLowerCase()}`);
  list.replaceChildren(...[...by.values()].map(item));
  for (const count of all("[data-count]")) setText(count, by.size ? String(by.size) : "");
  find("#clear").hidden = findings.length > 0;
};

on("document", fill);
on("findings", fill);
on("patch", (changes) => { if (changes.findings || changes.order) fill(); });
