import { z } from 'zod';
import { roles } from '../platform/http/viewer.ts';
import { isMessage } from '../platform/i18n/texts.ts';

const code = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

/**
 * The blueprint's section `city`: what a city brings along beside the rules of a cycle. Never people, never secrets, and
 * not its territory or calendar: zones, rest days and holidays are another city's own.
 */
export const citySection = z.strictObject({
  /** The city's own texts over the program's, by locale and message: {"es": {"cycle.title": "Convocatoria"}}. */
  words: z.record(
    z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/),
    z.record(z.string().min(1), z.string().refine(isMessage)),
  ),
  departments: z.array(z.strictObject({ code, name: z.string().min(1).max(120) })),
  /** Places to fill, not people: roles, some in a department. */
  roles: z.array(z.strictObject({ role: z.enum(roles), department: code.optional() })),
  /** Colours by their token. */
  look: z.record(z.string().regex(/^[a-z-]+$/), z.string().regex(/^#[0-9a-fA-F]{6}$/)),
});
export type CitySection = z.infer<typeof citySection>;
