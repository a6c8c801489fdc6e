import { z } from 'zod';
import type {} from '../cycle/blueprint.ts';

/** How the marks of one track's contests become winners. Every value is said; 0 means "no limit" and is said too. */
export const countingRule = z.strictObject({
  rule: z.literal('greedy'),
  /** What happens at a project that the money left does not pay: go on with cheaper ones, or end there. */
  onMisfit: z.enum(['skip', 'stop']),
  /** Votes that a project needs to win at all. */
  threshold: z.int().min(0),
  /** Most winners of a contest; 0: as many as the money pays. */
  slots: z.int().min(0),
  /** Highest cost of one project in minor units; 0: none. */
  costCap: z.int().min(0),
  /** Equal votes are decided by lots drawn from a seed that was published before the ballots were opened. */
  ties: z.literal('lot'),
});
export type CountingRule = z.infer<typeof countingRule>;

/** The blueprint's section `counting`: one rule for each track. */
export const countingSection = z.strictObject({
  rules: z.record(z.string(), countingRule.nullable()),
});

declare module '../cycle/blueprint.ts' {
  interface BlueprintSections {
    counting: z.infer<typeof countingSection>;
  }
}
