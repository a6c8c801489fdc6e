import { type Zone, zoneNamesOf } from '../../city/city-queries.ts';
import { type Cycle, currentCycle, type PhaseView, phaseOf } from '../../cycle/cycle-queries.ts';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { signedIn } from '../../platform/http/viewer.ts';
import { checkAnswers, checkAuthor, type PersonProblem, tracksLeft } from '../check-proposal.ts';
import { type Draft, type DraftAnswers, type DraftKey, draftOf, dropDraft, saveDraft } from '../draft.ts';
import { answerError, answersForm, lengthErrors, readAnswers } from '../read-answers.ts';
import { type Labels, labelsOf } from './labels.ts';
import { NewView } from './new-view.tsx';
import { z } from 'zod';

/** Why a person cannot propose now; `phase` tells when she can. */
export interface Closed {
  readonly open: false;
  readonly reason: PersonProblem;
  readonly details: Readonly<Record<string, string | number>>;
  readonly phase: PhaseView | undefined;
}

export interface Open {
  readonly open: true;
  readonly cycle: Cycle;
  readonly key: DraftKey;
  readonly draft: Draft | undefined;
  readonly labels: Labels;
}

/** Stands before every step of proposing: the phase, the person, her limits, and what she has written so far. */
export async function mayPropose({ tx, city, viewer, now }: PageRequest): Promise<Open | Closed> {
  const cycle = await currentCycle(tx, city.id);
  const personId = viewer.personId as number;
  if (!cycle) return { open: false, reason: 'phase-closed', details: {}, phase: undefined };
  const checked = await checkAuthor(tx, cycle, { authorId: personId, now });
  if (!checked.ok) {
    const { reason, details } = checked;
    return { open: false, reason, details, phase: await phaseOf(tx, cycle, 'proposals', now) };
  }
  const key = { cityId: city.id, cycleId: cycle.id, personId };
  return { open: true, cycle, key, draft: await draftOf(tx, key), labels: await labelsOf(tx, cycle) };
}

export interface NewForm extends Open {
  readonly zones: readonly Pick<Zone, 'id' | 'name'>[];
  /** Codes of the tracks in which the person still has a proposal left. */
  readonly tracks: readonly string[];
}

async function load(request: PageRequest): Promise<NewForm | Closed> {
  const asked = await mayPropose(request);
  if (!asked.open) return asked;
  const { tx, city } = request;
  const left = await tracksLeft(tx, asked.cycle, asked.key.personId);
  return { ...asked, zones: await zoneNamesOf(tx, city.id), tracks: [...left.keys()] };
}

export const newPage = page<Record<string, never>, Record<string, never>, NewForm | Closed>({
  path: '/proposals/new',
  who: signedIn,
  load: load as (request: PageRequest<Record<string, never>, Record<string, never>>) => Promise<NewForm | Closed>,
  acts: {
    write: act<Record<string, never>, Record<string, never>, DraftAnswers>({
      input: answersForm,
      run: async (request, answers) => {
        const asked = await mayPropose(request);
        if (!asked.open) return refused(`proposals.refused.${asked.reason}`, asked.details);
        const { tx, now } = request;
        const rules = asked.cycle.blueprint.proposals;
        const long = lengthErrors(answers, rules);
        if (long.length > 0) return { kind: 'refused', errors: long };
        const [only, ...others] = asked.labels.tracks;
        const read = readAnswers(answers, others.length === 0 ? only?.code : undefined);
        if (!read) return { kind: 'refused', errors: [answerError('unknown-place', {})] };
        const checked = await checkAnswers(tx, asked.cycle, read);
        if (!checked.ok) return { kind: 'refused', errors: [answerError(checked.reason, checked.details)] };
        await saveDraft(tx, asked.key, { ...answers, track: read.track }, now);
        return redirect(rules.photos > 0 ? '/proposals/new/photos' : '/proposals/new/check');
      },
    }),
    discard: act<Record<string, never>, Record<string, never>, object>({
      input: z.object({}),
      run: async (request) => {
        const asked = await mayPropose(request);
        if (asked.open) await dropDraft(request.tx, asked.key);
        return redirect('/proposals', 'proposals.new.discarded');
      },
    }),
  },
  view: NewView,
});
