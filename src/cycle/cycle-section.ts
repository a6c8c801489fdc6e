import { z } from 'zod';

/** Kinds of phases in the order in which a cycle runs through them. */
export const phaseKinds = ['proposals', 'review', 'evaluation', 'voting', 'results', 'projects'] as const;
export type PhaseKind = (typeof phaseKinds)[number];

const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const name = z.string().trim().min(1).max(120);
/** Integer minor units (centavos) of the city's currency. */
const amount = z.int().min(0);
/** Wall clock of the city: '2027-03-23T00:00'. */
const wallClock = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/)
  .refine(isRealDay);

function isRealDay(text: string): boolean {
  const day = text.slice(0, 10);
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}

/**
 * The section `cycle` of a blueprint: calendar, geography, subjects, money. `null` is what the city has still to say.
 * Rules that tie several values together (money adds up, phases in order) are in blueprint-rules.ts, because they have to
 * hold among the known values while others are still unknown.
 */
export const cycleSection = z.strictObject({
  /** Begins every folio: 'SP23' in SP23-0147. */
  prefix: z
    .string()
    .regex(/^[A-Z0-9]{2,8}$/)
    .nullable(),
  /** From the largest to the smallest; districts of the last level hold the zones. */
  levels: z.array(z.strictObject({ code, name })).min(1).max(4),
  districts: z
    .array(
      z.strictObject({
        code,
        name,
        parent: code.optional(),
        /** Codes of the city's zones; 'all' for a district that is the whole city. */
        zones: z.union([z.literal('all'), z.array(z.string().min(1))]).nullable(),
        /** Values by the codes of the money formula's indicators, whole numbers of any unit. */
        indicators: z.record(code, z.int().min(0).nullable()).optional(),
      }),
    )
    .min(1)
    .nullable(),
  phases: z
    .array(
      z.strictObject({
        kind: z.enum(phaseKinds),
        opens: wallClock.nullable(),
        /** The first moment after the phase. */
        closes: wallClock.nullable(),
      }),
    )
    .min(1),
  categories: z.array(z.strictObject({ code, name })).min(1),
  /** Separate purses that a proposal chooses among ('community', 'sector'); most cities have one. */
  tracks: z
    .array(
      z.strictObject({
        code,
        name,
        description: z.string(),
        /** The level whose districts have contests of this track; the last one unless said. */
        level: code.optional(),
      }),
    )
    .min(1),
  money: z.strictObject({
    total: amount.nullable(),
    /** `each`: the amount for every district of the last level. */
    shares: z.array(
      z.strictObject({
        track: code,
        district: z.union([z.literal('each'), code]),
        amount: amount.nullable(),
      }),
    ),
    reserved: z.array(z.strictObject({ name, amount: amount.nullable() })),
    /** Divides what is left of the total among the districts of the last level, by their indicators (money-formula.ts). */
    formula: z
      .strictObject({
        track: code,
        indicators: z.array(z.strictObject({ code, name, percent: z.int().min(1).max(100) })).min(1),
      })
      .optional(),
  }),
});
export type CycleSection = z.infer<typeof cycleSection>;
export type BlueprintDistrict = NonNullable<CycleSection['districts']>[number];

/** Districts that are no other's parent: these hold the zones, the money and the contests. */
export function lowestDistricts(districts: readonly BlueprintDistrict[]): BlueprintDistrict[] {
  const parents = new Set(districts.map(({ parent }) => parent));
  return districts.filter(({ code }) => !parents.has(code));
}
