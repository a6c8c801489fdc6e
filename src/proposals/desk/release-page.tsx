import { z } from 'zod';
import { type Zone, zoneNamesOf } from '../../city/city-queries.ts';
import { type Cycle, cycleById } from '../../cycle/cycle-queries.ts';
import {
  act,
  missing,
  type PageRequest,
  page,
  type Redirect,
  redirect,
  refused,
} from '../../platform/http/page.ts';
import type { TextKey } from '../../platform/i18n/texts.ts';
import { cleanText } from '../clean-text.ts';
import { holdProposal } from '../hold-proposal.ts';
import { type Labels, labelsOf } from '../pages/labels.ts';
import { textFields } from '../proposal.ts';
import { type ProposalForStaff, proposalForStaff } from '../proposal-for-staff.ts';
import { readers, releasers } from '../proposal-policy.ts';
import { redactProposal } from '../redact-proposal.ts';
import { releaseProposal } from '../release-proposal.ts';
import { removePhoto } from '../remove-photo.ts';
import { neighbours, type QueueFilter, queueFilter, queueQuery } from './release-queue.ts';
import { ReleaseView } from './release-view.tsx';

const params = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) });
type Params = z.infer<typeof params>;
type Request = PageRequest<Params, QueueFilter>;

export interface ReleaseData {
  readonly proposal: ProposalForStaff;
  readonly cycle: Cycle;
  readonly labels: Labels;
  readonly zones: readonly Pick<Zone, 'id' | 'name'>[];
  readonly filter: QueueFilter;
  readonly previous: number | null;
  readonly next: number | null;
}

async function load({
  tx,
  city,
  params: { id },
  query: filter,
}: Request): Promise<ReleaseData | typeof missing> {
  const proposal = await proposalForStaff(tx, city.id, id);
  const cycle = proposal && (await cycleById(tx, city.id, proposal.cycleId));
  if (!proposal || !cycle) return missing;
  const beside = await neighbours(tx, city.id, cycle.id, filter, id);
  const zones = proposal.zoneId === null ? [] : await zoneNamesOf(tx, city.id);
  return { proposal, cycle, labels: await labelsOf(tx, cycle), zones, filter, ...beside };
}

/** The next proposal of the same queue comes by itself; after the last one, the queue. */
async function onwards(request: Request, key: TextKey, folio: string): Promise<Redirect> {
  const {
    tx,
    city,
    params: { id },
    query,
  } = request;
  const proposal = await proposalForStaff(tx, city.id, id);
  const { next } = proposal ? await neighbours(tx, city.id, proposal.cycleId, query, id) : { next: null };
  const to = next === null ? '/desk/proposals' : `/desk/proposals/${next}`;
  return redirect(`${to}${queueQuery(query)}`, key, { folio });
}

function stay({ params: { id }, query }: Request, key: TextKey): Redirect {
  return redirect(`/desk/proposals/${id}${queueQuery(query)}`, key);
}

const seen = z.coerce.number().int().min(0).max(10_000);
const reason = z
  .string()
  .max(1000, 'form.too-long')
  .transform(cleanText)
  .pipe(z.string().min(3, 'proposals.desk.reason-missing'));

export const releasePage = page<Params, QueueFilter, ReleaseData>({
  path: '/desk/proposals/:id',
  who: readers,
  params,
  query: queueFilter,
  load,
  acts: {
    release: act<Params, QueueFilter, { seen: number }>({
      who: releasers,
      input: z.object({ seen }),
      run: async (request, input) => {
        const done = await releaseProposal(request.tx, { ...common(request), seen: input.seen });
        if (!done.ok) return refused(`proposals.refused.${done.reason}`);
        return onwards(request, 'proposals.desk.released', await folioOf(request));
      },
    }),
    hold: act<Params, QueueFilter, { seen: number; reason: string }>({
      who: releasers,
      input: z.object({ seen, reason }),
      run: async (request, input) => {
        const done = await holdProposal(request.tx, { ...common(request), ...input });
        if (!done.ok) return refused(`proposals.refused.${done.reason}`);
        return onwards(request, 'proposals.desk.held', await folioOf(request));
      },
    }),
    mask: act<Params, QueueFilter, { field: (typeof textFields)[number]; words: string; why: string }>({
      who: releasers,
      input: z.object({
        field: z.enum(textFields),
        words: z.string().trim().min(1, 'form.missing').max(20_000),
        why: reason,
      }),
      run: async (request, { field, words, why }) => {
        const mask = request.t('proposals.masked');
        const done = await redactProposal(request.tx, {
          ...common(request),
          field,
          words,
          mask,
          reason: why,
        });
        if (!done.ok) return refused(`proposals.refused.${done.reason}`, {}, 'words');
        return stay(request, 'proposals.desk.masked');
      },
    }),
    photo: act<Params, QueueFilter, { photoId: number; why: string }>({
      who: releasers,
      input: z.object({ photoId: z.coerce.number().int(), why: reason }),
      run: async (request, { photoId, why }) => {
        const { cityId, actorId, now } = common(request);
        const done = await removePhoto(request.tx, { cityId, photoId, actorId, now, reason: why });
        if (!done.ok) return refused(`proposals.refused.${done.reason}`);
        return stay(request, 'proposals.desk.photo-removed');
      },
    }),
  },
  view: ReleaseView,
});

function common({ city, params: { id }, viewer, now }: Request) {
  return { cityId: city.id, proposalId: id, actorId: viewer.personId as number, now };
}

async function folioOf({ tx, city, params: { id } }: Request): Promise<string> {
  return (await proposalForStaff(tx, city.id, id))?.folio ?? '';
}
