/** One menu for all buttons: in the top layer, so that opening it moves nothing. */

import { all, colourClass, find, make } from "./dom.js";

const menu = find("#menu");
let opener = null;

/** Open it below a button; an item is {label, key, does, disabled, speaker, chosen}. */
export const openMenu = (button, label, items) => {
  opener = button;
  menu.setAttribute("aria-label", label);
  menu.replaceChildren(...items.map((item) =>
    make("button", {
      type: "button", role: item.chosen === undefined ? "menuitem" : "menuitemradio", disabled: Boolean(item.disabled),
      "aria-checked": item.chosen === undefined ? null : String(item.chosen), "aria-keyshortcuts": item.key ?? null,
      on: { click: () => { menu.hidePopover(); item.does(); } },
    },
    item.speaker ? make("span", { class: `dot ${colourClass(item.speaker)}` }) : null,
    make("span", { text: item.label }), item.key ? make("kbd", { text: item.key }) : null)));
  menu.showPopover();
  const box = button.getBoundingClientRect(), own = menu.getBoundingClientRect();
  const below = box.bottom + own.height + 8 < innerHeight;
  menu.style.top = `${Math.max(8, below ? box.bottom + 4 : box.top - own.height - 4)}px`;
  menu.style.left = `${Math.min(Math.max(8, box.right - own.width), innerWidth - own.width - 8)}px`;
  (find("[aria-checked=true]", menu) ?? find("button:not(:disabled)", menu))?.focus();
};

menu.addEventListener("keydown", (event) => {
  const buttons = all("button:not(:disabled)", menu);
  const here = buttons.indexOf(document.activeElement);
  const step = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (step === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  buttons.at(step % buttons.length)?.focus();
});
menu.addEventListener("toggle", (event) => {
  if (event.newState === "closed" && (!document.activeElement || document.activeElement === document.body)) opener?.focus();
});
