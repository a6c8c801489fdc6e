/** The order of candidates by score, or by score for each unit of cost: exact, ties left to the tie rule. */
import { compareProducts } from './exact.ts';

/** Negative when a stands before b; 0 when only the tie rule can tell. */
export type Standing = (a: number, b: number) => number;

/**
 * @param per order by score, or by score / cost; ratios are compared crosswise, so that nothing is rounded
 * @param scores whole numbers, by position
 * @param costs minor units, by position
 */
export function compareStanding(
  per: 'candidate' | 'cost',
  scores: ArrayLike<number>,
  costs: readonly number[],
): Standing {
  if (per === 'candidate') return (a, b) => scores[b]! - scores[a]!;
  return (a, b) => {
    if (costs[a] !== 0 && costs[b] !== 0)
      return compareProducts(scores[b]!, costs[a]!, scores[a]!, costs[b]!);
    // Without a price: any positive score stands before all finite ratios, and 0/0 counts as a ratio of 0.
    const free = Number(costs[b] === 0 && scores[b]! > 0) - Number(costs[a] === 0 && scores[a]! > 0);
    if (free !== 0) return free;
    return costs[a] === costs[b] ? scores[b]! - scores[a]! : Math.sign(scores[b]!) - Math.sign(scores[a]!);
  };
}
