import { z } from 'zod';
import type {} from '../cycle/blueprint.ts';

/** Said by every rule; 0 means "no limit" and is said too. */
const common = {
  /** Votes that a project needs to win at all. */
  threshold: z.int().min(0),
  /** Most winners of a contest; 0: as many as the money pays. */
  slots: z.int().min(0),
  /** Highest cost of one project in minor units; 0: none. */
  costCap: z.int().min(0),
  /**
   * Equal votes are decided by lots drawn from a seed that was published before the ballots were opened; `cheapest-lot`
   * and `most-votes-lot` look at cost, or at votes, first.
   */
  ties: z.enum(['lot', 'cheapest-lot', 'most-votes-lot']),
};

/** What happens at a project that the money left does not pay: go on with cheaper ones, or end there. */
const onMisfit = z.enum(['skip', 'stop']);
/** Equal Shares: a mark is worth the project's cost ("cost"), or the same for every project ("votes"). */
const utility = z.enum(['cost', 'votes']);
/** Who gets a share of the money: valid ballots, or all that were cast. */
const voters = z.enum(['valid', 'cast']);

/** How the marks of one track's contests become winners: a rule of the counting library with its parameters. */
export const countingRule = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('greedy'),
    onMisfit,
    ...common,
    /** By votes unless said. */
    order: z.enum(['votes', 'votes-per-cost']).optional(),
    /** By how many percent of the money the winners together may exceed it; 0 unless said. */
    overspendPercent: z.int().min(0).max(100).optional(),
  }),
  z.strictObject({
    rule: z.literal('equal-shares'),
    utility,
    voters,
    /** What becomes of money that no project can use whole; add1 raises the shares by one unit of currency a time. */
    completion: z.enum(['none', 'utilitarian', 'add1', 'add1-utilitarian']),
    /** The plain list of most votes wins instead where more people are better off with it. */
    comparison: z.enum(['none', 'winners', 'money']),
    ...common,
  }),
  z.strictObject({ rule: z.literal('phragmen'), onMisfit, ...common }),
  z.strictObject({ rule: z.literal('bos'), utility, voters, ...common }),
]);
export type CountingRule = z.infer<typeof countingRule>;

/** What happens between the contests of a track once all are counted. Unknown values are null. */
export const afterRule = z.strictObject({
  /** Least turnout of a contest in percent of its roll, in hundredths at the finest; below it nobody wins. 0: no floor. */
  turnoutFloorPercent: z.number().min(0).max(100).multipleOf(0.01).nullable(),
  /** Money that a contest loses by its turnout: back to the city, or to second places elsewhere. */
  lostMoney: z.enum(['returned', 'second-places']).nullable(),
  /** Whether money that a contest leaves over goes the same way; else it returns to the city. */
  leftMoney: z.enum(['returned', 'second-places']).nullable(),
  /** In which order second places get it: by votes, or by votes among the valid ballots of their contest; ties by lot. */
  order: z.enum(['votes', 'vote-share']).nullable(),
  /** Second places that one contest may get; 0: any number. */
  mostPerContest: z.int().min(0).nullable(),
});
export type AfterRule = z.infer<typeof afterRule>;

/** The blueprint's section `counting`: by track, one rule, and where there is one what happens between contests. */
export const countingSection = z.strictObject({
  rules: z.record(z.string(), countingRule.nullable()),
  after: z.record(z.string(), afterRule.nullable()).optional(),
  /** Fewest ballots of a contest with which a city may publish them one by one; 50 unless said. */
  fewestBallotsToPublish: z.int().min(2).optional(),
});

declare module '../cycle/blueprint.ts' {
  interface BlueprintSections {
    counting: z.infer<typeof countingSection>;
  }
}
