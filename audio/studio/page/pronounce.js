/** How a word is said: heard, respelt or chosen, heard in its sentence, and kept for this episode or the show. */

import { find, make, tell } from "./dom.js";
import { playSound, playTurn } from "./player.js";
import { ask, at, state, write } from "./state.js";
import { say } from "./words.js";

const dialog = find("#pronounce");

const soundOf = (word, spoken, turn) => `${at("pronunciations", "sound")}?${new URLSearchParams({ word, say: spoken, turn })}`;

/** Open the dialog for a word of a turn. */
export const pronounce = async (turn, word) => {
  if (!word) { tell(say("no_word")); return; }
  let answer;
  try {
    answer = await ask(`${at("pronunciations")}?${new URLSearchParams({ word, turn: turn.id })}`);
  } catch (error) {
    tell(error.message);
    return;
  }
  const own = make("input", { id: "respelling", autocomplete: "off", value: (answer.candidates.find((each) => each.kind === "now") ?? answer.candidates[0])?.say ?? word, dir: "auto", "aria-describedby": "respelling-hint" });
  const hear = (spoken, whole) => playSound(`word ${whole ? "in " : ""}${spoken}`, soundOf(answer.word, spoken, whole ? turn.id : "")).catch((error) => tell(error.message));
  const radio = (candidate, n) => {
    const box = make("input", { type: "radio", name: "candidate", id: `candidate-${n}`, on: { change: () => { own.value = candidate.say; hear(candidate.say); } } });
    box.checked = candidate.say === own.value;
    return make("li", {}, box, make("label", { for: box.id },
      make("b", { text: candidate.respelling || candidate.say, dir: "auto" }), make("span", { class: "facts", text: [candidate.ipa, candidate.kind && say(`kind_${candidate.kind}`)].filter(Boolean).join(" · ") })),
    make("button", { type: "button", class: "icon", "aria-label": say("play_voice", { name: candidate.say }), text: "▸", on: { click: () => hear(candidate.say) } }));
  };
  const keep = async (scope) => {
    try {
      await write(at("pronunciations"), { word: answer.word, say: own.value.trim(), scope });
      dialog.close();
      if (state.turns.has(turn.id)) playTurn(turn.id);
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  const problem = make("p", { class: "wrong", role: "alert" });
  const button = (label, does, strong) => make("button", { type: "button", class: strong ? "strong" : "", text: say(label), on: { click: does } });
  dialog.replaceChildren(
    make("h2", { id: "pronounce-head", text: say("pronounce", { word: answer.word }) }),
    make("p", { class: "facts", id: "respelling-hint", text: say("respell_hint") }),
    make("label", { class: "field", for: "respelling" }, make("span", { text: say("said_like") }), own),
    answer.candidates.length ? make("ul", { class: "plain candidates", "aria-label": say("candidates") }, ...answer.candidates.map(radio)) : null ?? "",
    make("div", { class: "buttons" }, button("hear_word", () => hear(own.value.trim())), button("hear_sentence", () => hear(own.value.trim(), true))),
    problem,
    make("div", { class: "buttons" }, button("keep_episode", () => keep("episode"), true), button("keep_show", () => keep("show")), button("close", () => dialog.close())));
  dialog.showModal();
  own.select();
};
