import { createHash } from 'node:crypto';

/**
 * A ballot: the numbers marked, in the order of the list. An empty list is a blank vote, which is cast on purpose: it
 * counts for the turnout and for no candidate.
 */
export type Marks = readonly number[];

/** The type of ballot and its limit, as the blueprint has it for a track. */
export type BallotType = { readonly type: 'marks'; readonly maximum: number } | { readonly type: 'knapsack' };

/** What a ballot is judged by. Money and costs in minor units. */
export interface BallotRule {
  readonly ballot: BallotType;
  readonly money: number;
  /** Cost by candidate number; withdrawn candidates stay in it. */
  readonly costs: ReadonlyMap<number, number>;
}

/** Why a ballot breaks its rule; `over` is by how much, in marks or in minor units. */
export type Breach =
  | { readonly reason: 'unknown-candidate'; readonly number: number }
  | { readonly reason: 'repeated'; readonly number: number }
  | { readonly reason: 'too-many'; readonly maximum: number; readonly over: number }
  | { readonly reason: 'over-budget'; readonly money: number; readonly over: number };

/**
 * The first rule that the marks break, or undefined for a ballot that counts. Said before sealing, since afterwards
 * nobody can look; asked again at the opening and for each paper, where a breach makes the ballot void.
 */
export function breachOf(marks: Marks, { ballot, money, costs }: BallotRule): Breach | undefined {
  const seen = new Set<number>();
  let cost = 0;
  for (const number of marks) {
    const price = costs.get(number);
    if (price === undefined) return { reason: 'unknown-candidate', number };
    if (seen.has(number)) return { reason: 'repeated', number };
    seen.add(number);
    cost += price;
  }
  if (ballot.type === 'marks') {
    const over = marks.length - ballot.maximum;
    return over > 0 ? { reason: 'too-many', maximum: ballot.maximum, over } : undefined;
  }
  return cost > money ? { reason: 'over-budget', money, over: cost - money } : undefined;
}

const format = 1;
const headBytes = 4;
/** Lengths go in steps, so that one candidate more or less in a cycle changes nothing. */
const step = 32;

/** Bytes of every ballot of a cycle whose longest list has this many candidates. */
export function plaintextBytes(longestList: number): number {
  return Math.ceil((headBytes + 2 * longestList) / step) * step;
}

/**
 * The bytes that are sealed: format, a zero, how many marks (2 bytes), each number (2 bytes, big-endian), zeros up to
 * `bytes`. Throws on more marks than fit, which `breachOf` refuses long before.
 */
export function encodeBallot(marks: Marks, bytes: number): Buffer {
  const encoded = Buffer.alloc(bytes);
  encoded.writeUInt8(format, 0);
  encoded.writeUInt16BE(marks.length, 2);
  marks.forEach((number, index) => {
    encoded.writeUInt16BE(number, headBytes + 2 * index);
  });
  return encoded;
}

/** The marks, or undefined for bytes that no honest program made; those are void, never repaired. */
export function decodeBallot(encoded: Buffer): Marks | undefined {
  if (encoded.length < headBytes || encoded.readUInt8(0) !== format || encoded.readUInt8(1) !== 0)
    return undefined;
  const count = encoded.readUInt16BE(2);
  const end = headBytes + 2 * count;
  if (end > encoded.length || encoded.subarray(end).some((byte) => byte !== 0)) return undefined;
  return Array.from({ length: count }, (_, index) => encoded.readUInt16BE(headBytes + 2 * index));
}

/** What the hash of a list covers: changed by so much as a comma, every ballot made for the old one is refused. */
export interface FrozenList {
  readonly contest: { readonly district: string; readonly track: string; readonly money: number };
  readonly ballot: BallotType;
  readonly candidates: readonly {
    readonly number: number;
    readonly title: string;
    readonly cost: number;
    readonly folios: readonly string[];
  }[];
}

/** SHA-256, hexadecimal, of the list as JSON with its keys in the order written here. */
export function listVersion({ contest, ballot, candidates }: FrozenList): string {
  const text = JSON.stringify([
    [contest.district, contest.track, contest.money],
    ballot.type === 'marks' ? ['marks', ballot.maximum] : ['knapsack'],
    candidates.map(({ number, title, cost, folios }) => [number, title, cost, folios]),
  ]);
  return createHash('sha256').update(text).digest('hex');
}

/** How candidates get their numbers: as proposals came in, or by lot from a seed that everybody saw first. */
export type ListOrder = { readonly by: 'folio' } | { readonly by: 'lot'; readonly seed: string };

/** Sorts folios; by lot: by the SHA-256 of seed, a line break and folio, so that anyone can do it again. */
export function orderOfFolios(folios: readonly string[], order: ListOrder): string[] {
  const key = (folio: string) =>
    order.by === 'folio' ? folio : createHash('sha256').update(`${order.seed}\n${folio}`).digest('hex');
  const keyed = folios.map((folio) => ({ folio, key: key(folio) }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return keyed.map(({ folio }) => folio);
}
