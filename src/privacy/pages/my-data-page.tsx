import { z } from 'zod';
import { act, download, page, redirect, refused } from '../../platform/http/page.ts';
import { type PersonalPart, type PersonalRow, type PersonalValue, tellAll } from '../../platform/personal.ts';
import { dayIn } from '../../platform/time.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { Table } from '../../ui/components/table.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { answerRequest } from '../answer-request.ts';
import { ownDataOnly } from '../privacy-policy.ts';
import { type PrivacyRequest, privacyDays, privacyRequests } from '../privacy-queries.ts';
import { requestKinds, requestPrivacy } from '../request-privacy.ts';

interface Data {
  readonly parts: readonly PersonalPart[];
  readonly requests: readonly PrivacyRequest[];
  readonly days: number;
}

const longest = 3000;

export const myDataPage = page<Record<string, never>, Record<string, never>, Data>({
  path: '/me/data',
  who: ownDataOnly,
  load: async ({ tx, city, viewer }) => {
    const personId = viewer.personId as number;
    return {
      parts: await tellAll(tx, { cityId: city.id, personId }),
      requests: await privacyRequests(tx, city.id, { personId }),
      days: await privacyDays(tx, city.id),
    };
  },
  acts: {
    ask: act({
      input: z.object({ kind: z.enum(requestKinds, 'form.missing'), words: z.string().trim().max(longest) }),
      run: async ({ tx, city, viewer, now }, { kind, words }) => {
        const personId = viewer.personId as number;
        const asked = { cityId: city.id, personId, madeBy: personId, kind, words };
        const done = await requestPrivacy(tx, { ...asked, timeZone: city.timeZone, now });
        if (!done.ok) return refused('privacy.error.waiting', {}, 'kind');
        return redirect('/me/data', 'privacy.request.taken');
      },
    }),
    withdraw: act({
      input: z.object({ request: z.coerce.number().int().positive() }),
      run: async ({ tx, city, viewer, t, now }, { request }) => {
        const actorId = viewer.personId as number;
        const mine = await privacyRequests(tx, city.id, { personId: actorId });
        if (!mine.some(({ id }) => id === request)) return refused('privacy.error.missing');
        const reason = t('privacy.request.withdrawn-reason');
        const answer = {
          cityId: city.id,
          requestId: request,
          actorId,
          outcome: 'withdrawn',
          reason,
        } as const;
        const done = await answerRequest(tx, { ...answer, now });
        return done.ok
          ? redirect('/me/data', 'privacy.request.withdrawn')
          : refused(`privacy.error.${done.reason}`);
      },
    }),
  },
  view: (data) => <MyData {...data} />,
});

/** The same as one file, to keep or to take elsewhere. */
export const myDataFile = page({
  path: '/me/data.json',
  who: ownDataOnly,
  load: async ({ tx, city, viewer, now, t }) => {
    const parts = await tellAll(tx, { cityId: city.id, personId: viewer.personId as number });
    const told = parts.map(({ name, title, why, rows }) => [name, { title: t(title), why: t(why), rows }]);
    const file = { city: city.name, day: dayIn(city.timeZone, now), data: Object.fromEntries(told) };
    return download('my-data.json', 'application/json', JSON.stringify(file, null, 2));
  },
  view: () => <></>,
});

function MyData({ parts, requests, days }: Data) {
  const { t, href } = usePage();
  return (
    <CitizenLayout title={t('privacy.data.title')}>
      <PageHeading
        title={t('privacy.data.title')}
        lead={t('privacy.data.lead')}
        actions={
          <ButtonLink href={href('/me/data.json')} kind="quiet" icon="download" download>
            {t('privacy.data.download')}
          </ButtonLink>
        }
      />
      {parts.map((part) => (
        <Part key={part.name} part={part} />
      ))}
      <Section title={t('privacy.request.title')} id="requests">
        <p>{t('privacy.request.lead', { days })}</p>
        {requests.length > 0 && <Requests requests={requests} />}
        <Form act="ask" id="ask">
          <SelectField
            name="kind"
            label={t('privacy.request.kind')}
            hint={t('privacy.request.erasure-hint')}
            options={requestKinds.map((value) => ({ value, label: t(`privacy.kind.${value}`) }))}
          />
          <TextArea name="words" label={t('privacy.request.words')} maxLength={longest} optional />
          <Button>{t('privacy.request.send')}</Button>
        </Form>
      </Section>
    </CitizenLayout>
  );
}

function Part({ part: { name, title, why, columns, rows } }: { readonly part: PersonalPart }) {
  const { t, date } = usePage();
  const shown = (value: PersonalValue | undefined) => {
    if (value === null || value === undefined || value === '') return '—';
    if (value instanceof Date) return date(value, 'moment');
    if (typeof value === 'boolean') return t(value ? 'privacy.yes' : 'privacy.no');
    return String(value);
  };
  return (
    <Section title={t(title)} id={name}>
      <p>{t(why)}</p>
      {rows.length === 0 ? (
        <p class="soft">{t('privacy.data.nothing')}</p>
      ) : (
        <Details summary={t('privacy.data.rows', { count: rows.length })} open={rows.length <= 5}>
          <Table
            caption={t(title)}
            captionHidden
            stack
            rows={rows}
            columns={Object.entries(columns).map(([key, header], index) => ({
              header: t(header),
              heading: index === 0,
              cell: (row: PersonalRow) => shown(row[key]),
            }))}
          />
        </Details>
      )}
    </Section>
  );
}

function Requests({ requests }: Pick<Data, 'requests'>) {
  const { t, date } = usePage();
  return (
    <Table
      caption={t('privacy.request.yours')}
      stack
      rows={requests}
      rowKey={({ id }) => id}
      columns={[
        { header: t('privacy.request.kind'), heading: true, cell: ({ kind }) => t(`privacy.kind.${kind}`) },
        { header: t('privacy.request.made'), cell: ({ madeAt }) => date(madeAt) },
        { header: t('privacy.request.due'), cell: ({ dueOn }) => date(dueOn) },
        {
          header: t('privacy.request.answer'),
          cell: ({ id, answer }) =>
            answer ? (
              `${t(`privacy.outcome.${answer.outcome}`)}. ${answer.reason}`
            ) : (
              <Form act="withdraw" id={`request-${id}`} hidden={{ request: id }} inline>
                <Button kind="quiet" small>
                  {t('privacy.request.withdraw')}
                </Button>
              </Form>
            ),
        },
      ]}
    />
  );
}
