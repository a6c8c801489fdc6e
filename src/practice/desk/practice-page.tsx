import { z } from 'zod';
import { mayRunCycles } from '../../cycle/cycle-policy.ts';
import { cyclesOf } from '../../cycle/cycle-queries.ts';
import { act, type Outcome, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { orderPractice } from '../order-practice.ts';
import { type Guest, lastOrder, type OrderView, practiceSpaceOf, staffOf } from '../practice-queries.ts';
import { PracticeView } from './practice-view.tsx';

export interface PracticeData {
  readonly space: { readonly slug: string } | undefined;
  readonly order: OrderView | undefined;
  readonly cycles: readonly { readonly id: number; readonly name: string }[];
  readonly staff: readonly Guest[];
}

const place = '/desk/practice';
type Request = PageRequest<Record<string, never>, Record<string, never>>;

const wish = z.object({
  cycle: z.coerce.number().int().positive(),
  proposals: z.coerce.number().int().min(0, 'practice.bad-number').max(300, 'practice.bad-number'),
  guests: z.preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(z.coerce.number().int().positive()).min(1, 'practice.no-guests'),
  ),
});
const sure = z.literal('yes', 'practice.not-sure');

/** The city's practice space: made, opened, made anew, removed; with drills for those who train. */
export const practicePage = page<Record<string, never>, Record<string, never>, PracticeData>({
  path: place,
  who: mayRunCycles,
  exists: (city) => !city.practice,
  load: async ({ tx, city }) => ({
    space: await practiceSpaceOf(tx, city.id),
    order: await lastOrder(tx, city.id),
    cycles: (await cyclesOf(tx, city.id)).map(({ id, name }) => ({ id, name })),
    staff: await staffOf(tx, city.id),
  }),
  acts: {
    open: act({ input: wish, run: (request: Request, input) => order(request, 'open', input) }),
    reset: act({
      input: wish.extend({ sure }),
      run: (request: Request, input) => order(request, 'reset', input),
    }),
    remove: act({ input: z.object({ sure }), run: (request: Request) => order(request, 'remove') }),
  },
  view: (data) => <PracticeView {...data} />,
});

async function order(
  { tx, city, viewer, now }: Request,
  what: 'open' | 'reset' | 'remove',
  input?: z.infer<typeof wish>,
): Promise<Outcome> {
  if (input && !(await cyclesOf(tx, city.id)).some(({ id }) => id === input.cycle)) {
    return refused('practice.no-cycle', {}, 'cycle');
  }
  const done = await orderPractice(tx, {
    cityId: city.id,
    actorId: viewer.personId as number,
    now,
    wish: what,
    ...(input && { cycleId: input.cycle, proposals: input.proposals, guests: input.guests }),
  });
  return done.ok ? redirect(place, 'practice.ordered') : refused('practice.already-ordered');
}
