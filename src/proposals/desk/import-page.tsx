import { z } from 'zod';
import { type Cycle, currentCycle } from '../../cycle/cycle-queries.ts';
import type { UploadedFile } from '../../platform/http/form.ts';
import { act, missing, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Button } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { FileField } from '../../ui/components/file-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import { Table } from '../../ui/components/table.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { tableLimits } from '../import/read-table.ts';
import { keepUpload } from '../keep-upload.ts';
import { releasers } from '../proposal-policy.ts';
import { readImportFile } from '../read-import-file.ts';
import { Counts, ProblemTable } from './import-report.tsx';
import {
  type ImportRun,
  importRun,
  importRuns,
  type KeptProblem,
  keptProblems,
  problemsPerPage,
} from './import-runs.ts';

type None = Record<string, never>;

interface ImportData {
  readonly cycle: Cycle | undefined;
  readonly runs: readonly ImportRun[];
}

async function load({ tx, city }: PageRequest<None, None>): Promise<ImportData> {
  const cycle = await currentCycle(tx, city.id);
  return { cycle, runs: cycle ? await importRuns(tx, city.id, cycle.id) : [] };
}

const upload = z.object({
  file: z.custom<UploadedFile>((file) => typeof file === 'object' && file !== null && 'bytes' in file, {
    message: 'proposals.import.file-missing',
  }),
});

export const importPage = page<None, None, ImportData>({
  path: '/desk/import',
  who: releasers,
  load,
  largestFile: tableLimits.bytes,
  acts: {
    upload: act<None, None, z.infer<typeof upload>>({
      input: upload,
      run: async ({ tx, city, viewer, now }, { file }) => {
        const cycle = await currentCycle(tx, city.id);
        if (!cycle) return refused('proposals.list.no-cycle');
        const read = await readImportFile(file.bytes);
        if (!read.ok) return refused(`proposals.import.file.${read.reason}`, read.details, 'file');
        const id = await keepUpload(tx, {
          cityId: city.id,
          cycleId: cycle.id,
          filename: file.filename,
          content: file.bytes,
          actorId: viewer.personId as number,
          now,
        });
        return redirect(`/desk/import/${id}`);
      },
    }),
  },
  view: ImportView,
});

function ImportView({ cycle, runs }: ImportData) {
  const { t, href, date, number } = usePage();
  return (
    <DeskLayout title={t('proposals.import.title')}>
      <Breadcrumbs trail={[{ label: t('proposals.desk.title'), href: href('/desk/proposals') }]} />
      <PageHeading
        title={t('proposals.import.title')}
        kicker={cycle?.name}
        lead={t('proposals.import.lead')}
      />
      {cycle ? (
        <Form act="upload" files>
          <FileField
            name="file"
            label={t('proposals.import.file')}
            accept=".csv,.tsv,.txt,.xlsx"
            kinds={t('proposals.import.kinds')}
            maxBytes={tableLimits.bytes}
          />
          <Button>{t('proposals.import.upload')}</Button>
        </Form>
      ) : (
        <EmptyState title={t('proposals.list.no-cycle')} />
      )}
      {runs.length > 0 && (
        <Section title={t('proposals.import.runs')}>
          <Table
            caption={t('proposals.import.runs')}
            captionHidden
            rows={runs}
            stack
            columns={[
              {
                header: t('proposals.import.source'),
                heading: true,
                cell: (run) => <a href={href(`/desk/import/runs/${run.id}`)}>{run.source}</a>,
              },
              { header: t('proposals.import.when'), cell: (run) => date(run.at, 'moment') },
              { header: t('proposals.import.rows'), numeric: true, cell: (run) => number(run.rows) },
              { header: t('proposals.import.taken'), numeric: true, cell: (run) => number(run.taken) },
              {
                header: t('proposals.import.unchanged'),
                numeric: true,
                cell: (run) => number(run.unchanged),
              },
              { header: t('proposals.import.refused'), numeric: true, cell: (run) => number(run.refused) },
            ]}
          />
        </Section>
      )}
    </DeskLayout>
  );
}

interface Params {
  readonly id: number;
}

interface RunQuery {
  readonly page: number;
}

interface RunData extends RunQuery {
  readonly run: ImportRun;
  readonly problems: readonly KeptProblem[];
  readonly total: number;
}

/** What one import did; it stays to be looked up. */
export const importRunPage = page<Params, RunQuery, RunData>({
  path: '/desk/import/runs/:id',
  who: releasers,
  params: z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  query: z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1) }),
  load: async ({ tx, city, params: { id }, query: { page } }) => {
    const run = await importRun(tx, city.id, id);
    return run ? { run, page, ...(await keptProblems(tx, city.id, id, page)) } : missing;
  },
  view: RunView,
});

function RunView({ run, problems, total, page }: RunData) {
  const { t, href, date } = usePage();
  const rows = problems.map(({ field, ...rest }) => ({ ...rest, column: field }));
  return (
    <DeskLayout title={run.source}>
      <Breadcrumbs trail={[{ label: t('proposals.import.title'), href: href('/desk/import') }]} />
      <PageHeading title={run.source} kicker={date(run.at, 'moment')} />
      <Counts {...run} />
      <ProblemTable problems={rows} total={total} />
      <Pagination page={page} pages={Math.ceil(total / problemsPerPage)} />
    </DeskLayout>
  );
}
