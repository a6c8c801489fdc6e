import { type Cycle, categoriesOf, phaseOf, tracksOf } from '../cycle/cycle-queries.ts';
import { residenceOf } from '../people/people-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { dayIn } from '../platform/time.ts';
import { limitsFor, type ProposalRules } from './blueprint.ts';
import { type FoundPlace, findPlace, type PlaceProblem, territoryOf, type Where } from './place.ts';
import { ageOn } from './proposal.ts';

/** What a person answers; texts are trimmed and never longer than the blueprint says. */
export interface ProposalAnswers {
  readonly title: string;
  readonly problem: string;
  readonly idea: string;
  readonly track: string;
  readonly category: string;
  readonly where: Where;
  /** The place in the person's own words: "junto a la primaria". */
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export type PersonProblem = 'phase-closed' | 'not-a-resident' | 'too-young' | 'limit-reached';
export type AnswerProblem =
  | 'unknown-track'
  | 'unknown-category'
  | 'text-missing'
  | 'text-too-long'
  | PlaceProblem;

interface Author {
  readonly authorId: number;
  readonly now: Date;
}

/** Whether a person may propose something at all now; asked before she is shown a form, and again at the end. */
export async function checkAuthor(
  tx: Tx,
  cycle: Cycle,
  { authorId, now }: Author,
): Promise<Result<undefined, PersonProblem>> {
  const phase = await phaseOf(tx, cycle, 'proposals', now);
  if (phase?.state !== 'open') return refuse('phase-closed');
  const rules = cycle.blueprint.proposals;
  const residence = await residenceOf(tx, cycle.cityId, authorId);
  if (rules.needsResidence !== false && !residence) return refuse('not-a-resident');
  // Of somebody whom nobody has verified no birth date is known: the form says who may propose.
  if (rules.minimumAge && residence?.bornOn) {
    const today = dayIn(await timeZoneOf(tx, cycle.cityId), now);
    if (ageOn(residence.bornOn, today) < rules.minimumAge)
      return refuse('too-young', { age: rules.minimumAge });
  }
  const left = await tracksLeft(tx, cycle, authorId);
  return left.size > 0 ? ok() : refuse('limit-reached', { limit: largestLimit(rules) });
}

/** Whether the answers make a proposal of this cycle, and the district that they mean. */
export async function checkAnswers(
  tx: Tx,
  cycle: Cycle,
  answers: ProposalAnswers,
): Promise<Result<FoundPlace, AnswerProblem>> {
  const { titleLength, textLength } = cycle.blueprint.proposals;
  if (!answers.title || !answers.idea) return refuse('text-missing');
  const long =
    answers.title.length > titleLength || Math.max(answers.problem.length, answers.idea.length) > textLength;
  if (long) return refuse('text-too-long', { maximum: textLength });
  if (!tracksOf(cycle).some(({ code }) => code === answers.track)) return refuse('unknown-track');
  const categories = await categoriesOf(tx, cycle);
  if (!categories.some(({ code }) => code === answers.category)) return refuse('unknown-category');
  return findPlace(await territoryOf(tx, cycle), answers);
}

/** Tracks in which the person may still propose, with how many more; Infinity where nothing limits it. */
export async function tracksLeft(tx: Tx, cycle: Cycle, personId: number): Promise<Map<string, number>> {
  const used = await tx
    .selectFrom('proposal_allowance')
    .select((eb) => ['track', eb.fn.countAll<number>().as('count')])
    .where('city_id', '=', cycle.cityId)
    .where('cycle_id', '=', cycle.id)
    .where('person_id', '=', personId)
    .groupBy('track')
    .execute();
  const usedOf = (track: string) => used.find((one) => one.track === track)?.count ?? 0;
  const left = new Map<string, number>();
  for (const { code } of tracksOf(cycle)) {
    const limits = limitsFor(cycle.blueprint.proposals, code);
    const rest = Math.min(
      ...limits.map(({ track, perPerson }) => perPerson - usedOf(track)),
      Number.POSITIVE_INFINITY,
    );
    if (rest > 0) left.set(code, rest);
  }
  return left;
}

function largestLimit(rules: ProposalRules): number {
  return Math.max(0, ...rules.limits.map(({ perPerson }) => perPerson ?? 0));
}

async function timeZoneOf(tx: Tx, cityId: number): Promise<string> {
  const city = await tx
    .selectFrom('city')
    .select('time_zone')
    .where('city_id', '=', cityId)
    .executeTakeFirstOrThrow();
  return city.time_zone;
}
