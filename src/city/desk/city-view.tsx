import { largestFile } from '../../platform/http/body.ts';
import { dayIn, formatDate } from '../../platform/time.ts';
import { Button } from '../../ui/components/button.tsx';
import { CheckboxGroup } from '../../ui/components/checkbox-group.tsx';
import { DateField } from '../../ui/components/date-field.tsx';
import { Details } from '../../ui/components/details.tsx';
import { FileField } from '../../ui/components/file-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { formIdName } from '../../ui/components/form-context.ts';
import { May } from '../../ui/components/may.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { Table } from '../../ui/components/table.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { mayRunCity } from '../city-policy.ts';
import type { Holiday } from '../city-queries.ts';
import type { CityDeskData } from './city-page.tsx';

export function CityDeskView(data: CityDeskData) {
  const { t } = usePage();
  return (
    <DeskLayout title={t('city.desk.title')}>
      <PageHeading title={t('city.desk.title')} lead={t('city.desk.lead')} />
      <Week {...data} />
      <Zones {...data} />
      <Departments {...data} />
      <Holidays {...data} />
    </DeskLayout>
  );
}

function Week({ name, restDays }: CityDeskData) {
  const { t, locale } = usePage();
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  // 1 January 2024 was a Monday.
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    label: weekday.format(Date.UTC(2024, 0, day)),
  }));
  return (
    <Section title={t('city.week.title')}>
      <May
        policy={mayRunCity}
        otherwise={
          <SummaryList
            items={[
              { term: t('city.week.name'), value: name },
              {
                term: t('city.week.rest'),
                value: days
                  .filter(({ value }) => restDays.includes(Number(value)))
                  .map(({ label }) => label)
                  .join(', '),
              },
            ]}
          />
        }
      >
        <Form act="change" id="week">
          <TextField name="name" label={t('city.week.name')} value={name} />
          <CheckboxGroup
            name="restDays"
            label={t('city.week.rest')}
            hint={t('city.week.rest-hint')}
            options={days}
            values={restDays.map(String)}
            optional
            inline
          />
          <Button>{t('city.save')}</Button>
        </Form>
      </May>
    </Section>
  );
}

function Zones({ zones }: CityDeskData) {
  const { t, number } = usePage();
  return (
    <Section title={t('city.zones.title', { count: zones.length })} id="zones">
      <p>{t('city.zones.lead')}</p>
      <May policy={mayRunCity}>
        <Details summary={t('city.zones.import')} open={zones.length === 0}>
          <Form act="import-zones" id="zones" files>
            <FileField
              name="file"
              label={t('city.zones.file')}
              hint={t('city.zones.file-hint')}
              accept=".geojson,.json,.csv,.txt,application/geo+json,text/csv"
              kinds="GeoJSON, CSV"
              maxBytes={largestFile}
            />
            <Button>{t('city.zones.import')}</Button>
          </Form>
        </Details>
      </May>
      {zones.length > 0 && (
        <Details summary={t('city.zones.list')} open={zones.length <= 30}>
          <Table
            caption={t('city.zones.list')}
            captionHidden
            rows={zones}
            rowKey={({ id }) => id}
            columns={[
              { header: t('city.zones.name'), heading: true, cell: (zone) => zone.name },
              { header: t('city.zones.code'), cell: (zone) => zone.code },
              {
                header: t('city.zones.population'),
                numeric: true,
                cell: ({ population }) => (population === null ? '—' : number(population)),
              },
              { header: t('city.zones.map'), cell: ({ onMap }) => t(onMap ? 'city.yes' : 'city.no') },
            ]}
          />
        </Details>
      )}
    </Section>
  );
}

function Departments({ departments }: CityDeskData) {
  const { t, form } = usePage();
  return (
    <Section title={t('city.departments.title')} id="departments">
      <May
        policy={mayRunCity}
        otherwise={
          <ul>
            {departments.map(({ code, name }) => (
              <li key={code}>{`${name} (${code})`}</li>
            ))}
          </ul>
        }
      >
        {departments.map(({ id, code, name }) => (
          <Details
            summary={`${name} (${code})`}
            open={form.values[formIdName] === `department-${id}`}
            key={id}
          >
            <Form act="rename-department" id={`department-${id}`} hidden={{ departmentId: id }}>
              <TextField name="name" label={t('city.departments.name')} value={name} />
              <Button>{t('city.departments.rename')}</Button>
            </Form>
          </Details>
        ))}
        <Form act="add-department" id="new-department">
          <TextField
            name="code"
            label={t('city.departments.code')}
            hint={t('city.departments.code-hint')}
            size="medium"
            code
          />
          <TextField name="name" label={t('city.departments.name')} />
          <Button kind="quiet">{t('city.departments.add')}</Button>
        </Form>
      </May>
    </Section>
  );
}

function Holidays({ holidays }: CityDeskData) {
  const { t, locale, city, now, viewer } = usePage();
  const changes = mayRunCity(viewer) === 'allowed';
  const today = dayIn(city.timeZone, now);
  const full = (day: string) => formatDate(day, 'day', locale, city.timeZone);
  return (
    <Section title={t('city.holidays.title')}>
      <p>{t('city.holidays.lead')}</p>
      <May policy={mayRunCity}>
        <Form act="add-holiday" id="new-holiday">
          <DateField name="day" label={t('city.holidays.day')} />
          <TextField name="name" label={t('city.holidays.name')} />
          <Button kind="quiet">{t('city.holidays.add')}</Button>
        </Form>
      </May>
      <Table
        caption={t('city.holidays.coming')}
        rows={holidays.filter(({ day }) => day >= today)}
        rowKey={({ day }) => day}
        stack
        columns={[
          { header: t('city.holidays.day'), heading: true, cell: ({ day }) => full(day) },
          { header: t('city.holidays.name'), cell: ({ name }) => name },
          ...(!changes
            ? []
            : [
                {
                  header: t('city.holidays.action'),
                  cell: ({ day }: Holiday) => (
                    <Form act="remove-holiday" id={`holiday-${day}`} hidden={{ day }} inline>
                      <Button kind="quiet" small>
                        {t('city.holidays.remove')} <span class="visually-hidden">{full(day)}</span>
                      </Button>
                    </Form>
                  ),
                },
              ]),
        ]}
      />
    </Section>
  );
}
