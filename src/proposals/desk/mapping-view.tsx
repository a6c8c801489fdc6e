import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Actions, Button } from '../../ui/components/button.tsx';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SearchForm } from '../../ui/components/search-form.tsx';
import { type Choice, SelectField } from '../../ui/components/select-field.tsx';
import { Table } from '../../ui/components/table.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { importFields, missingFields } from '../import/mapping.ts';
import type { ImportReport } from '../import-proposals.ts';
import { Counts, ProblemTable } from './import-report.tsx';
import type { MappingData } from './mapping-page.tsx';

export function MappingView(data: MappingData) {
  const { t, href } = usePage();
  const { upload, table, mapping, preview, cycle } = data;
  const missing = missingFields(mapping.columns);
  return (
    <DeskLayout title={t('proposals.import.map', { file: upload.filename })}>
      <Breadcrumbs trail={[{ label: t('proposals.import.title'), href: href('/desk/import') }]} />
      <PageHeading
        title={upload.filename}
        kicker={cycle.name}
        lead={t('proposals.import.read', { rows: table.rows.length, encoding: table.encoding })}
      />
      <Section title={t('proposals.import.columns')}>
        <MappingForm {...data} />
      </Section>
      <Section title={t('proposals.import.first-rows')}>
        <FirstRows {...data} />
      </Section>
      {missing.length > 0 && <Notice tone="warn">{t('proposals.import.columns-missing')}</Notice>}
      {preview && (
        <Section title={t('proposals.import.preview')}>
          <Counts {...preview} />
          <Problems {...preview} />
          {preview.taken > 0 ? (
            <Go {...data} />
          ) : (
            <Notice tone="info">{t('proposals.import.nothing-new')}</Notice>
          )}
        </Section>
      )}
      <Form act="discard" id="discard" inline>
        <Button kind="quiet">{t('proposals.import.discard')}</Button>
      </Form>
    </DeskLayout>
  );
}

/** Enough to see what is wrong with a mapping; the import itself keeps every one. */
const shownProblems = 100;

function Problems({ problems }: Pick<ImportReport, 'problems'>) {
  const { t } = usePage();
  const sorted = [...problems].sort((a, b) => Number(b.refused) - Number(a.refused) || a.line - b.line);
  const more = sorted.length - shownProblems;
  return (
    <>
      <ProblemTable problems={sorted.slice(0, shownProblems)} total={sorted.length} />
      {more > 0 && <p>{t('proposals.import.more', { count: more })}</p>}
    </>
  );
}

function MappingForm(data: MappingData) {
  const { t, href } = usePage();
  const { upload, table, mapping, labels } = data;
  const columns = table.columns.filter(Boolean).map((column): Choice => ({ value: column, label: column }));
  const choices = (list: readonly { code: string; name: string }[]): Choice[] =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <SearchForm action={href(`/desk/import/${upload.id}`)} submitLabel={t('proposals.import.try')}>
      {importFields.map((field) => (
        <SelectField
          key={field}
          name={`columns.${field}`}
          label={t(`proposals.import.field.${field}`)}
          options={columns}
          value={mapping.columns[field]}
          empty={t('proposals.import.no-column')}
          optional
        />
      ))}
      <SelectField
        name="defaultCategory"
        label={t('proposals.import.default-category')}
        options={choices(labels.categories)}
        value={mapping.defaultCategory}
        empty={t('proposals.import.no-default')}
        optional
      />
      {labels.tracks.length > 1 && (
        <SelectField
          name="defaultTrack"
          label={t('proposals.import.default-track')}
          options={choices(labels.tracks)}
          value={mapping.defaultTrack}
          empty={t('proposals.import.no-default')}
          optional
        />
      )}
      <ZoneFields {...data} />
    </SearchForm>
  );
}

/** Every name of a zone that the city does not have, with the zone it stands for; asked only when there are any. */
function zoneNames({ preview, mapping }: MappingData): string[] {
  const unknown =
    preview?.problems.filter(({ problem }) => problem === 'unknown-zone').map(({ value }) => value) ?? [];
  return [...new Set([...Object.keys(mapping.zones ?? {}), ...unknown])].slice(0, 60);
}

function ZoneFields(data: MappingData) {
  const { t } = usePage();
  const options = data.zones.map(({ code, name }) => ({ value: code, label: name }));
  return (
    <>
      {zoneNames(data).map((name, index) => (
        <div key={name}>
          <input type="hidden" name={`zones.${index}.from`} value={name} />
          <SelectField
            name={`zones.${index}.to`}
            label={t('proposals.import.zone-is', { name })}
            options={options}
            value={data.mapping.zones?.[name]}
            empty={t('proposals.import.refuse-zone')}
            optional
          />
        </div>
      ))}
    </>
  );
}

function FirstRows({ table, mapping }: MappingData) {
  const { t, number } = usePage();
  const fields = importFields.filter((field) => mapping.columns[field] !== undefined);
  const cell = (cells: readonly string[], column: string | undefined) =>
    cells[table.columns.indexOf(column ?? '')] ?? '';
  return (
    <Table
      caption={t('proposals.import.first-rows')}
      captionHidden
      rows={table.rows.slice(0, 5)}
      columns={[
        { header: t('proposals.import.line'), numeric: true, cell: ({ line }) => number(line) },
        ...fields.map((field) => ({
          header: t(`proposals.import.field.${field}`),
          cell: ({ cells }: MappingData['table']['rows'][number]) =>
            shorten(cell(cells, mapping.columns[field])),
        })),
      ]}
    />
  );
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** The mapping that was looked at travels along, so that what happens is what was shown. */
function Go({ mapping, preview }: MappingData) {
  const { t } = usePage();
  const hidden: Record<string, string> = {
    defaultCategory: mapping.defaultCategory ?? '',
    defaultTrack: mapping.defaultTrack ?? '',
  };
  for (const [field, column] of Object.entries(mapping.columns)) hidden[`columns.${field}`] = column;
  for (const [index, [from, to]] of Object.entries(mapping.zones ?? {}).entries()) {
    hidden[`zones.${index}.from`] = from;
    hidden[`zones.${index}.to`] = to;
  }
  return (
    <Form act="import" id="import" hidden={hidden}>
      <Checkbox
        name="release"
        label={t('proposals.import.release')}
        hint={t('proposals.import.release-hint')}
        optional
      />
      <Actions>
        <Button>{t('proposals.import.go', { count: preview?.taken ?? 0 })}</Button>
      </Actions>
    </Form>
  );
}
