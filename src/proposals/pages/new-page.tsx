import { z } from 'zod';
import { type Zone, zoneNamesOf } from '../../city/city-queries.ts';
import { type Cycle, currentCycle, type PhaseView, phasesOf } from '../../cycle/cycle-queries.ts';
import { act, type PageRequest, page, type Redirect, redirect, refused } from '../../platform/http/page.ts';
import { signedIn } from '../../platform/http/viewer.ts';
import { checkAnswers, checkAuthor, type PersonProblem, tracksLeft } from '../check-proposal.ts';
import { type Draft, type DraftAnswers, type DraftKey, draftOf, dropDraft, saveDraft } from '../draft.ts';
import { answerError, answersForm, lengthErrors, readAnswers } from '../read-answers.ts';
import { type Labels, labelsOf } from './labels.ts';
import { NewView } from './new-view.tsx';

/** Why a person cannot propose now; `phases` tell when she can. */
export interface Closed {
  readonly open: false;
  readonly reason: PersonProblem;
  readonly details: Readonly<Record<string, string | number>>;
  readonly phases: readonly PhaseView[];
  /** What she has written so far, where there is something: she can read it while she waits. */
  readonly draft?: Draft | undefined;
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
  if (!cycle) return { open: false, reason: 'phase-closed', details: {}, phases: [] };
  const checked = await checkAuthor(tx, cycle, { authorId: personId, now });
  if (!checked.ok) {
    const { reason, details } = checked;
    const draft = await draftOf(tx, { cityId: city.id, cycleId: cycle.id, personId });
    return { open: false, reason, details, phases: await phasesOf(tx, cycle, now), draft };
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

/** Who sends her form as a blackout has just begun finds it again as her draft when it is over. */
async function keepForLater(
  { tx, city, viewer, now }: PageRequest,
  { phases }: Closed,
  answers: DraftAnswers,
): Promise<Redirect | undefined> {
  const cycle = await currentCycle(tx, city.id);
  if (!cycle || viewer.personId === null) return undefined;
  if (!phases.some(({ kind, blackout }) => kind === 'proposals' && blackout)) return undefined;
  const key = { cityId: city.id, cycleId: cycle.id, personId: viewer.personId };
  await saveDraft(tx, key, answers, now);
  return redirect('/proposals/new', 'proposals.new.kept-in-blackout');
}

export const newPage = page<Record<string, never>, Record<string, never>, NewForm | Closed>({
  path: '/proposals/new',
  who: signedIn,
  load: load as (
    request: PageRequest<Record<string, never>, Record<string, never>>,
  ) => Promise<NewForm | Closed>,
  acts: {
    write: act<Record<string, never>, Record<string, never>, DraftAnswers>({
      input: answersForm,
      run: async (request, answers) => {
        const asked = await mayPropose(request);
        if (!asked.open)
          return (
            (await keepForLater(request, asked, answers)) ??
            refused(`proposals.refused.${asked.reason}`, asked.details)
          );
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
