import { z } from 'zod';
import { zoneNamesOf } from '../../city/city-queries.ts';
import type { UploadedFile } from '../../platform/http/form.ts';
import { act, missing, page, redirect, refused } from '../../platform/http/page.ts';
import { applyResidents, type ResidentImport, residentImport, stageResidents } from '../import-residents.ts';
import { importsResidents } from '../people-policy.ts';
import { readResidents } from '../read-residents.ts';
import { ResidentImportView, ResidentsView } from './residents-view.tsx';

const file = z.custom<UploadedFile>(
  (value) => typeof value === 'object' && value !== null && 'bytes' in value,
  'form.missing',
);

export const residentsPage = page<Record<string, never>, Record<string, never>, { zones: readonly string[] }>(
  {
    path: '/desk/residents',
    who: importsResidents,
    load: async ({ tx, city }) => ({ zones: (await zoneNamesOf(tx, city.id)).map(({ code }) => code) }),
    acts: {
      read: act({
        input: z.object({ file }),
        run: async ({ tx, city, viewer, now }, { file: { bytes, filename } }) => {
          const read = await readResidents(bytes, city.id, await zoneNamesOf(tx, city.id));
          if ('reason' in read)
            return refused(`people.residents.file.${read.reason}`, { line: 0, column: '', ...read }, 'file');
          if (read.rows.length + read.problems.length === 0)
            return refused('people.residents.file.empty', {}, 'file');
          const actorId = viewer.personId as number;
          const id = await stageResidents(tx, { cityId: city.id, filename, ...read, actorId, now });
          return redirect(`/desk/residents/${id}`);
        },
      }),
    },
    view: (data) => <ResidentsView {...data} />,
  },
);

interface Params {
  readonly id: number;
}

export const residentImportPage = page<Params, Record<string, never>, ResidentImport>({
  path: '/desk/residents/:id',
  who: importsResidents,
  params: z.object({ id: z.coerce.number<string>().int().positive() }),
  load: async ({ tx, city, params }) => (await residentImport(tx, city.id, params.id)) ?? missing,
  acts: {
    apply: act({
      input: z.object({}),
      run: async ({ tx, city, viewer, params, now }) => {
        const actorId = viewer.personId as number;
        const done = await applyResidents(tx, { cityId: city.id, importId: params.id, actorId, now });
        const here = `/desk/residents/${params.id}`;
        if (!done.ok) return redirect(here, 'people.residents.already-applied');
        return redirect(here, 'people.residents.applied', { ...done.value });
      },
    }),
  },
  view: (data) => <ResidentImportView {...data} />,
});
