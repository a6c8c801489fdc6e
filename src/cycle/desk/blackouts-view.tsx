import type { BlackoutStops } from '../../platform/blackout.ts';
import { Button } from '../../ui/components/button.tsx';
import { CheckboxGroup } from '../../ui/components/checkbox-group.tsx';
import { DateField } from '../../ui/components/date-field.tsx';
import { Details } from '../../ui/components/details.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag, type Tone } from '../../ui/components/tag.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { TouchedPhase } from '../blackout-preview.ts';
import { phaseKinds } from '../cycle-section.ts';
import { closingText, openingText } from '../wall-clock.ts';
import { stopKeys, stopsOf, ticksOf } from './blackout-form.ts';
import type { BlackoutsData, Preview, ShownBlackout } from './blackouts-page.tsx';

interface Props {
  readonly data: BlackoutsData;
  /** What was typed into the form of a new one, with what it would touch. */
  readonly preview?: Preview;
}

export function BlackoutsView({ data, preview }: Props) {
  const { t, form } = usePage();
  const { blackouts, usual, mail } = data;
  const typed = preview?.input;
  const ready = preview !== undefined || form.act === 'announce';
  return (
    <DeskLayout title={t('cycle.blackout.title')}>
      <PageHeading title={t('cycle.blackout.title')} lead={t('cycle.blackout.lead')} />
      {mail.held > 0 && <Notice>{t('cycle.blackout.mail-held', { count: mail.held })}</Notice>}
      <Section title={t('cycle.blackout.list')}>
        {blackouts.length === 0 && (
          <EmptyState title={t('cycle.blackout.none')} drawing="bench">
            {t('cycle.blackout.none-text')}
          </EmptyState>
        )}
        {blackouts.map((one) => (
          <OneBlackout shown={one} key={one.blackout.id} />
        ))}
      </Section>
      <Section title={t('cycle.blackout.new')} id="new">
        {preview && <Touches preview={preview} />}
        <Form act={['preview', 'announce']} id="new">
          <Fields
            from={typed?.from}
            to={typed?.to}
            law={typed?.law}
            reason={typed?.reason}
            stops={typed ? stopsOf(typed) : usual}
          />
          <p class="actions">
            {ready && <Button act="announce">{t('cycle.blackout.announce')}</Button>}
            <Button act="preview" kind={ready ? 'quiet' : 'primary'}>
              {t('cycle.blackout.preview')}
            </Button>
          </p>
        </Form>
      </Section>
    </DeskLayout>
  );
}

interface FieldsProps {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly law?: string | undefined;
  readonly reason?: string | undefined;
  readonly stops: BlackoutStops;
}

function Fields({ from, to, law, reason, stops }: FieldsProps) {
  const { t } = usePage();
  return (
    <>
      <DateField name="from" label={t('cycle.blackout.from')} value={from} />
      <DateField name="to" label={t('cycle.blackout.to')} hint={t('cycle.blackout.to-hint')} value={to} />
      <TextField
        name="law"
        label={t('cycle.blackout.law-field')}
        hint={t('cycle.blackout.law-hint')}
        size="long"
        value={law}
      />
      <CheckboxGroup
        name="phases"
        label={t('cycle.blackout.phases')}
        hint={t('cycle.blackout.phases-hint')}
        options={phaseKinds.map((kind) => ({ value: kind, label: t(`cycle.phase.${kind}`) }))}
        values={stops.phases}
        optional
      />
      <CheckboxGroup
        name="stops"
        label={t('cycle.blackout.stops')}
        options={stopKeys.map((key) => ({
          value: key,
          label: t(`cycle.blackout.stop.${key}`),
          hint: t(`cycle.blackout.stop.${key}-hint`),
        }))}
        values={ticksOf(stops)}
        optional
      />
      <TextArea name="reason" label={t('cycle.blackout.reason')} rows={2} value={reason} />
    </>
  );
}

function Touches({ preview: { input, touched, plans } }: { readonly preview: Preview }) {
  const { t, date } = usePage();
  return (
    <Notice
      title={t('cycle.blackout.touches', { from: date(input.from), to: date(input.to) })}
      tone={touched.some(({ stops, whole }) => stops && whole) ? 'warn' : 'info'}
    >
      <TouchedTable touched={touched} />
      {plans}
    </Notice>
  );
}

function TouchedTable({ touched }: { readonly touched: readonly TouchedPhase[] }) {
  const { t, locale, city } = usePage();
  if (touched.length === 0) return <p>{t('cycle.blackout.touches-none')}</p>;
  const from = (moment: Date) => openingText(moment, locale, city.timeZone);
  const to = (moment: Date) => closingText(moment, locale, city.timeZone);
  return (
    <Table
      caption={t('cycle.blackout.touched')}
      stack
      rows={touched}
      rowKey={({ slug, kind }) => `${slug}-${kind}`}
      columns={[
        {
          header: t('cycle.blackout.phase'),
          heading: true,
          cell: ({ cycle, kind }) => `${t(`cycle.phase.${kind}`)} (${cycle})`,
        },
        {
          header: t('cycle.blackout.its-dates'),
          cell: ({ opensAt, closesAt }) =>
            t('cycle.calendar.dates', { from: from(opensAt), to: to(closesAt) }),
        },
        {
          header: t('cycle.blackout.its-part'),
          cell: (one) => t('cycle.calendar.dates', { from: from(one.from), to: to(one.to) }),
        },
        {
          header: t('cycle.blackout.effect'),
          cell: ({ stops, whole }) =>
            t(
              stops
                ? whole
                  ? 'cycle.blackout.stops-whole'
                  : 'cycle.blackout.stops-part'
                : 'cycle.blackout.goes-on',
            ),
        },
      ]}
    />
  );
}

const tones: Record<ShownBlackout['state'], Tone> = {
  coming: 'info',
  now: 'warn',
  over: 'neutral',
  cancelled: 'bad',
};

function OneBlackout({ shown: { blackout, state, history, touched } }: { readonly shown: ShownBlackout }) {
  const { t, date } = usePage();
  const { stops } = blackout;
  const open = state === 'coming' || state === 'now';
  return (
    <article class="stack">
      <h3>
        {t('cycle.calendar.dates', { from: date(blackout.from), to: date(blackout.to) })}{' '}
        <StatusTag tone={tones[state]}>{t(`cycle.blackout.state.${state}`)}</StatusTag>
      </h3>
      <p>{blackout.law}</p>
      <ul>
        {stops.phases.length > 0 && (
          <li>
            {t('cycle.blackout.stopped-phases', {
              phases: phaseKinds
                .filter((kind) => stops.phases.includes(kind))
                .map((kind) => t(`cycle.phase.${kind}`))
                .join(', '),
            })}
          </li>
        )}
        {ticksOf(stops).map((key) => (
          <li key={key}>{t(`cycle.blackout.stop.${key}`)}</li>
        ))}
      </ul>
      {open && <TouchedTable touched={touched} />}
      <Details summary={t('cycle.blackout.history')}>
        <ul>
          {history.map(({ act, at, by, from, to, reason }) => (
            <li key={`${act}-${at.toISOString()}`}>
              {t(`cycle.blackout.act.${act}`, { day: date(at, 'moment'), name: by ?? '—' })}{' '}
              {t('cycle.calendar.dates', { from: date(from), to: date(to) })}. {reason}
            </li>
          ))}
        </ul>
      </Details>
      {open && <Changes shown={{ blackout, state, history, touched }} />}
    </article>
  );
}

function Changes({ shown: { blackout } }: { readonly shown: ShownBlackout }) {
  const { t } = usePage();
  const hidden = { blackout: blackout.id };
  return (
    <Details summary={t('cycle.blackout.change')}>
      <Form act="change" id={`change-${blackout.id}`} hidden={hidden}>
        <Fields {...blackout} />
        <Button>{t('cycle.blackout.change')}</Button>
      </Form>
      <Form act="cancel" id={`cancel-${blackout.id}`} hidden={hidden}>
        <TextArea name="reason" label={t('cycle.blackout.cancel-reason')} rows={2} />
        <Button kind="danger">{t('cycle.blackout.cancel')}</Button>
      </Form>
    </Details>
  );
}
