import { z } from 'zod';

const count = z.number().int().min(0);
/** Null: the city has not said yet, and the phase stays shut until it does. 0 means that there is none. */
const unknown = <Value extends z.ZodType>(schema: Value) => schema.nullable();

/** The blueprint's section `proposals`: who may propose and support what, how often, and how long the texts may be. */
export const proposalsBlueprint = z.strictObject({
  /** How many proposals one person may have, for a track or for all of them together. */
  limits: z.array(z.strictObject({ track: z.string().min(1), perPerson: unknown(count.min(1)) })),
  needsResidence: unknown(z.boolean()),
  /** Full years on the day of submission. */
  minimumAge: unknown(count.max(120)),
  /** Minor units; a hint to proposers, because the city finds the cost. */
  minimumCost: unknown(count),
  /** Minor units by track. */
  maximumCost: z.record(z.string(), unknown(count)),
  supports: unknown(
    z.strictObject({
      enabled: unknown(z.boolean()),
      needsResidence: unknown(z.boolean()),
      /** How many proposals of the cycle one person may support; 0: as many as she likes. */
      perPerson: unknown(count),
    }),
  ),
  /** Photos of one proposal at most. */
  photos: count.max(10),
  titleLength: count.min(20).max(200),
  textLength: count.min(200).max(20_000),
});

export type ProposalRules = z.infer<typeof proposalsBlueprint>;

declare module '../cycle/blueprint.ts' {
  interface BlueprintSections {
    proposals: ProposalRules;
  }
}

/** The limits that a proposal in `track` counts against: its track's own, and the one over all tracks. */
export function limitsFor(rules: ProposalRules, track: string): { track: string; perPerson: number }[] {
  return rules.limits.flatMap((limit) =>
    limit.perPerson !== null && (limit.track === track || limit.track === 'any')
      ? [{ track: limit.track, perPerson: limit.perPerson }]
      : [],
  );
}
