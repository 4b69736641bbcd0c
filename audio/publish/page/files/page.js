"use strict";
(() => {
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const root = document.documentElement;
  const audio = find("audio");
  const place = find("#place"), tip = find("#tip"), played = find("#played"), speed = find("#speed");
  const length = Number(audio.dataset.length) / 1000;
  const label = find("main").dataset;
  const of = (here, whole) => label.of.replace("$here", () => here).replace("$whole", () => whole);
  const at = (element) => Number(element.dataset.s) / 1000;
  const words = all("#transcript span[data-s]").sort((a, b) => at(a) - at(b));
  const wordStarts = words.map(at);
  const chapters = all(".chapters a[data-s]"), chapterStarts = chapters.map(at);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const SPEEDS = [...speed.options].map((option) => Number(option.value));

  root.classList.add("js");
  audio.controls = false;
  all("#place, .controls, .search, .hint, details").forEach((element) => { element.hidden = false; });

  const clock = (seconds) => {
    const whole = Math.floor(seconds), h = Math.floor(whole / 3600), m = Math.floor(whole / 60) % 60;
    const two = (number) => String(number).padStart(2, "0");
    return (h ? h + ":" + two(m) : m) + ":" + two(whole % 60);
  };

  // The last of rising starts that is not after a time; -1 before the first.
  const lastBefore = (starts, time) => {
    let low = 0, high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= time + 0.0005) low = middle + 1; else high = middle;
    }
    return low - 1;
  };
  const chapterAt = (time) => {
    const chapter = chapters[lastBefore(chapterStarts, time)];
    return chapter ? chapter.querySelector("span").textContent : "";
  };

  // Playing and seeking.
  const play = () => { audio.play().catch(() => {}); };
  const toggle = () => { if (audio.paused) play(); else audio.pause(); };
  const seek = (time) => { audio.currentTime = Math.min(Math.max(time, 0), length); show(); };
  const skip = (seconds) => seek(audio.currentTime + seconds);
  const toChapter = (step) => {
    const here = lastBefore(chapterStarts, audio.currentTime);
    // Back means the beginning of this one, and from there the one before.
    const again = step < 0 && audio.currentTime - (chapterStarts[here] || 0) > 3;
    const next = again ? here : here + step;
    if (next < chapters.length) seek(chapterStarts[Math.max(next, 0)] || 0);
  };
  const setSpeed = (step) => {
    const next = SPEEDS[SPEEDS.indexOf(Number(speed.value)) + step];
    if (next) { speed.value = String(next); audio.playbackRate = next; }
  };

  // Showing where the sound is.
  let word = -1, chapter = -1, leftAlone = 0;
  const reveal = (element) => element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  const followWord = () => {
    if (!find("#follow").checked || audio.paused || Date.now() < leftAlone) return;
    const box = words[word].getBoundingClientRect();
    const top = find(".player").getBoundingClientRect().bottom;
    if (box.top < top + 20 || box.bottom > innerHeight - 80) reveal(words[word]);
  };
  const show = () => {
    const time = audio.currentTime;
    place.value = time * 1000;
    const shownChapter = lastBefore(chapterStarts, time);
    place.setAttribute("aria-valuetext", of(clock(time), clock(length)) + (shownChapter < 0 ? "" : ", " + chapterAt(time)));
    played.setAttribute("width", (played.ownerSVGElement.viewBox.baseVal.width * time) / length);
    find("#now").textContent = clock(time);
    if (shownChapter !== chapter) {
      if (chapters[chapter]) chapters[chapter].removeAttribute("aria-current");
      chapter = shownChapter;
      if (chapters[chapter]) {
        chapters[chapter].setAttribute("aria-current", "true");
        // Only the list scrolls, not the page.
        const list = find(".chapters");
        list.scrollTop = chapters[chapter].offsetTop - list.clientHeight / 2;
      }
      find("#chapter").textContent = chapterAt(time);
    }
    const shownWord = lastBefore(wordStarts, time);
    if (shownWord !== word) {
      if (words[word]) words[word].classList.remove("now");
      word = shownWord;
      if (words[word]) { words[word].classList.add("now"); followWord(); }
    }
  };
  const run = () => { show(); if (!audio.paused) requestAnimationFrame(run); };
  const playing = () => {
    root.classList.toggle("playing", !audio.paused);
    find("#play").setAttribute("aria-label", audio.paused ? label.play : label.pause);
    if (!audio.paused) run();
  };
  const missing = () => { find("#missing").hidden = !audio.error; };
  audio.addEventListener("play", playing);
  audio.addEventListener("pause", playing);
  audio.addEventListener("timeupdate", show);
  audio.addEventListener("error", missing);
  audio.addEventListener("loadedmetadata", missing);
  for (const name of ["wheel", "touchmove"]) {
    addEventListener(name, () => { leftAlone = Date.now() + 6000; }, { passive: true });
  }

  find("#play").addEventListener("click", toggle);
  find("#back").addEventListener("click", () => skip(-15));
  find("#on").addEventListener("click", () => skip(30));
  find("#before").addEventListener("click", () => toChapter(-1));
  find("#after").addEventListener("click", () => toChapter(1));
  speed.addEventListener("change", () => { audio.playbackRate = Number(speed.value); });
  place.addEventListener("input", () => seek(place.value / 1000));
  place.addEventListener("pointermove", (event) => {
    const box = place.getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    const title = chapterAt(share * length);
    tip.textContent = clock(share * length) + (title ? "  " + title : "");
    tip.hidden = false;
    tip.style.left = Math.min(Math.max(share * box.width - tip.offsetWidth / 2, 0), box.width - tip.offsetWidth) + "px";
  });
  place.addEventListener("pointerleave", () => { tip.hidden = true; });
  document.addEventListener("click", (event) => {
    const timed = event.target.closest("main [data-s]");
    if (!timed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // Whoever marks a passage, to copy it, wants no sound.
    if (timed.matches("span") && !getSelection().isCollapsed) return;
    event.preventDefault();
    leftAlone = 0;
    seek(at(timed));
    play();
  });

  // Searching.
  const paragraphs = all("#transcript .said");
  const plain = (text) => {
    const lower = text.toLowerCase();
    return (lower.length === text.length ? lower : text).replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  };
  const texts = (paragraph) => {
    const nodes = [], walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (!walker.currentNode.parentElement.matches(".at")) nodes.push(walker.currentNode);
    return nodes;
  };
  const matches = (wanted) => paragraphs.flatMap((paragraph) => {
    const nodes = texts(paragraph), found = [];
    const whole = plain(nodes.map((node) => node.data).join(""));
    const point = (offset, end) => {
      for (const node of nodes) {
        if (offset < node.length || (end && offset === node.length)) return [node, offset];
        offset -= node.length;
      }
      return [paragraph, paragraph.childNodes.length];
    };
    for (let from = whole.indexOf(wanted); from >= 0; from = whole.indexOf(wanted, from + wanted.length)) {
      const range = document.createRange();
      range.setStart(...point(from, false));
      range.setEnd(...point(from + wanted.length, true));
      found.push({ range, paragraph });
    }
    return found;
  });
  const search = find("#search");
  let hits = [], hit = 0;
  const showHits = () => {
    const here = hits[hit];
    paragraphs.forEach((paragraph) => paragraph.classList.toggle("hit", Boolean(here) && paragraph === here.paragraph));
    if (window.Highlight && CSS.highlights) {
      CSS.highlights.set("found", new Highlight(...hits.map((each) => each.range)));
      CSS.highlights.set("here", new Highlight(...(here ? [here.range] : [])));
      CSS.highlights.get("here").priority = 1;
    }
    find("#found").textContent = !search.value.trim() ? "" : here ? of(hit + 1, hits.length) : label.none;
    if (here) { leftAlone = Date.now() + 6000; reveal(here.range.startContainer.parentElement); }
  };
  search.addEventListener("input", () => {
    const wanted = plain(search.value.trim().replace(/\s+/g, " "));
    hits = wanted ? matches(wanted) : [];
    hit = 0;
    showHits();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { search.value = ""; hits = []; showHits(); search.blur(); }
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (hits.length) { hit = (hit + (event.shiftKey ? hits.length - 1 : 1)) % hits.length; showHits(); }
  });
  find(".search").addEventListener("submit", (event) => event.preventDefault());

  // Keys.
  const keys = {
    " ": toggle, k: toggle, j: () => skip(-15), l: () => skip(30), ArrowLeft: () => skip(-5), ArrowRight: () => skip(5),
    p: () => toChapter(-1), n: () => toChapter(1), "<": () => setSpeed(-1), ">": () => setSpeed(1),
    "/": () => { search.focus(); search.select(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !find("#keys").checked) return;
    if (event.target.matches("input:not([type=range]):not([type=checkbox]), select")) return;
    if (event.key === " " && event.target.matches("button, a, summary, input[type=checkbox]")) return;
    const does = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (does) { event.preventDefault(); does(); }
  });

  // The keys of a phone's lock screen and of a headset.
  if ("mediaSession" in navigator && window.MediaMetadata) {
    navigator.mediaSession.metadata = new MediaMetadata({ title: document.title });
    const handle = { seekbackward: () => skip(-15), seekforward: () => skip(30),
      previoustrack: () => toChapter(-1), nexttrack: () => toChapter(1) };
    for (const [name, does] of Object.entries(handle)) navigator.mediaSession.setActionHandler(name, does);
  }

  // An address that ends in a chapter or a paragraph begins there.
  const begin = () => {
    const asked = all("main a[data-s]").find((link) => location.hash && link.hash === location.hash);
    if (asked) seek(at(asked));
  };
  addEventListener("hashchange", begin);
  begin();
  missing();
  show();
})();
