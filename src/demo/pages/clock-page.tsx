import { z } from 'zod';
import { moveClock } from '../../city/clock.ts';
import { currentCycle, cyclesOf, type PhaseView, phasesOf } from '../../cycle/cycle-queries.ts';
import { isPlayground } from '../../platform/http/city.ts';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { later, oneDay } from '../play/play.ts';
import { playCycle } from '../play/play-cycle.ts';
import { type ClockData, ClockView } from './clock-view.tsx';

/** How far ahead, in days, or up to an edge of a phase: 'opens-12'. */
const spans: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30 };

const input = z.object({
  to: z.string().regex(/^(day|week|month|(opens|closes)-\d{1,15})$/, 'form.missing'),
  play: z.literal('yes').optional(),
});

/** Anybody moves a demo city ahead; what its people would have done meanwhile is done. Elsewhere there is no such page. */
export const clockPage = page<Record<string, never>, Record<string, never>, ClockData>({
  path: '/demo/clock',
  who: anyone,
  exists: isPlayground,
  load: async (request) => ({ phases: await currentPhases(request), now: request.now }),
  acts: {
    move: act({
      input,
      run: async (request, { to, play }) => {
        const { tx, city, now, viewer } = request;
        const until = momentOf(to, now, await currentPhases(request));
        if (!until) return refused('demo.clock.gone', undefined, 'to');
        const moved = await moveClock(tx, { city, actorId: viewer.personId, to: until });
        if (!moved.ok) return refused('demo.clock.backwards', undefined, 'to');
        // The script of a demo knows its own people only; in a practice space people play themselves.
        if (play && city.demo) {
          for (const { id, state } of await cyclesOf(tx, city.id)) {
            if (state === 'published') await playCycle(tx, { city, cycleId: id, from: now, until });
          }
        }
        return redirect('/demo/clock', 'demo.clock.moved', { now: until });
      },
    }),
  },
  view: (data) => <ClockView {...data} />,
});

async function currentPhases({ tx, city, now }: PageRequest<unknown, unknown>): Promise<PhaseView[]> {
  const cycle = await currentCycle(tx, city.id);
  return cycle ? phasesOf(tx, cycle, now) : [];
}

function momentOf(to: string, now: Date, phases: readonly PhaseView[]): Date | undefined {
  const days = spans[to];
  if (days !== undefined) return later(now, days * oneDay);
  const [edge, id] = to.split('-');
  const phase = phases.find((one) => one.id === Number(id));
  return edge === 'opens' ? phase?.opensAt : phase?.closesAt;
}
