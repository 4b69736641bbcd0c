/** Elements made of values. What a script holds is only ever text here: nothing is read as markup. */

export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/** Make an element: `text`, `on` (listeners by name), `data`, `class`, and attributes; true is an empty one, false none. */
export const make = (tag, { text, on = {}, data = {}, ...attributes } = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "href" && !ours(value)) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  for (const [name, value] of Object.entries(data)) element.dataset[name] = value;
  for (const [name, does] of Object.entries(on)) element.addEventListener(name, does);
  if (text !== undefined) element.textContent = text;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

/** Say whether an address is of this server or page: an address from anywhere else is never linked or loaded. */
export const ours = (address) => /^(?:#|\/(?![/\\]))/.test(address);

/** Make the drawing of an icon of the page. */
export const icon = (name) => {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${name}`);
  drawing.append(use);
  return drawing;
};

/** Show another icon in a button, and say another name of it. */
export const become = (button, name, label) => {
  find("use", button).setAttribute("href", `#i-${name}`);
  if (button.getAttribute("aria-label") !== label) button.setAttribute("aria-label", label);
};

/** Set a text only where it differs, so that nothing is laid out anew for nothing. */
export const setText = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** Give the colour's class of a speaker: the narrator is grey, five colours go round. */
export const colourClass = (speaker) => {
  const colour = speaker?.colour ?? 0;
  return `s${colour ? ((colour - 1) % 5) + 1 : 0}`;
};

/** Say something that went wrong, for as long as it takes to read. */
let quiet = 0;
export const tell = (message) => {
  const toast = find("#toast");
  clearTimeout(quiet);
  toast.textContent = message;
  toast.hidden = !message;
  quiet = setTimeout(() => { toast.hidden = true; }, 4000 + 60 * message.length);
};

/** Offsets are the browser's UTF-16 units here and characters at the server: give the one of the other. */
export const toCharacters = (text, units) => [...text.slice(0, units)].length;
export const toUnits = (text, characters) => [...text].slice(0, characters).join("").length;
