import { z } from 'zod';
import { nameOfSubject } from '../../people/personal.ts';
import { act, missing, page, redirect, refused } from '../../platform/http/page.ts';
import { type Day, dayIn } from '../../platform/time.ts';
import { Button } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { RadioGroup } from '../../ui/components/radio-group.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { answerRequest } from '../answer-request.ts';
import { answersRequests, handlesPrivacy } from '../privacy-policy.ts';
import { type PrivacyRequest, privacyRequests } from '../privacy-queries.ts';
import { PrivacyPlaces } from './privacy-places.tsx';

type None = Record<string, never>;

interface ListData {
  readonly requests: readonly PrivacyRequest[];
  readonly today: Day;
}

export const requestsDesk = page<None, None, ListData>({
  path: '/desk/privacy',
  who: handlesPrivacy,
  load: async ({ tx, city, now }) => ({
    requests: await privacyRequests(tx, city.id),
    today: dayIn(city.timeZone, now),
  }),
  view: (data) => <Requests {...data} />,
});

function Requests({ requests, today }: ListData) {
  const { t, href, date } = usePage();
  return (
    <DeskLayout title={t('privacy.desk.title')}>
      <PageHeading title={t('privacy.desk.title')} lead={t('privacy.desk.lead')} />
      <PrivacyPlaces />
      {requests.length === 0 ? (
        <EmptyState title={t('privacy.desk.none')}>
          <p>{t('privacy.desk.none-why')}</p>
        </EmptyState>
      ) : (
        <Table
          caption={t('privacy.desk.list')}
          rows={requests}
          rowKey={({ id }) => id}
          stack
          columns={[
            { header: t('privacy.desk.number'), tight: true, cell: ({ id }) => String(id) },
            {
              header: t('privacy.request.kind'),
              heading: true,
              cell: ({ id, kind }) => <a href={href(`/desk/privacy/${id}`)}>{t(`privacy.kind.${kind}`)}</a>,
            },
            { header: t('privacy.request.made'), tight: true, cell: ({ madeAt }) => date(madeAt, 'short') },
            { header: t('privacy.request.due'), tight: true, cell: ({ dueOn }) => date(dueOn, 'short') },
            {
              header: t('privacy.desk.state'),
              cell: (request) => <RequestState request={request} today={today} />,
            },
          ]}
        />
      )}
    </DeskLayout>
  );
}

function RequestState({ request, today }: { readonly request: PrivacyRequest; readonly today: Day }) {
  const { t } = usePage();
  const { answer, dueOn } = request;
  if (answer) return <StatusTag tone="neutral">{t(`privacy.outcome.${answer.outcome}`)}</StatusTag>;
  if (dueOn < today) return <StatusTag tone="bad">{t('privacy.desk.overdue')}</StatusTag>;
  return <StatusTag tone="warn">{t('privacy.desk.open')}</StatusTag>;
}

interface OneData extends ListData {
  readonly request: PrivacyRequest;
  readonly name: string | null;
  readonly email: string | null;
}

const params = z.object({ id: z.coerce.number().int().positive() });

export const requestDesk = page<z.infer<typeof params>, None, OneData>({
  path: '/desk/privacy/:id',
  who: handlesPrivacy,
  params,
  load: async ({ tx, city, params, now }) => {
    const requests = await privacyRequests(tx, city.id);
    const request = requests.find(({ id }) => id === params.id);
    if (!request) return missing;
    const subject = await nameOfSubject(tx, { cityId: city.id, personId: request.personId }).catch(
      () => null,
    );
    const today = dayIn(city.timeZone, now);
    return { requests, today, request, name: subject?.name ?? null, email: subject?.email ?? null };
  },
  acts: {
    answer: act({
      who: answersRequests,
      input: z.object({
        outcome: z.enum(['granted', 'refused'], 'form.missing'),
        reason: z.string().trim().min(10, 'privacy.error.reason-short').max(2000),
      }),
      run: async ({ tx, city, viewer, params, now }, { outcome, reason }) => {
        const actorId = viewer.personId as number;
        const answer = { cityId: city.id, requestId: params.id, actorId, outcome, reason, now };
        const done = await answerRequest(tx, answer);
        return done.ok
          ? redirect('/desk/privacy', 'privacy.desk.answered')
          : refused(`privacy.error.${done.reason}`);
      },
    }),
  },
  view: (data) => <OneRequest {...data} />,
});

function OneRequest({ request, name, email, today }: OneData) {
  const { t, date } = usePage();
  const { kind, words, madeAt, dueOn, atCounter, answer } = request;
  return (
    <DeskLayout title={t(`privacy.kind.${kind}`)}>
      <PageHeading title={t(`privacy.kind.${kind}`)} kicker={t('privacy.desk.title')} />
      <RequestState request={request} today={today} />
      <SummaryList
        items={[
          { term: t('privacy.desk.who'), value: [name, email].filter(Boolean).join(', ') || '—' },
          { term: t('privacy.request.made'), value: date(madeAt, 'moment') },
          {
            term: t('privacy.desk.how'),
            value: t(atCounter ? 'privacy.desk.at-counter' : 'privacy.desk.by-herself'),
          },
          { term: t('privacy.request.due'), value: date(dueOn) },
          { term: t('privacy.request.words'), value: words || '—' },
        ]}
      />
      {answer ? (
        <Section title={t('privacy.request.answer')}>
          <p>{t('privacy.desk.given', { day: date(answer.at, 'moment') })}</p>
          <p>{answer.reason}</p>
        </Section>
      ) : (
        <Section title={t('privacy.desk.answer-title')}>
          {kind === 'erasure' && <Notice tone="warn">{t('privacy.desk.erasure-means')}</Notice>}
          <Form act="answer" id="answer">
            <RadioGroup
              name="outcome"
              label={t('privacy.desk.outcome')}
              options={(['granted', 'refused'] as const).map((value) => ({
                value,
                label: t(`privacy.outcome.${value}`),
              }))}
            />
            <TextArea
              name="reason"
              label={t('privacy.desk.reason')}
              hint={t('privacy.desk.reason-hint')}
              maxLength={2000}
            />
            <Button>{t('privacy.desk.answer')}</Button>
          </Form>
        </Section>
      )}
    </DeskLayout>
  );
}
