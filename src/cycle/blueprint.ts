import { z } from 'zod';
import type { CitySection } from '../city/blueprint.ts';
import { type CycleSection, cycleSection } from './cycle-section.ts';

/**
 * The sections of a blueprint, each owned by a module, which merges its own in:
 * `declare module '../cycle/blueprint.ts' { interface BlueprintSections { voting: z.infer<typeof votingSection> } }`.
 */
export interface BlueprintSections {
  /** What a city brings along; left out where a document has rules only. */
  city?: CitySection;
  cycle: CycleSection;
}

/** The format of blueprint that this program reads; a document with a higher one comes from a newer program. */
export const blueprintFormat = 1;

const inBoth = z.strictObject({ es: z.string().min(1), en: z.string().min(1) });

const head = {
  format: z.literal(blueprintFormat),
  /** 'san-pedro-2023' */
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  version: z.int().min(1),
  title: inBoth,
  /** Where the facts come from and what the city must confirm. */
  notes: inBoth,
};

/** A versioned document from which a cycle is started. Values that a city has still to fill in are null. */
export type Blueprint = z.infer<z.ZodObject<typeof head>> & BlueprintSections;

/** Sections in the order of the cycle. */
export const sectionNames = [
  'city',
  'cycle',
  'proposals',
  'evaluation',
  'voting',
  'counting',
  'projects',
  'blackout',
] as const;
export type SectionName = (typeof sectionNames)[number];

export type Sections = Readonly<Record<string, z.ZodType>>;

/**
 * The schema of a whole blueprint. A section whose module is not in the house is passed over unread; a document may say
 * nothing of its city and of blackouts.
 */
export function assembleBlueprint(sections: Sections): z.ZodType {
  const shape: Record<string, z.ZodType> = { ...head };
  for (const name of sectionNames) shape[name] = sections[name] ?? z.unknown();
  for (const name of ['city', 'blackout'] as const) shape[name] = (sections[name] ?? z.unknown()).optional();
  for (const name of Object.keys(sections)) {
    if (!(name in shape)) throw new Error(`no place in the blueprint for a section ${name}`);
  }
  return z.strictObject(shape);
}

let assembled = assembleBlueprint({ cycle: cycleSection });

/** Called once by each process with the sections of every module, before a blueprint is read. */
export function connectBlueprint(sections: Sections): void {
  assembled = assembleBlueprint(sections);
}

export function blueprintSchema(): z.ZodType {
  return assembled;
}
