import { z } from 'zod';
import { readTicket } from '../../people/counter-ticket.ts';
import { atCounter } from '../../people/people-policy.ts';
import { ownData } from '../../people/people-queries.ts';
import { act, missing, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { requestKinds, requestPrivacy } from '../request-privacy.ts';

interface Params {
  readonly ticket: string;
}
type Request = PageRequest<Params, unknown>;
interface Data extends Params {
  readonly name: string | null;
}

const longest = 3000;

/** A person at the counter makes use of a right; the officer writes it down for her. */
export const counterRequestPage = page<Params, Record<string, never>, Data>({
  path: '/desk/privacy/counter/:ticket',
  who: atCounter,
  params: z.object({ ticket: z.string().max(200) }),
  load: async (request) => {
    const personId = personOf(request);
    if (personId === null) return missing;
    const { name } = await ownData(request.tx, request.city.id, personId);
    return { name, ticket: request.params.ticket };
  },
  acts: {
    ask: act({
      input: z.object({
        kind: z.enum(requestKinds, 'form.missing'),
        words: z.string().trim().min(1, 'form.missing').max(longest),
      }),
      run: async (request: Request, { kind, words }) => {
        const { tx, city, viewer, now, params } = request;
        const personId = personOf(request);
        if (personId === null) return redirect('/desk/counter', 'people.counter.too-late');
        const asked = { cityId: city.id, personId, madeBy: viewer.personId as number, kind, words };
        const done = await requestPrivacy(tx, { ...asked, timeZone: city.timeZone, now });
        if (!done.ok) return refused('privacy.counter.waiting', {}, 'kind');
        return redirect(`/desk/counter/${params.ticket}`, 'privacy.counter.taken', { number: done.value });
      },
    }),
  },
  view: (data) => <CounterRequest {...data} />,
});

function personOf({ city, viewer, params }: Request): number | null {
  return viewer.personId === null ? null : readTicket(city.id, viewer.personId, params.ticket);
}

function CounterRequest({ name, ticket }: Data) {
  const { t } = usePage();
  return (
    <DeskLayout title={t('privacy.counter.title')}>
      <PageHeading title={t('privacy.counter.title')} kicker={name ?? undefined} />
      <CounterRequestForm ticket={ticket} />
    </DeskLayout>
  );
}

/** Stands on the counter's page of a person too; it is sent to the page above, which shows it again when refused. */
export function CounterRequestForm({ ticket }: Params) {
  const { t, href } = usePage();
  return (
    <Form act="ask" id="privacy-request" action={href(`/desk/privacy/counter/${ticket}`)}>
      <SelectField
        name="kind"
        label={t('privacy.counter.kind')}
        options={requestKinds.map((value) => ({ value, label: t(`privacy.kind.${value}`) }))}
      />
      <TextArea
        name="words"
        label={t('privacy.counter.words')}
        hint={t('privacy.counter.words-hint')}
        maxLength={longest}
      />
      <Button kind="quiet">{t('privacy.counter.send')}</Button>
    </Form>
  );
}
