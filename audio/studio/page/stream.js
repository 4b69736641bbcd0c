/** Sound that is played while it arrives: samples of 16 bits, mono, put one behind the other on the clock of Web Audio. */

import { Refusal, unanswered } from "./state.js";

const contexts = new Map();
const SOON = 0.03;

/** Give the context for a rate: at the rate of the samples, nothing has to be converted piece by piece. */
const contextFor = (rate) => {
  if (!contexts.has(rate)) {
    const context = new AudioContext({ sampleRate: rate, latencyHint: "interactive" });
    const meter = context.createAnalyser();
    meter.fftSize = 1024;
    meter.connect(context.destination);
    contexts.set(rate, { context, meter });
  }
  return contexts.get(rate);
};

/** One sound of the server. */
export class Stream {
  constructor(url) {
    this.url = url;
    this.pieces = [];
    this.rate = 0;
    this.samples = 0;
    this.whole = false;
    /** Pieces on the clock: {at: seconds of the context, from: seconds of the sound}. */
    this.spans = [];
    this.sources = new Set();
    this.next = 0;
    this.sent = 0;
    this.paused = false;
    this.aborter = new AbortController();
    /** Settles when all of it is here; fails where it could not be had. */
    this.loaded = this.#load();
    this.loaded.catch(() => {});
  }

  async #load() {
    const response = await fetch(this.url, { signal: this.aborter.signal }).catch(unanswered);
    if (!response.ok) throw new Refusal(response.status, await response.json().catch(() => null));
    this.rate = Number(response.headers.get("X-Rate"));
    const reader = response.body.getReader();
    let rest = new Uint8Array();
    for (;;) {
      const { done, value } = await reader.read().catch(unanswered);
      if (done) break;
      const bytes = new Uint8Array(rest.length + value.length);
      bytes.set(rest);
      bytes.set(value, rest.length);
      const even = bytes.length & ~1;
      rest = bytes.slice(even);
      this.#take(new Int16Array(bytes.buffer, 0, even / 2));
    }
    this.whole = true;
    this.#schedule();
  }

  #take(integers) {
    if (!integers.length) return;
    const samples = new Float32Array(integers.length);
    for (let n = 0; n < samples.length; n += 1) samples[n] = integers[n] / 32768;
    this.pieces.push(samples);
    this.samples += samples.length;
    this.#schedule();
  }

  /** Begin to play from a second on; what has not come yet is played when it comes. */
  start(from = 0) {
    this.from = from;
    this.started = true;
    this.ended = new Promise((done) => { this.finish = done; });
    this.#schedule();
    return this.ended;
  }

  #schedule() {
    if (!this.started || this.stopped || !this.rate) return;
    const { context, meter } = contextFor(this.rate);
    this.context = context;
    this.meter = meter;
    if (!this.paused && context.state !== "running") context.resume();
    let before = this.pieces.slice(0, this.sent).reduce((sum, piece) => sum + piece.length, 0);
    for (; this.sent < this.pieces.length; this.sent += 1) {
      const piece = this.pieces[this.sent], skip = Math.min(piece.length, Math.max(0, Math.round(this.from * this.rate) - before));
      if (skip < piece.length) this.#put(skip ? piece.subarray(skip) : piece, (before + skip) / this.rate);
      before += piece.length;
    }
    if (this.whole && !this.last) this.finish?.();
  }

  #put(samples, from) {
    const buffer = this.context.createBuffer(1, samples.length, this.rate);
    buffer.copyToChannel(samples, 0);
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.meter);
    const at = Math.max(this.next, this.context.currentTime + SOON);
    source.start(at);
    this.spans.push({ at, from });
    this.next = at + buffer.duration;
    this.last = source;
    this.sources.add(source);
    source.onended = () => { this.sources.delete(source); if (this.whole && this.last === source) this.finish(); };
  }

  /** Seconds of the sound that are over. */
  get position() {
    if (!this.spans.length) return this.from ?? 0;
    const now = this.context.currentTime;
    const span = this.spans.findLast((each) => each.at <= now) ?? this.spans[0];
    return Math.min(span.from + Math.max(0, now - span.at), this.samples / this.rate);
  }

  /** How loud it is at this moment, 0 to 1. */
  get level() {
    if (!this.meter || this.paused) return 0;
    const samples = new Float32Array(this.meter.fftSize);
    this.meter.getFloatTimeDomainData(samples);
    return samples.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  }

  pause(yes) {
    this.paused = yes;
    if (yes) this.context?.suspend(); else this.context?.resume();
  }

  stop() {
    this.stopped = true;
    this.aborter.abort();
    for (const source of this.sources) { source.stop(); source.disconnect(); }
    this.finish?.();
  }

  /** Give the loudest sample of each part, so many parts a second. */
  peaks(perSecond) {
    const step = this.rate / perSecond, peaks = new Float32Array(Math.ceil(this.samples / step));
    let n = 0;
    for (const piece of this.pieces) for (const sample of piece) {
      const place = Math.floor(n / step);
      if (Math.abs(sample) > peaks[place]) peaks[place] = Math.abs(sample);
      n += 1;
    }
    return peaks;
  }
}
