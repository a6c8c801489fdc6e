/** Two outcomes from the voters' side: how many are better off with each. Every ballot is compared, also one without a winner. */
import type { Profile } from '../profile.ts';

/**
 * @param by number of winners on the ballot, or their cost together
 * @param first winners of the one outcome, by position
 * @param second winners of the other
 * @returns ballots better off with the first (`better`), with the second (`worse`), and those equally well off
 */
export function compareOutcomes(
  profile: Profile,
  by: 'winners' | 'money',
  first: readonly number[],
  second: readonly number[],
): { better: number; worse: number; equal: number } {
  const { candidates } = profile.contest;
  const gain = new Float64Array(candidates.length);
  for (const c of first) gain[c]! += by === 'money' ? candidates[c]!.cost : 1;
  for (const c of second) gain[c]! -= by === 'money' ? candidates[c]!.cost : 1;
  let better = 0;
  let worse = 0;
  for (let ballot = 0; ballot < profile.ballots; ballot++) {
    let sum = 0;
    for (let at = profile.offsets[ballot]!; at < profile.offsets[ballot + 1]!; at++)
      sum += gain[profile.marks[at]!]!;
    if (sum > 0) better++;
    else if (sum < 0) worse++;
  }
  return { better, worse, equal: profile.ballots - better - worse };
}
