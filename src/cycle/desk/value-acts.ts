import { z } from 'zod';
import { act, type Outcome, type PageRequest, redirect, refused } from '../../platform/http/page.ts';
import { cycleBySlug } from '../cycle-queries.ts';
import { giveValue } from '../give-value.ts';
import { genericValue, typedValue } from '../typed-value.ts';

type Request = PageRequest<{ slug: string }, unknown>;

async function give(request: Request, path: string, value: unknown): Promise<Outcome> {
  const { tx, city, viewer, now, params } = request;
  const cycle = await cycleBySlug(tx, city.id, params.slug);
  if (!cycle) return refused('cycle.refused.missing');
  const actorId = viewer.personId as number;
  const given = await giveValue(tx, { cityId: city.id, cycleId: cycle.id, actorId, now, path, value });
  if (given.ok) return redirect(`/desk/cycle/${cycle.slug}`, 'cycle.done.value', { path });
  const [first] = given.findings;
  return first
    ? refused(first.key, first.args, 'value')
    : refused(`cycle.refused.${given.reason}`, {}, 'value');
}

export const valueActs = {
  'give-value': act({
    input: z.object({ path: z.string(), value: z.string() }),
    run: (request: Request, { path, value }) =>
      give(request, path, typedValue(path, value, request.city.currency)),
  }),
  'take-generic': act({
    input: z.object({ path: z.string() }),
    run: (request: Request, { path }) => give(request, path, genericValue(path)),
  }),
};
