/** The left: a card a person. A click opens the audition in its place. */

import { openAudition } from "./audition.js";
import { become, colourClass, find, icon, make, setText, tell } from "./dom.js";
import { hearLine, voiceName } from "./person.js";
import { sounding } from "./player.js";
import { on, state } from "./state.js";
import { say } from "./words.js";

const list = find("#people");
let opened = null;

const card = (speaker) => {
  const item = make("li", { class: "person", data: { speaker: speaker.name } });
  const body = make("div", { class: "audition", hidden: true });
  const open = make("button", { type: "button", class: "card", "aria-expanded": "false", on: { click: () => toggle(item) } },
    make("span", { class: "dot" }),
    make("span", { class: "words" }, make("b", { class: "called", dir: "auto" }), make("span", { class: "voice" }), make("span", { class: "like" })));
  const play = make("button", { type: "button", class: "icon play", on: { click: () => hearLine(item.dataset.speaker).catch((error) => tell(error.message)) } }, icon("play"));
  item.append(make("div", { class: "row" }, open, play), body);
  fill(item, speaker);
  return item;
};

const fill = (item, speaker) => {
  item.dataset.speaker = speaker.name;
  find(".dot", item).className = `dot ${colourClass(speaker)}`;
  setText(find(".called", item), speaker.name);
  setText(find(".card .voice", item), voiceName(speaker.voice) + (speaker.pinned ? ` · ${say("pinned")}` : ""));
  find(".card .voice", item).title = [speaker.voice, speaker.why].filter(Boolean).join(" · ");
  const like = find(".card .like", item);
  setText(like, speaker.like || "");
  like.hidden = !speaker.like;
  find(".row .play", item).setAttribute("aria-label", say("play_person", { name: speaker.name }));
};

const toggle = (item) => {
  const body = find(":scope > .audition", item), button = find(".card", item), now = body.hidden;
  if (opened && opened !== item) close(opened);
  if (!now) { close(item); return; }
  opened = item;
  body.hidden = false;
  button.setAttribute("aria-expanded", "true");
  openAudition(body, item.dataset.speaker);
};

const close = (item) => {
  find(".card", item).setAttribute("aria-expanded", "false");
  const body = find(":scope > .audition", item);
  body.hidden = true;
  body.replaceChildren();
  opened = null;
};

const show = () => {
  const speakers = state.document.speakers;
  speakers.forEach((speaker, n) => {
    const here = list.children[n];
    if (!here) list.append(card(speaker)); else fill(here, speaker);
  });
  while (list.children.length > speakers.length) list.lastElementChild.remove();
  if (opened && !opened.isConnected) opened = null;
};

on("document", ({ other }) => {
  if (other) list.replaceChildren();
  show();
});
on("patch", (changes) => { if (changes.speakers) show(); });
on("sound", () => {
  for (const item of list.children) {
    const heard = sounding(`person ${item.dataset.speaker}`);
    become(find(".row .play", item), heard ? "pause" : "play", say(heard ? "stop" : "play_person", { name: item.dataset.speaker }));
  }
});
