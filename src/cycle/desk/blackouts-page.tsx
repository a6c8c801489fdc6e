import type { VNode } from 'preact';
import { z } from 'zod';
import {
  announceBlackout,
  type BlackoutRefusal,
  type ChangeRefusal,
  cancelBlackout,
  changeBlackout,
} from '../../city/announce-blackout.ts';
import { type BlackoutAct, blackoutHistory, blackoutsOf } from '../../city/blackout-queries.ts';
import { type Blackout, type BlackoutStops, spanOf } from '../../platform/blackout.ts';
import { act, type PageRequest, page, redirect, refused, show } from '../../platform/http/page.ts';
import { type HeldMail, heldMail } from '../../platform/mail/hold-mail.ts';
import { blackoutPreview, type TouchedPhase, touchedPhases } from '../blackout-preview.ts';
import { usualStops } from '../blackout-section.ts';
import { mayRunCycles } from '../cycle-policy.ts';
import { currentCycle } from '../cycle-queries.ts';
import { type BlackoutInput, blackoutInput, stopsOf } from './blackout-form.ts';
import { BlackoutsView } from './blackouts-view.tsx';

export interface ShownBlackout {
  readonly blackout: Blackout;
  readonly state: 'coming' | 'now' | 'over' | 'cancelled';
  readonly history: readonly BlackoutAct[];
  readonly touched: readonly TouchedPhase[];
}

export interface BlackoutsData {
  readonly blackouts: readonly ShownBlackout[];
  /** What the newest cycle's blueprint would stop. */
  readonly usual: BlackoutStops;
  readonly mail: HeldMail;
}

export interface Preview {
  readonly input: BlackoutInput;
  readonly touched: readonly TouchedPhase[];
  /** Plans of other modules within the days. */
  readonly plans: readonly VNode[];
}

const place = '/desk/blackouts';
type Request = PageRequest<Record<string, never>, Record<string, never>>;

/** Blackouts of the city: what is announced, a new one with a look at what it touches, changes and cancellations. */
export const blackoutsPage = page<Record<string, never>, Record<string, never>, BlackoutsData>({
  path: place,
  who: mayRunCycles,
  load,
  acts: {
    preview: act({ repeatable: true, input: blackoutInput, run: preview }),
    announce: act({
      input: blackoutInput,
      run: async (request: Request, input) => {
        const done = await announceBlackout(request.tx, { ...who(request), ...input, stops: stopsOf(input) });
        return done.ok ? redirect(place, 'cycle.blackout.done.announced') : sentence(done.reason);
      },
    }),
    change: act({
      input: blackoutInput.extend({ blackout: z.coerce.number().int() }),
      run: async (request: Request, input) => {
        const wish = { ...who(request), ...input, stops: stopsOf(input), blackoutId: input.blackout };
        const done = await changeBlackout(request.tx, wish);
        return done.ok ? redirect(place, 'cycle.blackout.done.changed') : sentence(done.reason);
      },
    }),
    cancel: act({
      input: z.object({
        blackout: z.coerce.number().int(),
        reason: z.string().trim().min(1, 'cycle.refused.no-reason').max(1000),
      }),
      run: async (request: Request, { blackout, reason }) => {
        const done = await cancelBlackout(request.tx, { ...who(request), blackoutId: blackout, reason });
        return done.ok ? redirect(place, 'cycle.blackout.done.cancelled') : sentence(done.reason);
      },
    }),
  },
  view: (data) => <BlackoutsView data={data} />,
});

async function load({ tx, city, now }: Request): Promise<BlackoutsData> {
  const history = await blackoutHistory(tx, city.id);
  const blackouts: ShownBlackout[] = [];
  for (const blackout of await blackoutsOf(tx, city.id)) {
    const span = spanOf(blackout, city.timeZone);
    const byClock = now < span.begins ? 'coming' : now < span.ends ? 'now' : 'over';
    blackouts.push({
      blackout,
      state: blackout.cancelledAt ? 'cancelled' : byClock,
      history: history.get(blackout.id) ?? [],
      touched: await touchedPhases(tx, city.id, span, blackout.stops.phases, now),
    });
  }
  const usual = (await currentCycle(tx, city.id))?.blueprint.blackout ?? usualStops;
  return { blackouts, usual, mail: await heldMail(tx, city.id) };
}

async function preview(request: Request, input: BlackoutInput) {
  const { tx, city, now } = request;
  if (input.to < input.from) return sentence('backwards');
  const span = spanOf({ ...input, cancelledAt: null }, city.timeZone);
  const touched = await touchedPhases(tx, city.id, span, input.phases, now);
  const plans = await blackoutPreview.load(request as unknown as PageRequest, span);
  return show(<BlackoutsView data={await load(request)} preview={{ input, touched, plans }} />);
}

function who({ city, viewer, now }: Request) {
  return { cityId: city.id, actorId: viewer.personId as number, now };
}

const fields: Partial<Record<ChangeRefusal | BlackoutRefusal, string>> = {
  backwards: 'to',
  'in-the-past': 'from',
  'already-begun': 'from',
  'no-law': 'law',
  'no-reason': 'reason',
  'stops-nothing': 'stops',
};

function sentence(reason: ChangeRefusal | BlackoutRefusal) {
  return refused(`cycle.blackout.refused.${reason}`, {}, fields[reason]);
}
