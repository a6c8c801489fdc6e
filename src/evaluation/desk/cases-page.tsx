import { type Department, departmentsOf } from '../../city/city-queries.ts';
import {
  type Category,
  type Cycle,
  categoriesOf,
  cyclesOf,
  type District,
  districtsOf,
} from '../../cycle/cycle-queries.ts';
import { page } from '../../platform/http/page.ts';
import { type Day, dayIn } from '../../platform/time.ts';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import { SearchForm } from '../../ui/components/search-form.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { type Column, Table } from '../../ui/components/table.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { caseStates } from '../case.ts';
import { seesCases } from '../evaluation-policy.ts';
import { type CaseFilter, caseFilter, filterQuery, isFiltered, type Sort } from './case-filter.ts';
import { type CaseRow, listCases, pageSize } from './case-list-query.ts';
import { deskCycle } from './desk-cycle.ts';
import { StateTag } from './state-tag.tsx';

interface ListData {
  readonly filter: CaseFilter;
  readonly rows: readonly CaseRow[];
  readonly total: number;
  readonly departments: readonly Department[];
  readonly districts: readonly District[];
  readonly categories: readonly Category[];
  readonly cycle: Cycle | undefined;
  readonly cycles: readonly Cycle[];
  readonly today: Day;
}

export const casesPage = page<Record<string, never>, CaseFilter, ListData>({
  path: '/desk/cases',
  who: seesCases,
  query: caseFilter,
  load: async (request) => {
    const { tx, city, viewer, now, query: filter } = request;
    const cycle = await deskCycle(request, filter.cycle);
    const today = dayIn(city.timeZone, now);
    const found = cycle
      ? await listCases(tx, { cityId: city.id, cycleId: cycle.id, viewer, today }, filter)
      : { rows: [], total: 0 };
    return {
      ...found,
      filter,
      today,
      cycle,
      cycles: await cyclesOf(tx, city.id),
      departments: await departmentsOf(tx, city.id),
      districts: cycle ? await districtsOf(tx, cycle) : [],
      categories: cycle ? await categoriesOf(tx, cycle) : [],
    };
  },
  view: (data) => <ListView {...data} />,
});

function ListView(data: ListData) {
  const { t, href } = usePage();
  const { filter, rows, total } = data;
  return (
    <DeskLayout title={t('evaluation.cases')}>
      <PageHeading title={t('evaluation.cases')} />
      <Filters {...data} />
      <p role="status">{t('evaluation.cases-found', { count: total })}</p>
      {rows.length === 0 ? (
        <EmptyState
          drawing="lens"
          title={t(isFiltered(filter) ? 'evaluation.no-match' : 'evaluation.no-cases')}
        >
          {t(isFiltered(filter) ? 'evaluation.no-match-hint' : 'evaluation.no-cases-hint')}
        </EmptyState>
      ) : (
        <CaseTable {...data} />
      )}
      <Pagination
        page={filter.page}
        pages={Math.ceil(total / pageSize)}
        hrefOf={(wanted) => href(`/desk/cases${filterQuery(filter, { page: wanted })}`)}
      />
    </DeskLayout>
  );
}

function Filters({ filter, departments, districts, categories, cycle, cycles }: ListData) {
  const { t, href } = usePage();
  const all = t('evaluation.all');
  return (
    <SearchForm action={href('/desk/cases')} keep={['sort']} filtered={isFiltered(filter)}>
      {cycles.length > 1 && (
        <SelectField
          name="cycle"
          label={t('evaluation.cycle')}
          options={cycles.map((one) => ({ value: one.slug, label: one.name }))}
          value={cycle?.slug}
          empty={false}
          optional
        />
      )}
      <TextField name="q" type="search" label={t('evaluation.search')} optional />
      <SelectField
        name="state"
        label={t('evaluation.state')}
        options={caseStates
          .filter((state) => state !== 'waiting')
          .map((value) => ({ value, label: t(`evaluation.state.${value}`) }))}
        empty={all}
        optional
      />
      <SelectField
        name="department"
        label={t('evaluation.department')}
        options={departments.map((one) => ({ value: String(one.id), label: one.name }))}
        empty={all}
        optional
      />
      <SelectField
        name="district"
        label={t('evaluation.district')}
        options={districts
          .filter((one) => one.lowest)
          .map((one) => ({ value: String(one.id), label: one.name }))}
        empty={all}
        optional
      />
      <SelectField
        name="category"
        label={t('evaluation.category')}
        options={categories.map((one) => ({ value: one.code, label: one.name }))}
        empty={all}
        optional
      />
      <Checkbox name="overdue" label={t('evaluation.only-overdue')} optional />
    </SearchForm>
  );
}

function CaseTable({ rows, filter, today }: ListData) {
  const { t, href, date } = usePage();
  const query = filterQuery(filter);
  const sort = (name: 'opened' | 'folio' | 'due' | 'state') => {
    const now = filter.sort === name ? 'ascending' : filter.sort === `-${name}` ? 'descending' : undefined;
    const wanted: Sort = filter.sort === name ? `-${name}` : name;
    return { href: href(`/desk/cases${filterQuery(filter, { sort: wanted, page: 1 })}`), now } as const;
  };
  const columns: Column<CaseRow>[] = [
    {
      header: t('evaluation.folio'),
      cell: (row) => <span class="folio">{row.folio}</span>,
      sort: sort('folio'),
    },
    {
      header: t('evaluation.proposal'),
      heading: true,
      cell: (row) => <a href={href(`/desk/cases/${row.id}${query}`)}>{row.title}</a>,
    },
    { header: t('evaluation.state'), cell: (row) => <StateTag state={row.state} />, sort: sort('state') },
    { header: t('evaluation.district'), cell: (row) => row.district },
    { header: t('evaluation.category'), cell: (row) => row.category },
    { header: t('evaluation.departments'), cell: (row) => <Departments row={row} /> },
    {
      header: t('evaluation.due'),
      sort: sort('due'),
      cell: (row) =>
        row.dueOn && <DueDay day={row.dueOn} late={row.dueOn < today && row.state === 'with_departments'} />,
    },
    { header: t('evaluation.received-on'), cell: (row) => date(row.openedAt, 'short'), sort: sort('opened') },
  ];
  return (
    <Table
      caption={t('evaluation.cases')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      stack
    />
  );
}

function Departments({ row }: { readonly row: CaseRow }) {
  const { t } = usePage();
  if (row.opinions.length === 0) return null;
  return (
    <ul class="plain">
      {row.opinions.map(({ department, submitted, overdue }) => (
        <li key={department}>
          {department}{' '}
          <small>
            {t(submitted ? 'evaluation.answered' : overdue ? 'evaluation.overdue' : 'evaluation.asked')}
          </small>
        </li>
      ))}
    </ul>
  );
}

function DueDay({ day, late }: { readonly day: Day; readonly late: boolean }) {
  const { t, date } = usePage();
  const shown = date(day, 'short');
  return late ? <strong>{t('evaluation.late-since', { date: shown })}</strong> : shown;
}
