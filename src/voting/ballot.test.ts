import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BallotRule,
  breachOf,
  decodeBallot,
  encodeBallot,
  listVersion,
  orderOfFolios,
  plaintextBytes,
} from './ballot.ts';

const costs = new Map([
  [1, 300_000_00],
  [2, 500_000_00],
  [3, 200_000_01],
]);
const marks: BallotRule = { ballot: { type: 'marks', maximum: 2 }, money: 0, costs };
const knapsack: BallotRule = { ballot: { type: 'knapsack' }, money: 500_000_00, costs };

describe('a ballot under its rule', () => {
  it('counts up to the marks allowed, and blank', () => {
    expect(breachOf([3, 1], marks)).toBeUndefined();
    expect(breachOf([], marks)).toBeUndefined();
    expect(breachOf([1, 2, 3], marks)).toEqual({ reason: 'too-many', maximum: 2, over: 1 });
  });

  it('counts up to the last cent of the money, and is told by how much it is over', () => {
    expect(breachOf([2], knapsack)).toBeUndefined();
    expect(breachOf([1, 3], knapsack)).toEqual({ reason: 'over-budget', money: 500_000_00, over: 1 });
  });

  it('names a number that is not on the list, or is there twice', () => {
    expect(breachOf([1, 4], marks)).toEqual({ reason: 'unknown-candidate', number: 4 });
    expect(breachOf([1, 1], knapsack)).toEqual({ reason: 'repeated', number: 1 });
  });
});

describe('the bytes of a ballot', () => {
  const list = fc.integer({ min: 1, max: 300 });
  const someMarks = (length: number) => fc.uniqueArray(fc.integer({ min: 1, max: length }));

  it('come back as the same marks, and are equally many whatever was marked', () => {
    fc.assert(
      fc.property(
        list.chain((length) => fc.tuple(fc.constant(length), someMarks(length))),
        ([length, chosen]) => {
          const bytes = plaintextBytes(length);
          const encoded = encodeBallot(chosen, bytes);
          expect(encoded.length).toBe(bytes);
          expect(decodeBallot(encoded)).toEqual(chosen);
        },
      ),
    );
  });

  it('have one spelling: what decodes encodes to the same bytes, anything else is no ballot', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 0, maxLength: 96 }), (bytes) => {
        const decoded = decodeBallot(Buffer.from(bytes));
        if (decoded) expect(encodeBallot(decoded, bytes.length)).toEqual(Buffer.from(bytes));
      }),
    );
    const padded = encodeBallot([7], 64);
    padded[63] = 1;
    expect(decodeBallot(padded)).toBeUndefined();
  });
});

describe('the frozen list', () => {
  const frozen = {
    contest: { district: 'norte', track: 'barrio', money: 100 },
    ballot: { type: 'knapsack' as const },
    candidates: [{ number: 1, title: 'Luz', cost: 50, folios: ['SJ-1'] }],
  };

  it('has another version after any change', () => {
    const version = listVersion(frozen);
    expect(listVersion({ ...frozen })).toBe(version);
    const changes = [
      { ...frozen, ballot: { type: 'marks' as const, maximum: 1 } },
      { ...frozen, contest: { ...frozen.contest, money: 101 } },
      { ...frozen, candidates: [{ number: 1, title: 'Luz,', cost: 50, folios: ['SJ-1'] }] },
      { ...frozen, candidates: [{ number: 1, title: 'Luz', cost: 50, folios: ['SJ-1', 'SJ-2'] }] },
    ];
    for (const changed of changes) expect(listVersion(changed)).not.toBe(version);
  });

  it('is numbered by folio, or by a lot that anyone can draw again', () => {
    const folios = ['SJ-3', 'SJ-1', 'SJ-2', 'SJ-4'];
    expect(orderOfFolios(folios, { by: 'folio' })).toEqual(['SJ-1', 'SJ-2', 'SJ-3', 'SJ-4']);
    const drawn = orderOfFolios(folios, { by: 'lot', seed: 'sorteo 12 de marzo' });
    expect(orderOfFolios([...folios].reverse(), { by: 'lot', seed: 'sorteo 12 de marzo' })).toEqual(drawn);
    const seeds = Array.from(
      { length: 40 },
      (_, n) => orderOfFolios(folios, { by: 'lot', seed: `seed-${n}` })[0],
    );
    expect(new Set(seeds).size).toBe(4);
  });
});
