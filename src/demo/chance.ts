/** Numbers that look like chance and are the same in every demo: the same seed gives the same city. */
export interface Chance {
  /** From 0 to just below 1. */
  readonly next: () => number;
  /** An integer from 0 to just below `end`. */
  readonly below: (end: number) => number;
  readonly pick: <Item>(list: readonly Item[]) => Item;
  /** The list in another order. */
  readonly shuffle: <Item>(list: readonly Item[]) => Item[];
}

/** Mulberry32 (Tommy Ettinger, public domain) over an FNV-1a hash of the seed: short, and good enough for a story. */
export function chance(seed: string): Chance {
  let state = 2_166_136_261;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) as number), 16_777_619);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    below,
    pick: (list) => list[below(list.length)] as never,
    shuffle: (list) => {
      const mixed = [...list];
      for (let at = mixed.length - 1; at > 0; at -= 1) {
        const other = below(at + 1);
        [mixed[at], mixed[other]] = [mixed[other] as never, mixed[at] as never];
      }
      return mixed;
    },
  };
}
