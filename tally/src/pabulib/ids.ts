/** Identifiers compared as bytes, so that reading a vote makes no texts. */
import type { Contest } from '../election.ts';

const encoder = new TextEncoder();

/** Finds the position of a candidate from the bytes of its id: an open hash table over FNV-1a. */
export class IdTable {
  private readonly slots: Int32Array;
  private readonly ids: readonly Uint8Array[];
  private readonly mask: number;

  constructor(contest: Contest) {
    this.ids = contest.candidates.map(({ id }) => encoder.encode(id));
    const size = 2 ** Math.ceil(Math.log2(contest.candidates.length * 4 + 4));
    this.mask = size - 1;
    this.slots = new Int32Array(size).fill(-1);
    for (const [position, id] of this.ids.entries()) {
      let slot = hashOf(id, 0, id.length) & this.mask;
      while (this.slots[slot] !== -1) slot = (slot + 1) & this.mask;
      this.slots[slot] = position;
    }
  }

  /** -1 when no candidate has these bytes as its id. `hash` is that of the bytes, by {@link hashOf}. */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    for (let slot = hash & this.mask; ; slot = (slot + 1) & this.mask) {
      const position = this.slots[slot]!;
      if (position === -1) return -1;
      const id = this.ids[position]!;
      let same = id.length === end - start;
      for (let i = 0; same && i < id.length; i++) same = id[i] === bytes[start + i];
      if (same) return position;
    }
  }
}

/** FNV-1a, 32 bits: offset basis 2166136261, prime 16777619. A loop over bytes can build the hash as it goes. */
export const HASH_START = 2166136261 | 0;

export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 16777619);
}

/** Mixes the upper bits into the lower ones, which choose the slot. */
export function hashEnd(hash: number): number {
  return hash ^ (hash >>> 15);
}

export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_START;
  for (let i = start; i < end; i++) hash = hashByte(hash, bytes[i]!);
  return hashEnd(hash);
}

/**
 * Tells ids seen before. Keeps 64 bits of two different hashes instead of the ids: among a million ids the chance of
 * a false alarm is below one in ten million.
 */
export class SeenIds {
  private size: number;
  private count = 0;
  private first: Int32Array;
  private second: Int32Array;

  /** @param expected how many ids will come, roughly: fewer are no harm, more cost time */
  constructor(expected: number) {
    this.size = 2 ** Math.ceil(Math.log2(Math.max(expected, 1024) * 2));
    this.first = new Int32Array(this.size);
    this.second = new Int32Array(this.size);
  }

  /** False when the id was there already. An empty id is never the same as another. */
  add(bytes: Uint8Array, start: number, end: number): boolean {
    if (start === end) return true;
    if (this.count * 2 > this.size) this.grow();
    let one = HASH_START;
    let two = 0;
    for (let i = start; i < end; i++) {
      const byte = bytes[i]!;
      one = hashByte(one, byte);
      // A polynomial hash with a multiplier unrelated to the FNV prime.
      two = (Math.imul(two, 0x5bd1e995) + byte) | 0;
    }
    one = hashEnd(one) || 1;
    return this.put(one, two);
  }

  private put(one: number, two: number): boolean {
    const { first, second } = this;
    const mask = this.size - 1;
    let slot = one & mask;
    for (; first[slot] !== 0; slot = (slot + 1) & mask)
      if (first[slot] === one && second[slot] === two) return false;
    first[slot] = one;
    second[slot] = two;
    this.count++;
    return true;
  }

  private grow(): void {
    const { first, second } = this;
    this.size *= 4;
    this.count = 0;
    this.first = new Int32Array(this.size);
    this.second = new Int32Array(this.size);
    for (let at = 0; at < first.length; at++) if (first[at] !== 0) this.put(first[at]!, second[at]!);
  }
}
