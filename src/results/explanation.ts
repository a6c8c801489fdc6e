import type { Explanation } from '@cabildo/tally';

/** An explanation as the worker keeps it. */
export interface KeptExplanation extends Explanation {
  /**
   * Whether what would have made it win was looked for to the end: `stopped` where the counts would have taken too long,
   * `none` for winners and for the withdrawn.
   */
  readonly search: 'done' | 'stopped' | 'none';
}
