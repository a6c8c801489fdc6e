import { z } from 'zod';
import { notYet } from '../cycle/not-yet.ts';

const ballotType = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('marks'), maximum: z.int().min(1).max(500).nullable() }),
  z.strictObject({ type: z.literal('knapsack') }),
]);

/** How votes come in. Cities use more ways than this program has. */
const channel = notYet(z.enum(['web', 'booth', 'whatsapp', 'sms', 'phone', 'post']), [
  'whatsapp',
  'sms',
  'phone',
  'post',
]);

const age = z.int().min(0).max(120).nullable();

/**
 * The blueprint's section `voting`. `null` is what the city has yet to find out: the validator names it, and the ballot
 * cannot be frozen before it is known.
 */
export const votingBlueprint = z.strictObject({
  /** By track: up to so many marks, or any projects that fit into the money. */
  ballots: z.record(z.string(), ballotType),
  /** Whether a vote may be changed until the close; else the first is final. */
  changeable: z.boolean().nullable(),
  /** Years of age on the day of the close; 0 for none. */
  minimumAge: age,
  /** Younger people who may vote do so at a booth. */
  webMinimumAge: age,
  /** Everybody votes on the contests of the districts she lives in. */
  scope: notYet(z.enum(['own-district', 'any-district']), ['any-district']),
  channels: z.array(channel).min(1),
  /** Who votes twice, on the web and on paper: the paper counts. */
  paper: z.literal('paper-wins'),
});

export type VotingBlueprint = z.infer<typeof votingBlueprint>;

declare module '../cycle/blueprint.ts' {
  interface BlueprintSections {
    voting: VotingBlueprint;
  }
}

/**
 * The counting rule of each track as the blueprint's section `counting` has it, with what happens between contests.
 * Frozen into the contest as it is: its meaning belongs to a later module.
 */
const rulesByTrack = z.record(z.string(), z.record(z.string(), z.unknown()));
const countingRules = z.object({
  counting: z.object({ rules: rulesByTrack, after: rulesByTrack.optional() }),
});

export function countingRuleOf(
  blueprint: unknown,
  track: string,
): Readonly<Record<string, unknown>> | undefined {
  const read = countingRules.safeParse(blueprint);
  if (!read.success) return undefined;
  const { rules, after } = read.data.counting;
  const rule = rules[track];
  return rule && after?.[track] ? { ...rule, after: after[track] } : rule;
}
