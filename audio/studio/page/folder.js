/** A folder's episodes, and which of them is open: the address after # says it, so that a reload shows the same. */

import { all, find, make, tell } from "./dom.js";
import { accept, ask, choose, emit, on, state } from "./state.js";
import { fetchJobs } from "./events.js";
import { clock, say } from "./words.js";

let folder = null;

const open = (yes) => {
  all(".open").forEach((part) => { part.hidden = !yes; });
  find("#episodes").hidden = find("#brand").hidden = yes;
  document.body.classList.toggle("has-script", yes);
};

const facts = (script) => [script.turns === null ? "" : say("turns_of", { n: script.turns }), script.seconds ? clock(script.seconds) : "",
  script.episode ? say("made", { at: script.episode.made }) : say("not_made")].filter(Boolean).join(" · ");

const showFolder = async () => {
  try {
    folder = await ask("/api/folder");
  } catch (error) {
    tell(error.message);
    return;
  }
  if (location.hash) return;
  state.document = null;
  document.title = `${folder.folder} · Vivavoce`;
  find("#heading").textContent = say("episodes");
  find("#folder").textContent = folder.scripts.length ? folder.folder : say("no_scripts", { folder: folder.folder });
  find("#scripts").replaceChildren(...folder.scripts.map((script) => make("li", {},
    make("a", { class: "episode", href: `#${encodeURIComponent(script.id)}` },
      make("b", { text: script.title || script.name, dir: "auto" }), script.title ? make("span", { class: "facts", text: script.name }) : null, make("span", { class: "facts", text: facts(script) })))));
  open(false);
};

const showScript = async (id) => {
  try {
    const whole = await ask(`/api/scripts/${encodeURIComponent(id)}`);
    const seen = sessionStorage.getItem(`turn ${id}`);
    open(true);
    state.current = whole.turns.some((turn) => turn.id === seen) ? seen : null;
    accept(whole);
    await fetchJobs();
  } catch (error) {
    open(false);
    tell(error.message);
    if (location.hash) { history.replaceState(null, "", location.pathname); showFolder(); }
  }
};

/** Show what the address says. */
export const route = async () => {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id) { await showScript(id); return; }
  await showFolder();
};

/** Show the episodes of a folder, or the script that was opened. */
export const begin = async () => {
  if (location.hash) { await route(); return; }
  folder = await ask("/api/folder").catch((error) => { tell(error.message); return null; });
  if (folder?.open) history.replaceState(null, "", `#${encodeURIComponent(folder.open)}`);
  await route();
};

addEventListener("hashchange", route);
find("#home").addEventListener("click", () => { location.hash = ""; history.replaceState(null, "", location.pathname); emit("leaving"); showFolder(); });
on("current", () => sessionStorage.setItem(`turn ${state.document.id}`, state.current));
