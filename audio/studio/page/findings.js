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

const item = (finding) => {
  const turn = finding.turn && state.turns.has(finding.turn) ? finding.turn : null;
  const words = [make("span", { class: "what", text: finding.text, dir: "auto" })];
  if (turn) words.unshift(make("span", { class: "number", text: String(numberOf(turn)) }));
  const shown = turn
    ? make("button", { type: "button", class: "goto", on: { click: () => { show("turns"); choose(turn); } } }, ...words)
    : make("p", { class: "goto" }, ...words);
  const row = make("li", { class: "finding", data: { kind: finding.kind } }, shown);
  if (finding.fix) {
    const button = make("button", { type: "button", class: "fix", text: finding.fix.label, on: { click: () => fix(finding, button) } });
    row.append(button);
  } else if (finding.word && turn) {
    row.append(make("button", { type: "button", class: "fix", text: say("pronounce_it", { word: finding.word }), on: { click: () => pronounce(state.turns.get(turn), finding.word) } }));
  }
  return row;
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
  list.replaceChildren(...findings.map(item));
  for (const count of all("[data-count]")) setText(count, findings.length ? String(findings.length) : "");
  find("#clear").hidden = findings.length > 0;
};

on("document", fill);
on("findings", fill);
on("patch", (changes) => { if (changes.findings || changes.order) fill(); });
