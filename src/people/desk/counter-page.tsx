import { z } from 'zod';
import { zoneNamesOf } from '../../city/city-queries.ts';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { birthDateInput } from '../birth-date.ts';
import { makeTicket } from '../counter-ticket.ts';
import { emailInput } from '../email.ts';
import { findAtCounter } from '../find-at-counter.ts';
import { identityKinds, parseIdentity } from '../identity.ts';
import { atCounter } from '../people-policy.ts';
import { registerAtCounter } from '../register-at-counter.ts';
import { type CounterData, CounterView } from './counter-view.tsx';

const document = { kind: z.enum(identityKinds), number: z.string().trim().min(1).max(40) };
const identity = <Typed extends { kind: (typeof identityKinds)[number]; number: string }>(
  typed: Typed,
  context: z.core.$RefinementCtx<Typed>,
) => {
  const read = parseIdentity(typed.kind, typed.number);
  if (typeof read !== 'string') return { ...typed, identity: read };
  context.addIssue({ code: 'custom', path: ['number'], message: `people.error.${read}` });
  return z.NEVER;
};
const blank = z.literal('').transform(() => undefined);

export const counterPage = page<Record<string, never>, Record<string, never>, CounterData>({
  path: '/desk/counter',
  who: atCounter,
  load: async ({ tx, city }) => ({ zones: await zoneNamesOf(tx, city.id) }),
  acts: {
    find: act({
      input: z.object(document).transform(identity),
      run: async (request, typed) => {
        const { tx, city, now } = request;
        const actorId = officer(request);
        const found = await findAtCounter(tx, { cityId: city.id, identity: typed.identity, actorId, now });
        if (!found.ok) return refused('people.error.not-registered', {}, 'number');
        return redirect(`/desk/counter/${makeTicket(city.id, actorId, found.value)}`);
      },
    }),
    register: act({
      input: z
        .object({
          ...document,
          name: z.string().trim().min(1).max(120),
          born: birthDateInput,
          zone: z.coerce.number<string>('form.missing').int().positive('form.missing'),
          email: blank.or(emailInput),
          phone: blank.or(
            z
              .string()
              .trim()
              .regex(/^[+\d][\d\s().-]{6,24}$/, 'people.error.phone'),
          ),
        })
        .transform(identity),
      run: async (request, typed) => {
        const { tx, city, now } = request;
        const actorId = officer(request);
        const { name, email, phone, zone: zoneId, born: bornOn } = typed;
        const who = { cityId: city.id, identity: typed.identity, name, email, phone };
        const done = await registerAtCounter(tx, { ...who, zoneId, bornOn, actorId, now });
        if (!done.ok) return refused(`people.error.${done.reason}`, {}, refusedField[done.reason]);
        const { personId, existed } = done.value;
        const to = `/desk/counter/${makeTicket(city.id, actorId, personId)}`;
        return redirect(to, existed ? 'people.counter.existed' : 'people.counter.registered');
      },
    }),
  },
  view: (data) => <CounterView {...data} />,
});

const refusedField = {
  'birth-date-differs': 'born',
  'email-of-another': 'email',
  'unknown-zone': 'zone',
} as const;

function officer({ viewer }: Pick<PageRequest, 'viewer'>): number {
  if (viewer.personId === null) throw new Error('the policy lets in staff only');
  return viewer.personId;
}
