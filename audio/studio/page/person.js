/** How a person sounds: changed, and heard. */

import { tell } from "./dom.js";
import { playSound, sounding } from "./player.js";
import { at, state, write } from "./state.js";

/** Change something of how a person sounds, and hear it at once on that person's own line. */
export const cast = async (speaker, change, { hear = true } = {}) => {
  try {
    await write(at("cast"), { speaker, ...change });
    if (hear) await hearLine(speaker, true);
  } catch (error) {
    tell(error.message);
  }
};

/** Play a person's own line; the same again stops it. */
export const hearLine = async (speaker, anew = false) => {
  const key = `person ${speaker}`, turn = lineOf(speaker);
  if (!turn) return;
  if (anew && sounding(key)) await playSound(key);
  await playSound(key, at("turns", turn, "sound"));
};

/** Give the turn in which a person is heard: the one that is current if it is theirs, or else their first of some length. */
const lineOf = (speaker) => {
  const own = state.order.filter((id) => state.turns.get(id).speaker === speaker && state.turns.get(id).spoken);
  return own.includes(state.current) ? state.current : own.find((id) => state.turns.get(id).text.length > 40) ?? own[0];
};

/** Give what a voice is called for people: `George` of `kokoro:bm_george`; a blend keeps its parts. */
export const voiceName = (voice) => (voice ?? "").replace(/^\w+:/, "").split("+").map((part) => {
  const [name, share] = part.replace(/^[a-z]{2}_/, "").replace(/_/g, " ").split("*");
  return name.charAt(0).toUpperCase() + name.slice(1) + (share ? ` ${Math.round(100 * share)} %` : "");
}).join(" + ");
