/** One turn on the page: made once, then only what has changed of it is set. */

import { all, become, colourClass, find, icon, make, setText } from "./dom.js";
import { numberOf, speakerOf, state } from "./state.js";
import { clock, say } from "./words.js";

const pattern = make("li", { class: "turn", tabindex: "-1" },
  make("div", { class: "gutter" },
    make("span", { class: "number" }),
    make("button", { type: "button", class: "play icon", tabindex: "-1" }, icon("play"))),
  make("div", { class: "head" },
    make("button", { type: "button", class: "who", tabindex: "-1", "aria-haspopup": "menu", dir: "auto" },
      make("span", { class: "dot" }), make("span", { class: "speaker" })),
    make("span", { class: "takes" }),
    make("span", { class: "state" }),
    make("span", { class: "length" }),
    make("button", { type: "button", class: "more icon", tabindex: "-1", "aria-haspopup": "menu" }, icon("more"))),
  make("p", { class: "text", dir: "auto" }),
  make("p", { class: "said", dir: "auto" }));

/** Give how somebody is called on the page: the narrator by the page's own word. */
export const nameOf = (turn) => (turn.narration && turn.speaker === "Narrator" ? say("narrator") : turn.speaker);

const LETTERS_A_LINE = 68, LINE = 29, AROUND = 65;

/** Give how high a turn will be, in pixels, before anybody has seen it. */
export const likelyHeight = (turn) => AROUND + LINE * Math.max(1, Math.ceil(turn.text.length / LETTERS_A_LINE));

/** Give the item of a turn, if it is on the page. */
export const itemOf = (id) => document.getElementById(`turn-${id}`);

/** Make the item of a turn. */
export const turnItem = (turn) => {
  const item = pattern.cloneNode(true);
  item.id = `turn-${turn.id}`;
  item.dataset.turn = turn.id;
  fillTurn(item, turn);
  return item;
};

/** Show a turn as it is; a text that is being edited is left to its field. */
export const fillTurn = (item, turn) => {
  const speaker = speakerOf(turn), [gutter, head, text, said] = item.querySelectorAll(":scope > .gutter, :scope > .head, :scope > p.text, :scope > p.said");
  const name = nameOf(turn);
  item.dataset.state = turn.state;
  item.classList.toggle("unspoken", !turn.spoken);
  const who = head.firstElementChild;
  who.firstElementChild.className = `dot ${colourClass(speaker)}`;
  setText(who.lastElementChild, name);
  who.setAttribute("aria-label", say("spoken_by", { name }));
  fillState(item, turn);
  fillTakes(head.children[1], turn);
  setText(text, turn.text);
  fillSaid(said, turn);
  fillNumber(item, gutter, name);
};

/** Show how far a turn is, and how long. */
const fillState = (item, turn) => {
  const head = find(":scope > .head", item), [label, length] = [head.children[2], head.children[3]];
  item.dataset.state = turn.state;
  setText(label, turn.spoken ? say(`state_${turn.state}`) : say("not_spoken"));
  if (turn.why) label.title = turn.why; else label.removeAttribute("title");
  setText(length, turn.spoken && turn.seconds ? clock(Math.max(1, Math.round(turn.seconds))) : "");
};

/** Show its number, which a split before it changes. */
export const fillNumber = (item, gutter = find(":scope > .gutter", item), name = nameOf(state.turns.get(item.dataset.turn))) => {
  const number = String(numberOf(item.dataset.turn) ?? "–");
  if (gutter.firstElementChild.textContent === number && item.hasAttribute("aria-label")) return;
  setText(gutter.firstElementChild, number);
  item.setAttribute("aria-label", say("turn_of", { number, name }));
  if (!item.matches(".playing")) gutter.lastElementChild.setAttribute("aria-label", say("play_turn", { number }));
  find(":scope > .head > .more", item).setAttribute("aria-label", say("actions_of", { number }));
};

/** Show whether a turn is heard: then its button stops it. */
export const showPlaying = (item, yes) => {
  item.classList.toggle("playing", yes);
  const button = find(":scope > .gutter > .play", item);
  become(button, yes ? "pause" : "play", yes ? say("stop") : say("play_turn", { number: find(":scope > .gutter > .number", item).textContent }));
};

const takeId = (take) => String(take?.id ?? take);

const fillTakes = (place, turn) => {
  const takes = turn.takes ?? [];
  if (takes.length < 2) { place.replaceChildren(); return; }
  place.replaceChildren(make("span", { class: "unseen", text: say("takes") }), ...takes.map((take, n) => make("button", {
    type: "button", class: "take", text: String(n + 1), data: { take: takeId(take) }, title: take?.note || say("take", { number: n + 1 }),
    "aria-label": say("take", { number: n + 1 }), "aria-pressed": String(takeId(take) === takeId(turn.take)),
  })));
};

const fillSaid = (place, turn) => {
  const pieces = turn.spoken ? turn.said ?? [] : [];
  if (!pieces.length) { place.replaceChildren(); return; }
  place.replaceChildren(make("span", { class: "as", text: say("said_as") }), ...pieces.flatMap(({ written, spoken }) => [
    make("span", { class: "pair" }, make("span", { text: written }), make("span", { class: "arrow", text: " → " }), make("b", { text: spoken })),
  ]));
};

const chapterButton = (name, picture, label) =>
  make("button", { type: "button", class: `icon ${name}`, "aria-label": say(label), title: say(label) }, icon(picture));

/** Show the chapters that begin with a turn or inside it; the latter only by name. */
export const fillChapters = (item, chapters) => {
  const first = chapters.find((chapter) => !chapter.paragraph), inside = chapters.filter((chapter) => chapter.paragraph);
  let heading = find(":scope > .chapter", item), note = find(":scope > .inside", item);
  if (!first) heading?.remove();
  else {
    if (!heading) {
      heading = make("div", { class: "chapter" },
        make("h3", {}, make("button", { type: "button", class: "rename", title: say("chapter_title"), dir: "auto" })),
        chapterButton("earlier", "up", "chapter_earlier"), chapterButton("later", "down", "chapter_later"), chapterButton("drop", "close", "chapter_off"));
      item.prepend(heading);
    }
    setText(find(".rename", heading), first.title);
  }
  if (!inside.length) { note?.remove(); return; }
  if (!note) { note = make("p", { class: "inside facts", dir: "auto" }); item.append(note); }
  setText(note, inside.map((chapter) => `¶ ${chapter.paragraph + 1}: ${chapter.title}`).join(" · "));
};

/** Open the field of a chapter's title. There is one only while somebody writes in it: browsers look through every field of a page. */
export const renameChapter = (heading, done) => {
  const button = find(".rename", heading), before = button.textContent;
  const field = make("input", { autocomplete: "off", "aria-label": say("chapter_title"), dir: "auto", value: before });
  let closed = false;
  const close = (title) => {
    // Taking the field away takes the focus from it, which would close it again.
    if (closed) return;
    closed = true;
    const focused = document.activeElement === field;
    button.hidden = false;
    field.remove();
    if (focused) button.focus();
    if (title && title !== before) done(title);
  };
  button.hidden = true;
  button.after(field);
  field.select();
  field.focus();
  field.addEventListener("blur", () => close(field.value.trim()));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close(event.key === "Enter" ? field.value.trim() : "");
  });
};

/** Put the buttons of a turn into the order of the Tab key, or take them out: only those of the current turn are in it. */
export const reachable = (item, yes) => {
  if (!item) return;
  item.tabIndex = yes ? 0 : -1;
  item.classList.toggle("current", yes);
  for (const button of all(":scope > .gutter > button, :scope > .head > button", item)) button.tabIndex = yes ? 0 : -1;
};
