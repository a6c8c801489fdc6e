import { z } from 'zod';
import type { UploadedFile } from '../../platform/http/form.ts';
import { act, type PageRequest, redirect } from '../../platform/http/page.ts';
import { uploadBlueprint } from '../upload-blueprint.ts';
import { findingErrors } from './finding-errors.ts';

const file = z.custom<UploadedFile>(
  (value) => typeof value === 'object' && value !== null && 'bytes' in value,
  'cycle.start.no-file',
);

/** A blueprint file of the city: checked, kept, and then the form of a new cycle begins from it. */
export const uploadAct = act({
  input: z.object({ file }),
  run: async ({ tx, city, viewer, now, t }: PageRequest, input) => {
    const done = await uploadBlueprint(tx, {
      cityId: city.id,
      actorId: viewer.personId as number,
      now,
      text: input.file.bytes.toString('utf8'),
    });
    if (done.ok) return redirect(`/desk/cycle/start?blueprint=${done.value}`, 'cycle.done.uploaded');
    return { kind: 'refused', errors: findingErrors(done.findings, 'file', t) };
  },
});
