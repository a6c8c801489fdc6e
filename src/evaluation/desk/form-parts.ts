import { z } from 'zod';

export const rowId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** Typed text without space around it; browsers send line breaks as two characters, which no count or hash should see. */
export function prose(longest: number) {
  return z
    .string()
    .default('')
    .transform((text) => text.replace(/\r\n?/g, '\n').trim())
    .pipe(z.string().max(longest));
}

/** Check boxes: none sends nothing, one sends a text, several send a list. */
export const ticked = z.preprocess(
  (sent) => (sent === undefined ? [] : [sent].flat()),
  z.array(rowId).max(500),
);
