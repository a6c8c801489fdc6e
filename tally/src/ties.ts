/**
 * Who wins a tie: a list of steps, each breaking what the one before left open. Votes are marks, whatever the rule.
 * The list must end in a step that leaves nothing open; there is no hidden last resort.
 */
import { compareCodePoints } from './code-points.ts';
import { type Candidate, ElectionError } from './election.ts';
import { drawLots } from './lots.ts';

/**
 * - `file`: the order of `contest.candidates`
 * - `id`: the order of ids by code point
 * - `cheapest`, `most-votes`, `fewest-votes`
 * - `{ lot }`: lots drawn from a published seed (lots.ts)
 * - `{ order }`: a stored order of ids, first wins, of lots drawn by hand
 */
export type TieStep =
  | 'file'
  | 'id'
  | 'cheapest'
  | 'most-votes'
  | 'fewest-votes'
  | { readonly lot: string }
  | { readonly order: readonly string[] };

/** What two other programs do, so that their winners can be compared: lowest cost, then most votes, then id. */
export const CHEAPEST: readonly TieStep[] = ['cheapest', 'most-votes', 'id'];

/**
 * The place of each candidate in a tie: the lowest place wins.
 * @param votes marks for each candidate, by position
 * @throws ElectionError when the steps can leave a tie open or a stored order misses a candidate
 */
export function tiePlaces(
  candidates: readonly Candidate[],
  votes: ArrayLike<number>,
  steps: readonly TieStep[],
): Int32Array {
  const last = steps.at(-1);
  if (last === undefined || last === 'cheapest' || last === 'most-votes' || last === 'fewest-votes') {
    throw new ElectionError(
      'rule.ties',
      'must end in file, id, a lot or a stored order: anything else can leave a tie',
    );
  }
  const keys = steps.map((step) => stepKey(candidates, votes, step));
  const order = Int32Array.from(candidates.keys()).sort((a, b) => {
    for (const key of keys) if (key[a] !== key[b]) return key[a]! - key[b]!;
    return 0;
  });
  const places = new Int32Array(candidates.length);
  for (const [place, position] of order.entries()) places[position] = place;
  return places;
}

/** A number for each candidate: the lower wins this step. */
function stepKey(
  candidates: readonly Candidate[],
  votes: ArrayLike<number>,
  step: TieStep,
): readonly number[] {
  if (step === 'file') return candidates.map((_, position) => position);
  if (step === 'cheapest') return candidates.map((candidate) => candidate.cost);
  if (step === 'most-votes') return candidates.map((_, position) => -votes[position]!);
  if (step === 'fewest-votes') return candidates.map((_, position) => votes[position]!);
  const ids = candidates.map((candidate) => candidate.id);
  const order =
    step === 'id' ? ids.toSorted(compareCodePoints) : 'lot' in step ? drawLots(step.lot, ids) : step.order;
  const place = new Map(order.map((id, at) => [id, at]));
  return ids.map((id) => {
    const at = place.get(id);
    if (at === undefined) throw new ElectionError('rule.ties', `the stored order does not name "${id}"`);
    return at;
  });
}
