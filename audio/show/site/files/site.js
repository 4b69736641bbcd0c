"use strict";
(() => {
  const find = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const bar = find("#bar"), audio = find("#bar audio"), place = find("#place"), speed = find("#speed");
  const results = find("#results"), search = find("#search");
  const root = new URL(document.documentElement.dataset.root, location.href).href;
  const STATE = "vivavoce:" + root;
  const clock = (seconds) => {
    const whole = Math.floor(seconds), h = Math.floor(whole / 3600), m = Math.floor(whole / 60) % 60;
    const two = (number) => String(number).padStart(2, "0");
    return (h ? h + ":" + two(m) : m) + ":" + two(whole % 60);
  };
  const at = (element) => Number(element.dataset.s) / 1000;

  // What is heard: an episode of any page, on whichever page one is.
  let heard = null, wanted = 0;
  let page = null; // the episode whose page is shown, with its words
  const isHere = () => Boolean(page && heard && page.name === heard.name);
  const length = () => (heard ? heard.length : 1);
  const load = (episode, time) => {
    if (!heard || heard.name !== episode.name) {
      heard = episode;
      audio.src = root + episode.src;
      audio.playbackRate = Number(speed.value);
    }
    wanted = time;
    // A time that is set before the length is known is kept by no browser.
    if (audio.readyState > 0) audio.currentTime = time;
    bar.hidden = false;
    place.max = heard.length;
    find("#length").textContent = clock(heard.length);
    find("#heard").textContent = heard.title;
    find("#heard").href = root + heard.name + "/index.html";
    show();
  };
  const play = () => { audio.play().catch(() => {}); };
  const time = () => (audio.readyState > 0 ? audio.currentTime : wanted);
  const seek = (to) => { load(heard, Math.min(Math.max(to, 0), length())); };
  const episodeOf = (button) => ({
    name: button.dataset.name, title: button.dataset.title, src: button.dataset.src, length: Number(button.dataset.length),
  });
  const toggle = (episode, from) => {
    if (heard && heard.name === episode.name && from === undefined) {
      if (audio.paused) play(); else audio.pause();
    } else {
      load(episode, from === undefined ? 0 : from);
      play();
    }
  };

  // Showing where it is.
  const lastBefore = (starts, now) => {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= now + 0.0005) low = middle + 1; else high = middle;
    }
    return low - 1;
  };
  const mark = (list, number, add, remove) => {
    if (list.shown === number) return;
    if (list.elements[list.shown]) remove(list.elements[list.shown]);
    list.shown = number;
    if (list.elements[number]) add(list.elements[number]);
  };
  const show = () => {
    const now = time();
    place.value = now;
    place.setAttribute("aria-valuetext", clock(now));
    find("#now").textContent = clock(now);
    if (!isHere()) return;
    if (page.played) page.played.setAttribute("width", (page.width * now) / length());
    mark(page.words, lastBefore(page.words.starts, now), (e) => e.classList.add("now"), (e) => e.classList.remove("now"));
    mark(page.chapters, lastBefore(page.chapters.starts, now), (e) => e.setAttribute("aria-current", "true"), (e) => e.removeAttribute("aria-current"));
  };
  const run = () => { show(); if (!audio.paused) requestAnimationFrame(run); };
  const playing = () => {
    const on = !audio.paused;
    for (const button of all(".play, #toggle")) {
      const mine = button.id === "toggle" || Boolean(heard && button.dataset.name === heard.name);
      button.classList.toggle("playing", on && mine);
      const title = button.dataset.title ? ": " + button.dataset.title : "";
      button.setAttribute("aria-label", (on && mine ? bar.dataset.pause : bar.dataset.play) + title);
    }
    if (on) run();
    keep();
  };
  audio.addEventListener("play", playing);
  audio.addEventListener("pause", playing);
  audio.addEventListener("timeupdate", show);
  audio.addEventListener("loadedmetadata", () => { if (wanted) audio.currentTime = wanted; audio.playbackRate = Number(speed.value); });
  audio.addEventListener("error", () => { find("#heard").textContent = bar.dataset.missing.replace("$file", () => heard.src); });

  // Kept for the next page, where the browser has to load one.
  const keep = () => {
    if (!heard) return;
    try {
      sessionStorage.setItem(STATE, JSON.stringify({ heard, time: time(), playing: !audio.paused, speed: speed.value }));
    } catch { /* a browser that keeps nothing begins anew */ }
  };
  addEventListener("pagehide", keep);
  const restore = () => {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(STATE)); } catch { /* as above */ }
    if (!kept) return;
    speed.value = kept.speed;
    load(kept.heard, kept.time);
    if (kept.playing) play();
  };

  // The page that is shown.
  const timed = (selector) => {
    const elements = all(selector).sort((a, b) => at(a) - at(b));
    return { elements, starts: elements.map(at), shown: -1 };
  };
  const bind = () => {
    all(".play").forEach((button) => { button.hidden = false; });
    const article = find("main article[data-name]");
    page = null;
    if (article) {
      const played = find("#played");
      page = {
        name: article.dataset.name, button: find(".listen .play"), words: timed("#transcript span[data-s]"),
        chapters: timed(".chapters a[data-s]"), played,
        width: played ? played.ownerSVGElement.viewBox.baseVal.width : 0,
      };
      if (played) played.setAttribute("width", 0);
    }
    playing();
    show();
  };

  // From page to page without a break in the sound, where the site lies on a server.
  const within = (link) => {
    const to = new URL(link.href, location.href);
    const inside = to.href.startsWith(root) && (to.pathname.endsWith("/") || to.pathname.endsWith(".html"));
    return location.protocol !== "file:" && inside ? to : null;
  };
  let asked = 0;
  const go = async (to, push) => {
    const number = ++asked;
    try {
      const answer = await fetch(to.href.split("#")[0]);
      if (!answer.ok) throw new Error(String(answer.status));
      const other = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (number !== asked) return;
      if (push) history.pushState(null, "", to.href);
      document.title = other.title;
      document.documentElement.lang = other.documentElement.lang;
      document.documentElement.dir = other.documentElement.dir;
      // Addresses in the new page are seen from its own place, which the address bar shows by now.
      find("main").replaceWith(document.adoptNode(other.querySelector("main")));
      bind();
      const target = to.hash && document.getElementById(decodeURIComponent(to.hash.slice(1)));
      if (target) target.scrollIntoView({ block: "center" }); else scrollTo(0, 0);
      find("main").tabIndex = -1;
      find("main").focus({ preventScroll: true });
    } catch { location.href = to.href; }
  };
  // What stays on every page keeps its address when that of the page changes.
  for (const each of all("head link, .home")) each.setAttribute("href", each.href);
  for (const each of all(".site img")) each.setAttribute("src", each.src);
  addEventListener("popstate", () => go(new URL(location.href), false));

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const button = event.target.closest(".play");
    if (button) return toggle(episodeOf(button));
    const word = event.target.closest("main [data-s]");
    if (word && page) {
      if (word.matches("span") && !getSelection().isCollapsed) return;
      event.preventDefault();
      return toggle(episodeOf(page.button), at(word));
    }
    const wave = event.target.closest(".listen .wave");
    if (wave && page) {
      const box = wave.getBoundingClientRect(), episode = episodeOf(page.button);
      return toggle(episode, ((event.clientX - box.left) / box.width) * episode.length);
    }
    const link = event.target.closest("a[href]");
    const to = link && !link.hasAttribute("download") && !link.target ? within(link) : null;
    if (!to) return;
    const [here, there] = [location.href.split("#")[0], to.href.split("#")[0]];
    if (link.closest("#results")) results.hidden = true;
    if (here === there && to.hash) return;
    event.preventDefault();
    go(to, true);
  });
  find("#toggle").addEventListener("click", () => { if (heard) toggle(heard); });
  find("#back").addEventListener("click", () => seek(time() - 15));
  find("#on").addEventListener("click", () => seek(time() + 30));
  place.addEventListener("input", () => seek(Number(place.value)));
  speed.addEventListener("change", () => { audio.playbackRate = Number(speed.value); });
  if ("mediaSession" in navigator) {
    navigator.mediaSession.setActionHandler("seekbackward", () => seek(time() - 15));
    navigator.mediaSession.setActionHandler("seekforward", () => seek(time() + 30));
  }

  // Searching what is said: the same words as the index has, from files that are loaded once.
  const UNSPACED = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}ー]";
  const WORD = new RegExp(`(${UNSPACED}+)|(?:(?!${UNSPACED})[\\p{L}\\p{N}\\p{M}])+`, "gu");
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").normalize("NFC");
  const wordsOf = (text) => [...plain(text).matchAll(WORD)].flatMap(([word, run]) => {
    const characters = run ? [...run] : [];
    return characters.length > 1 ? characters.slice(1).map((each, n) => characters[n] + each) : [word];
  });
  const files = {};
  window.vivavoce = (kind, key, value) => { files[kind + key].done(value); };
  window.vivavoce.words = wordsOf;
  const fileOf = (kind, key, name) => {
    const known = (files[kind + key] ||= {});
    known.promise ||= new Promise((done, failed) => {
      known.done = done;
      const script = document.createElement("script");
      script.src = root + "show/search/" + name;
      script.onerror = () => { delete files[kind + key]; failed(new Error(name)); };
      document.head.append(script);
    });
    return known.promise;
  };
  const SHARDS = 32, MOST_EPISODES = 25, MOST_PASSAGES = 3, AROUND = 90;
  const episodesWith = async (word) => {
    const shard = String(word.codePointAt(0) % SHARDS);
    const index = await fileOf("words", shard, `words-${shard}.js`);
    const found = new Set();
    for (const [known, steps] of Object.entries(index)) {
      if (known !== word && !(word.length > 1 && known.startsWith(word))) continue;
      let number = 0;
      for (const step of steps.split(" ")) found.add((number += parseInt(step, 36)));
    }
    return found;
  };
  const passagesIn = async (name, words) => {
    const said = await fileOf("said", name, `said-${name}.js`);
    const scored = said.map(([start, speaker, text]) => {
      const own = wordsOf(text);
      return { start, speaker, text, hits: words.filter((word) => own.some((each) => each.startsWith(word))).length };
    });
    const best = Math.max(...scored.map((each) => each.hits));
    return scored.filter((each) => each.hits && each.hits === best).slice(0, MOST_PASSAGES);
  };
  const shown = (text, words) => {
    // Pieces of the text as written, with where each of its words stands.
    const pieces = [...text.matchAll(/\S+/gu)].map((match) => ({ from: match.index, to: match.index + match[0].length, words: wordsOf(match[0]) }));
    const hits = pieces.filter((piece) => piece.words.some((own) => words.some((word) => own.startsWith(word))));
    const first = hits.length ? hits[0].from : 0;
    const from = first > AROUND ? text.lastIndexOf(" ", first - AROUND) + 1 || first - AROUND : 0;
    const end = Math.min(text.length, first + 2 * AROUND);
    const parts = [from ? "…" : ""];
    let last = from;
    for (const { from: start, to } of hits) {
      if (start < last || to > end + 20) continue;
      const marked = document.createElement("mark");
      marked.textContent = text.slice(start, to);
      parts.push(text.slice(last, start), marked);
      last = to;
    }
    parts.push(text.slice(last, Math.max(end, last)), end < text.length ? "…" : "");
    return parts;
  };
  const element = (tag, ...children) => {
    const made = document.createElement(tag);
    made.append(...children);
    return made;
  };
  let query = 0;
  const look = async () => {
    const number = ++query, words = wordsOf(search.value);
    if (!words.length) { results.hidden = true; results.replaceChildren(); return; }
    const made = [];
    try {
      const episodes = await fileOf("episodes", "all", "episodes.js");
      const sets = await Promise.all(words.map(episodesWith));
      const numbers = [...sets[0]].filter((each) => sets.every((set) => set.has(each))).sort((a, b) => b - a);
      for (const each of numbers.slice(0, MOST_EPISODES)) {
        const [name, title, day, told] = episodes[each];
        const passages = await passagesIn(name, words);
        if (number !== query) return;
        const date = element("time", told);
        date.dateTime = day;
        const heading = element("h2", title, date);
        heading.dir = "auto";
        made.push(heading);
        for (const { start, speaker, text } of passages) {
          const link = element("a", element("time", clock(start / 1000)), element("b", speaker + ": "), ...shown(text, words));
          link.href = root + name + "/index.html#t" + start;
          link.dir = "auto";
          made.push(element("p", link));
        }
      }
    } catch { /* a file is missing: nothing is found */ }
    if (number !== query) return;
    results.replaceChildren(...(made.length ? made : [element("p", results.dataset.none)]));
    results.hidden = false;
  };
  find(".search").hidden = false;
  search.addEventListener("input", look);
  find(".search").addEventListener("submit", (event) => { event.preventDefault(); look(); });
  search.addEventListener("keydown", (event) => { if (event.key === "Escape") { search.value = ""; look(); } });

  document.documentElement.classList.add("js");
  bind();
  restore();
})();
