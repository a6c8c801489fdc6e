import { z } from 'zod';
import { type Zone, zoneNamesOf } from '../../city/city-queries.ts';
import { type Cycle, cycleById } from '../../cycle/cycle-queries.ts';
import {
  act,
  type Elsewhere,
  missing,
  type PageRequest,
  page,
  redirect,
  refused,
} from '../../platform/http/page.ts';
import { type Columns, importFields, type Mapping, missingFields } from '../import/mapping.ts';
import { type ImportReport, importProposals, type Table } from '../import-proposals.ts';
import { dropUpload, type Upload, uploadById } from '../keep-upload.ts';
import { type Labels, labelsOf } from '../pages/labels.ts';
import { releasers } from '../proposal-policy.ts';
import { guessMapping, readImportFile, sourceName } from '../read-import-file.ts';
import { MappingView } from './mapping-view.tsx';

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
type Params = z.infer<typeof params>;

const text = z.string().max(300).catch('').default('');

/** The mapping lives in the address while it is tried out, and in hidden fields when it is used. */
const chosen = z.object({
  columns: z.partialRecord(z.enum(importFields), text).optional().catch(undefined),
  /** By position: what the file calls a zone, and the zone's code. */
  zones: z
    .record(z.string(), z.object({ from: text, to: text }))
    .catch({})
    .default({}),
  defaultCategory: text,
  defaultTrack: text,
});
type Chosen = z.infer<typeof chosen>;

type Request = PageRequest<Params, Chosen>;

export interface MappingData {
  readonly upload: Upload;
  readonly table: Table;
  readonly mapping: Mapping;
  readonly cycle: Cycle;
  readonly labels: Labels;
  readonly zones: readonly Pick<Zone, 'id' | 'code' | 'name'>[];
  /** What an import with this mapping would do; undefined while a needed column is not named. */
  readonly preview: ImportReport | undefined;
}

interface Opened {
  readonly upload: Upload;
  readonly table: Table;
  readonly cycle: Cycle;
}

async function open({ tx, city, params: { id } }: Request): Promise<Opened | undefined> {
  const upload = await uploadById(tx, city.id, id);
  const cycle = upload && (await cycleById(tx, city.id, upload.cycleId));
  const read = upload && (await readImportFile(upload.content));
  return upload && cycle && read?.ok ? { upload, table: read.value, cycle } : undefined;
}

function mappingOf({ columns, zones, defaultCategory, defaultTrack }: Chosen, table: Table): Mapping {
  const picked =
    columns && Object.entries(columns).filter(([, column]) => column && table.columns.includes(column));
  return {
    columns: picked ? (Object.fromEntries(picked) as Columns) : guessMapping(table),
    zones: Object.fromEntries(
      Object.values(zones).flatMap(({ from, to }) => (from && to ? [[from, to]] : [])),
    ),
    defaultCategory: defaultCategory || undefined,
    defaultTrack: defaultTrack || undefined,
  };
}

function run(
  request: Request,
  { upload, table, cycle }: Opened,
  mapping: Mapping,
  how: { dryRun: boolean; release: boolean },
) {
  const { tx, city, viewer, now } = request;
  return importProposals(tx, {
    cityId: city.id,
    cycleId: cycle.id,
    source: sourceName(upload.filename),
    bytes: upload.content,
    table,
    mapping,
    actorId: viewer.personId,
    now,
    ...how,
  });
}

async function load(request: Request): Promise<MappingData | Elsewhere> {
  const opened = await open(request);
  if (!opened) return missing;
  const mapping = mappingOf(request.query, opened.table);
  const ready = missingFields(mapping.columns).length === 0;
  const preview = ready ? await run(request, opened, mapping, { dryRun: true, release: false }) : undefined;
  return {
    ...opened,
    mapping,
    labels: await labelsOf(request.tx, opened.cycle),
    zones: await zoneNamesOf(request.tx, request.city.id),
    preview: preview?.ok ? preview.value : undefined,
  };
}

export const mappingPage = page<Params, Chosen, MappingData>({
  path: '/desk/import/:id',
  who: releasers,
  params,
  query: chosen,
  load,
  acts: {
    import: act<Params, Chosen, Chosen & { release?: string | undefined }>({
      input: chosen.extend({ release: z.string().max(5).optional() }),
      run: async (request, { release, ...wishes }) => {
        const opened = await open(request);
        if (!opened) return refused('proposals.import.gone');
        const mapping = mappingOf(wishes, opened.table);
        const done = await run(request, opened, mapping, { dryRun: false, release: release === 'yes' });
        if (!done.ok) return refused(`proposals.import.${done.reason}`, done.details);
        await dropUpload(request.tx, request.city.id, opened.upload.id);
        const { taken, unchanged, refused: rejected, runId } = done.value;
        return redirect(`/desk/import/runs/${runId}`, 'proposals.import.done', {
          taken,
          unchanged,
          refused: rejected,
        });
      },
    }),
    discard: act<Params, Chosen, object>({
      input: z.object({}),
      run: async (request) => {
        await dropUpload(request.tx, request.city.id, request.params.id);
        return redirect('/desk/import', 'proposals.import.discarded');
      },
    }),
  },
  view: MappingView,
});
