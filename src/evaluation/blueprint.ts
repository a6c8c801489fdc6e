import { z } from 'zod';

const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .max(60);

const item = z
  .strictObject({
    code,
    question: z.string().min(1).max(500),
    help: z.string().max(2000),
    legalBasis: z.string().max(500),
    blocking: z.boolean(),
    correctable: z.boolean(),
    /** The plain sentence that becomes the reason when the item is not met. */
    refusal: z.string().max(1000),
  })
  .refine((one) => !one.blocking || one.refusal !== '', { path: ['refusal'] });

const substantiveItem = z
  .strictObject({
    ...item.shape,
    /** Asked only of proposals of this category, only of this department; of all where left out. */
    category: code.optional(),
    department: code.optional(),
  })
  .refine((one) => !one.blocking || one.refusal !== '', { path: ['refusal'] });

/**
 * How the city evaluates: the `evaluation` section of a blueprint. Null is unknown, for the city to fill in.
 * `opinionDays` are working days of the city's calendar.
 */
export const evaluationSection = z
  .strictObject({
    departments: z.array(z.strictObject({ code, name: z.string().min(1).max(120) })).nullable(),
    formal: z.array(item).nullable(),
    substantive: z.array(substantiveItem).nullable(),
    opinionDays: z.int().min(1).max(250).nullable(),
    silence: z.enum(['escalate', 'tacit']).nullable(),
    signer: z.enum(['signer', 'committee']).nullable(),
  })
  .superRefine((section, context) => {
    const seen = new Set<string>();
    for (const list of ['formal', 'substantive'] as const) {
      section[list]?.forEach((one, index) => {
        if (seen.has(one.code)) {
          context.addIssue({ code: 'custom', path: [list, index, 'code'] });
        }
        seen.add(one.code);
      });
    }
    const departments = section.departments && new Set(section.departments.map((one) => one.code));
    section.substantive?.forEach((one, index) => {
      if (departments && one.department && !departments.has(one.department)) {
        const path = ['substantive', index, 'department'];
        context.addIssue({ code: 'custom', path });
      }
    });
  });

export type EvaluationSection = z.infer<typeof evaluationSection>;

declare module '../cycle/blueprint.ts' {
  interface BlueprintSections {
    evaluation: EvaluationSection;
  }
}
