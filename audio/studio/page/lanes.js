/** Music below the wave: where some is set, not how it sounds. The fields of the sound panel are the edit. */

import { ask, at, emit, on, state } from "./state.js";

const LANE = 4, SHARE = 0.02, STING = 10;
let music = {};

const look = async () => {
  const id = state.document.id;
  const answer = await ask(at("sound-settings")).catch(() => ({ fields: [] }));
  if (state.document?.id !== id) return;
  const paths = answer.fields.filter((field) => /^music\.\w+\.path$/.test(field.key) && field.value);
  music = Object.fromEntries(paths.map((field) => [field.key.split(".")[1], field.value]));
  emit("lanes");
};

on("document", ({ other }) => { if (other) look(); });
on("patch", (changes) => { if (changes.settings) look(); });

/** Draw the lane: music at the beginning and the end, between chapters (at these places), and under all speech. */
export const drawLanes = (pen, width, height, chapters) => {
  const top = height - LANE;
  const block = (from, to, alpha) => {
    pen.globalAlpha = alpha;
    pen.fillRect(from, top, to - from, LANE);
  };
  if (music.bed) block(0, width, 0.25);
  if (music.intro) block(0, Math.max(STING, width * SHARE), 0.8);
  if (music.outro) block(width - Math.max(STING, width * SHARE), width, 0.8);
  if (music.sting) for (const place of chapters) block(place - STING / 2, place + STING / 2, 0.8);
  pen.globalAlpha = 1;
};
