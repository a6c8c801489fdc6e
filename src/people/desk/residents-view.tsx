import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { FileField } from '../../ui/components/file-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { Table } from '../../ui/components/table.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { ResidentImport } from '../import-residents.ts';

/** More bad rows than this are counted, not listed: the file is the wrong one. */
const listedProblems = 500;

export function ResidentsView({ zones }: { readonly zones: readonly string[] }) {
  const { t } = usePage();
  const example = `numero,zona,nacimiento\nHEGG560427MVZRRL04,${zones[0] ?? 'centro'},1956-04-27`;
  return (
    <DeskLayout title={t('people.residents.title')}>
      <PageHeading title={t('people.residents.title')} lead={t('people.residents.lead')} />
      <Form act="read" files>
        <FileField
          name="file"
          label={t('people.residents.file')}
          hint={t('people.residents.file-hint')}
          accept=".csv,text/csv"
          kinds="CSV"
          maxBytes={8_000_000}
        />
        <Button>{t('people.residents.read')}</Button>
      </Form>
      <Section title={t('people.residents.format-title')}>
        <p>{t('people.residents.format')}</p>
        <pre>{example}</pre>
        <p>{t('people.residents.zones', { zones: zones.slice(0, 12).join(', ') })}</p>
        <p class="soft">{t('people.residents.privacy')}</p>
      </Section>
    </DeskLayout>
  );
}

export function ResidentImportView({ filename, count, problems, appliedAt }: ResidentImport) {
  const { t, href, date, number } = usePage();
  return (
    <DeskLayout title={filename}>
      <PageHeading title={filename} kicker={t('people.residents.title')} />
      <Stats>
        <StatTile label={t('people.residents.good-rows')} value={number(count)} />
        <StatTile label={t('people.residents.bad-rows')} value={number(problems.length)} />
      </Stats>
      {appliedAt ? (
        <Notice tone="good">{t('people.residents.applied-on', { date: date(appliedAt, 'moment') })}</Notice>
      ) : (
        <Form act="apply" inline>
          <Button>{t('people.residents.apply', { count })}</Button>
          <ButtonLink href={href('/desk/residents')} kind="quiet">
            {t('people.residents.other-file')}
          </ButtonLink>
        </Form>
      )}
      {problems.length > 0 && (
        <Section title={t('people.residents.problems')}>
          <p>{t('people.residents.problems-lead')}</p>
          <Table
            caption={t('people.residents.problems')}
            captionHidden
            rows={problems.slice(0, listedProblems)}
            rowKey={({ line, column }) => `${line} ${column}`}
            columns={[
              { header: t('people.residents.line'), cell: ({ line }) => number(line), numeric: true },
              { header: t('people.residents.column'), cell: ({ column }) => column },
              {
                header: t('people.residents.problem'),
                cell: ({ problem, said }) => t(`people.row.${problem}`, { said }),
              },
            ]}
          />
          {problems.length > listedProblems && (
            <p>{t('people.residents.more', { count: problems.length - listedProblems })}</p>
          )}
        </Section>
      )}
    </DeskLayout>
  );
}
