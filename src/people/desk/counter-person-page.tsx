import { z } from 'zod';
import { zoneNamesOf } from '../../city/city-queries.ts';
import { act, missing, type PageRequest, page, redirect, refused, show } from '../../platform/http/page.ts';
import { counterPerson } from '../counter-slots.ts';
import { readTicket } from '../counter-ticket.ts';
import { detachEmail } from '../detach-email.ts';
import { issueFolio, resetPin } from '../issue-folio.ts';
import { atCounter } from '../people-policy.ts';
import { holdsRole, ownData, residenceOf } from '../people-queries.ts';
import { verifyResidence } from '../verify-residence.ts';
import { type CounterPersonData, CounterPersonView } from './counter-person-view.tsx';
import { Slip } from './slip.tsx';

interface Params {
  readonly ticket: string;
}
type Request = PageRequest<Params, unknown>;

export const counterPersonPage = page<Params, Record<string, never>, CounterPersonData>({
  path: '/desk/counter/:ticket',
  who: atCounter,
  params: z.object({ ticket: z.string().max(200) }),
  load: async (request) => {
    const { tx, city } = request;
    const personId = found(request);
    if (personId === null) return missing;
    return {
      own: await ownData(tx, city.id, personId),
      residence: await residenceOf(tx, city.id, personId),
      zones: await zoneNamesOf(tx, city.id),
      isStaff: await holdsRole(tx, city.id, personId),
      more: await counterPerson.load(request as unknown as PageRequest, {
        personId,
        ticket: request.params.ticket,
      }),
    };
  },
  acts: {
    // Both answer with the slip itself: the PIN is shown once and kept nowhere.
    issue: act({
      repeatable: true,
      input: z.object({}),
      run: async (request: Request) => {
        const asked = forVerb(request);
        if (!asked) return redirect('/desk/counter', 'people.counter.too-late');
        const done = await issueFolio(request.tx, asked);
        if (!done.ok) return refused(`people.error.${done.reason}`);
        const { name } = await ownData(request.tx, request.city.id, asked.personId);
        return show(<Slip {...done.value} name={name} back={request.params.ticket} />);
      },
    }),
    'reset-pin': act({
      repeatable: true,
      input: z.object({}),
      run: async (request: Request) => {
        const asked = forVerb(request);
        if (!asked) return redirect('/desk/counter', 'people.counter.too-late');
        const done = await resetPin(request.tx, asked);
        if (!done.ok) return refused(`people.error.${done.reason}`);
        const { name } = await ownData(request.tx, request.city.id, asked.personId);
        return show(<Slip {...done.value} name={name} back={request.params.ticket} />);
      },
    }),
    move: act({
      input: z.object({ zone: z.coerce.number<string>('form.missing').int().positive('form.missing') }),
      run: async (request: Request, { zone: zoneId }) => {
        const asked = forVerb(request);
        if (!asked) return redirect('/desk/counter', 'people.counter.too-late');
        const done = await verifyResidence(request.tx, { ...asked, zoneId, method: 'counter' });
        if (!done.ok) return refused('people.error.unknown-zone', {}, 'zone');
        return redirect(`/desk/counter/${request.params.ticket}`, 'people.counter.moved');
      },
    }),
    detach: act({
      input: z.object({ reason: z.string().trim().min(5, 'people.error.reason').max(500) }),
      run: async (request: Request, { reason }) => {
        const asked = forVerb(request);
        if (!asked) return redirect('/desk/counter', 'people.counter.too-late');
        const done = await detachEmail(request.tx, { ...asked, reason });
        if (!done.ok) return refused(`people.error.${done.reason}`);
        return redirect(`/desk/counter/${request.params.ticket}`, 'people.counter.detached');
      },
    }),
  },
  view: (data) => <CounterPersonView {...data} />,
});

function found({ city, viewer, params }: Request): number | null {
  return viewer.personId === null ? null : readTicket(city.id, viewer.personId, params.ticket);
}

/** What the counter's verbs have in common; null when the half hour of the ticket is over. */
function forVerb(request: Request) {
  const personId = found(request);
  if (personId === null || request.viewer.personId === null) return null;
  return { cityId: request.city.id, personId, actorId: request.viewer.personId, now: request.now };
}
