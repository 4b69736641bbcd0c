/** The right: what should be looked at, each with what mends it. */

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
  const go = (id) => () => { show("turns"); choose(id, { cursor: placeOf(finding.word, state.turns.get(id).text) }); };
  const words = make("span", { class: "what", text: finding.text, dir: "auto" });
  const number = make("span", { class: "number", text: String(numberOf(turns[0]) ?? "") });
  const shown = turns.length ? make("button", { type: "button", class: "goto", on: { click: go(turns[0]) } }, number, words) : make("p", { class: "goto" }, words);
  const row = make("li", { class: "finding", data: { kind: finding.kind } }, shown);
  if (turns.length > 1) {
    row.append(make("p", { class: "others" }, ...turns.slice(1, MOST).map((id) => make("button", {
      type: "button", text: String(numberOf(id) ?? "–"), "aria-label": say("turn", { number: numberOf(id) ?? "–" }), on: { click: go(id) },
    })), turns.length > MOST ? make("span", { text: `+${turns.length - MOST}` }) : null));
  }
  const buttons = [fixOf(finding), otherwise(finding, turns[0])].filter(Boolean);
  if (buttons.length) row.append(make("p", { class: "fixes" }, ...buttons));
  return row;
};

const fixOf = (finding) => {
  if (!finding.fix) return null;
  const button = make("button", { type: "button", text: finding.fix.label, on: { click: () => fix(finding, button) } });
  return button;
};

const otherwise = (finding, turn) => (finding.word && turn
  ? make("button", { type: "button", text: say("pronounce_it", { word: finding.word }), on: { click: () => pronounce(state.turns.get(turn), finding.word) } }) : null);

/** Where a whole word stands in a text, so that the keys mean it; 0 without one. */
const placeOf = (word, text) => {
  const plain = word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return Math.max(0, text.search(new RegExp(`(?<![\\p{L}\\p{N}])${plain}(?![\\p{L}\\p{N}])`, "u")));
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
