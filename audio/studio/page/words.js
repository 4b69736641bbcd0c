/** The page's own words, in the language that the server chose; they come with the page. */

const table = JSON.parse(document.getElementById("words").textContent);

/** Give the words for something, with values in the places of `$name`; an unknown key stands for itself. */
export const say = (key, values = {}) =>
  (table[key] ?? key).replace(/\$(\w+)/g, (whole, name) => (name in values ? String(values[name]) : whole));

/** Say whether there are words for something. */
export const known = (key) => key in table;

/** Give a time as 1:02 or 1:02:03. */
export const clock = (seconds) => {
  const whole = Math.max(0, Math.floor(seconds || 0));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (number) => String(number).padStart(2, "0");
  return `${h ? `${h}:${two(m)}` : m}:${two(s)}`;
};

/** Give a number as the reader writes it, with so many digits after the point. */
export const number = (value, digits = 0) =>
  Number(value).toLocaleString(document.documentElement.lang, { maximumFractionDigits: digits }).replace("-", "−");

/** Give the English or other name of a language's tag, in the page's language. */
export const languageName = (tag) => {
  try {
    return new Intl.DisplayNames([document.documentElement.lang], { type: "language" }).of(tag);
  } catch {
    return tag;
  }
};
