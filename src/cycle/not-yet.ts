import type { z } from 'zod';

/** Marks an issue of a schema as "the document is right, this program cannot do it yet". */
const mark = { unsupported: true } as const;

/** Lets values through that real cities have and this program cannot do: the validator names them, and no cycle starts. */
export function notYet<Schema extends z.ZodType>(schema: Schema, values: readonly z.infer<Schema>[]): Schema {
  return schema.superRefine((value, context) => {
    if (values.includes(value)) context.addIssue({ code: 'custom', params: mark });
  }) as Schema;
}

export function isNotYet(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && issue.params?.unsupported === true;
}
