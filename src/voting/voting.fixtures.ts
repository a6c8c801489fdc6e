import { zonesOf } from '../city/city-queries.ts';
import { aCycle, type CycleWish, storyNow } from '../cycle/cycle.fixtures.ts';
import { type Cycle, districtsOf } from '../cycle/cycle-queries.ts';
import { aResident, aStaffMember } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Result } from '../platform/result.ts';
import { recordOutcome } from '../proposals/record-outcome.ts';
import { releaseProposal } from '../proposals/release-proposal.ts';
import type { ListOrder } from './ballot.ts';
import { castVote } from './cast-vote.ts';
import { checkBallotKey } from './check-ballot-key.ts';
import { checkIn } from './check-in.ts';
import { enterPaperBallot } from './enter-paper-ballot.ts';
import { freezeBallot } from './freeze-ballot.ts';
import { makeBallotKey } from './make-ballot-key.ts';
import { makeBooth } from './make-booth.ts';
import { openBallots } from './open-ballots.ts';
import { useDemoKey } from './use-demo-key.ts';
import { type Contest, contestById, contestsOf } from './voting-queries.ts';

/** A moment after the story's voting phase. */
export const afterVoting = new Date(storyNow.getTime() + 20 * 86_400_000);

export interface Election {
  readonly cityId: number;
  readonly cycle: Cycle;
  readonly now: Date;
  /** Sector Norte: knapsack over 3,000,000.00, five candidates; Sector Sur: three. */
  readonly norte: Contest;
  readonly sur: Contest;
  readonly zones: Readonly<Record<string, number>>;
  /** Lucía lives in Los Nogales (Norte), Tomás in Centro (Sur). */
  readonly lucia: number;
  readonly tomas: number;
  readonly maribel: number;
  readonly rosa: number;
  readonly boothId: number;
  readonly privateKey: Buffer;
}

export interface ElectionWish extends CycleWish {
  readonly order?: ListOrder;
  /** More people on the roll, in turn over the six zones; ids come back as `voters`. */
  readonly people?: number;
  /** The key that everybody knows instead of one of its own. */
  readonly demoKey?: boolean;
}

const candidates = {
  norte: [
    ['Cancha techada de Los Nogales', 180_000_000],
    ['Luminarias en San Isidro', 95_000_000],
    ['Huerto de Valle Alto', 60_000_000],
    ['Banquetas seguras', 120_000_000],
    ['Bebederos en la plaza', 25_000_000],
  ],
  sur: [
    ['Parque de bolsillo en Centro', 150_000_000],
    ['Ciclovía de La Huerta', 210_000_000],
    ['Biblioteca de El Mezquite', 80_000_000],
  ],
} as const;

/** The story city's election, open for votes at `now`: ballot frozen, key checked, one booth. */
export async function anElection(
  tx: Tx,
  cityId: number,
  wish: ElectionWish = {},
): Promise<Election & { readonly voters: readonly number[] }> {
  const { now = storyNow, order = { by: 'folio' }, people = 0 } = wish;
  const cycle = await aCycle(tx, cityId, { phase: 'voting', ...wish, now });
  const zones = Object.fromEntries((await zonesOf(tx, cityId)).map(({ code, id }) => [code, id]));
  const zone = (code: string) => zones[code] as number;
  const maribel = await aStaffMember(tx, { cityId, role: 'coordinator', now });
  const rosa = await aStaffMember(tx, { cityId, role: 'booth_officer', now });
  const lucia = await aResident(tx, { cityId, zoneId: zone('los-nogales'), now });
  const tomas = await aResident(tx, { cityId, zoneId: zone('centro'), name: 'Tomás Ruiz', now });
  const zoneIds = Object.values(zones);
  const voters: number[] = [];
  for (let index = 0; index < people; index += 1) {
    const zoneId = zoneIds[index % zoneIds.length] as number;
    voters.push(await aResident(tx, { cityId, zoneId, name: `Vecina ${index + 1}`, now }));
  }
  for (const [code, list] of Object.entries(candidates)) {
    for (const [title, cost] of list)
      await aFeasibleProposal(tx, cycle, { code, title, cost, authorId: lucia, now });
  }
  const act = { cityId, cycleId: cycle.id, actorId: maribel, now };
  const privateKey = wish.demoKey
    ? await withDemoKey(tx, act)
    : done(await makeBallotKey(tx, act)).privateKey;
  if (!wish.demoKey) done(await checkBallotKey(tx, { ...act, privateKey }));
  done(await freezeBallot(tx, { ...act, order }));
  const boothId = done(await makeBooth(tx, { ...act, name: 'Mesa 1', place: 'Kiosco de la plaza' }));
  const [norte, sur] = (await contestsOf(tx, cityId, cycle.id)) as [Contest, Contest];
  return { cityId, cycle, now, norte, sur, zones, lucia, tomas, maribel, rosa, boothId, privateKey, voters };
}

async function withDemoKey(tx: Tx, act: Parameters<typeof useDemoKey>[1]): Promise<Buffer> {
  const { demoPrivateKey } = await import('./demo-key.ts');
  done(await useDemoKey(tx, act));
  return demoPrivateKey;
}

/** What a verb must answer in a story; a refusal is a broken story. */
export function done<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`refused: ${result.reason} ${JSON.stringify(result.details)}`);
  return result.value;
}

let forms = 0;

export interface VoteWish {
  readonly personId: number;
  readonly contestId: number;
  readonly marks: readonly number[];
  readonly now?: Date;
  readonly formKey?: string;
}

/** One vote on the web, through the verb. @returns the tracking code */
export async function aVote(tx: Tx, cityId: number, vote: VoteWish): Promise<string> {
  forms += 1;
  const { personId, contestId, marks, now = storyNow, formKey = `form-${forms}-of-the-story` } = vote;
  const contest = await contestById(tx, cityId, contestId);
  const listVersion = contest?.listVersion ?? '';
  return done(await castVote(tx, { cityId, actorId: personId, now, contestId, marks, listVersion, formKey }))
    .receipt;
}

export interface PaperWish {
  readonly personId: number;
  readonly contestId: number;
  readonly marks: readonly number[];
}

/** A person at the booth with one paper of hers in the box: checked in, and the paper entered. */
export async function aPaperVote(
  tx: Tx,
  election: Election,
  { personId, contestId, marks }: PaperWish,
): Promise<void> {
  const act = {
    cityId: election.cityId,
    actorId: election.rosa,
    now: election.now,
    boothId: election.boothId,
  };
  done(await checkIn(tx, { ...act, personId }));
  done(await enterPaperBallot(tx, { ...act, contestId, marks }));
}

/**
 * An election with votes on web and paper, closed and opened: `webVotes` of Sector Norte by the people in turn, then
 * `paperVotes`.
 */
export async function anOpenedElection(
  tx: Tx,
  cityId: number,
  wish: ElectionWish & {
    readonly webVotes?: readonly (readonly number[])[];
    readonly paperVotes?: readonly (readonly number[])[];
  } = {},
): Promise<Election & { readonly voters: readonly number[] }> {
  const { webVotes = [[1, 3], [1], [2, 3], []], paperVotes = [[1, 5], [4]] } = wish;
  const votes = [...webVotes, ...paperVotes];
  // Half of the zones lie in Sector Norte.
  const election = await anElection(tx, cityId, { ...wish, people: votes.length * 2 });
  const northern = await peopleOf(tx, election, election.norte);
  for (const [index, marks] of votes.entries()) {
    const personId = northern[index] as number;
    const contestId = election.norte.id;
    if (index < webVotes.length) await aVote(tx, cityId, { personId, contestId, marks, now: election.now });
    else await aPaperVote(tx, election, { personId, contestId, marks });
  }
  const { cycle, maribel, privateKey } = election;
  done(await openBallots(tx, { cityId, cycleId: cycle.id, actorId: maribel, now: afterVoting, privateKey }));
  return election;
}

/** People on the roll who vote in a contest, Lucía and Tomás among them. */
async function peopleOf(tx: Tx, { cityId, cycle }: Election, contest: Contest): Promise<number[]> {
  const rows = await tx
    .selectFrom('roll_entry as r')
    .innerJoin('contest_zone as z', (join) =>
      join.onRef('z.city_id', '=', 'r.city_id').onRef('z.zone_id', '=', 'r.zone_id'),
    )
    .select('r.person_id')
    .where('r.city_id', '=', cityId)
    .where('r.cycle_id', '=', cycle.id)
    .where('z.contest_id', '=', contest.id)
    .orderBy('r.person_id')
    .execute();
  return rows.map(({ person_id }) => person_id);
}

/** A proposal that went all the way to a revealed, feasible decision. */
export async function aFeasibleProposal(
  tx: Tx,
  cycle: Cycle,
  wish: { code: string; title: string; cost: number; authorId: number; now: Date; track?: string },
): Promise<number> {
  const { cityId, id: cycleId } = cycle;
  const { code, title, cost, authorId, now, track = 'community' } = wish;
  const district = (await districtsOf(tx, cycle)).find((one) => one.code === code);
  if (!district) throw new Error(`no district ${code}`);
  const { taken } = await tx
    .selectFrom('proposal')
    .select(({ fn }) => fn.countAll<number>().as('taken'))
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .executeTakeFirstOrThrow();
  const folio = `${cycle.blueprint.cycle.prefix}-${String(taken + 1).padStart(4, '0')}`;
  const category = cycle.blueprint.cycle.categories[0]?.code as string;
  const shared = { city_id: cityId, cycle_id: cycleId, folio, track, district_id: district.id, category };
  const { id } = await tx
    .insertInto('proposal')
    .values({ ...shared, author_id: authorId, channel: 'web', submitted_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  const text = {
    title,
    problem: 'Hace falta desde hace años.',
    idea: `${title}, para que lo use toda la colonia.`,
  };
  await tx
    .insertInto('proposal_version')
    .values({ city_id: cityId, proposal_id: id, version: 1, ...text, written_by: authorId, written_at: now })
    .execute();
  const act = { cityId, proposalId: id, actorId: null, now };
  done(await releaseProposal(tx, { ...act, reason: 'historia' }));
  done(await recordOutcome(tx, { ...act, stage: 'feasible', cost }));
  await revealedDecision(tx, { cityId, cycleId, proposalId: id, cost, now });
  return id;
}

async function revealedDecision(
  tx: Tx,
  {
    cityId,
    cycleId,
    proposalId,
    cost,
    now,
  }: { cityId: number; cycleId: number; proposalId: number; cost: number; now: Date },
): Promise<void> {
  const evaluator = await aStaffMember(tx, { cityId, role: 'evaluator', now });
  const signer = await aStaffMember(tx, { cityId, role: 'signer', now });
  const { id: caseId } = await tx
    .insertInto('evaluation_case')
    .values({
      city_id: cityId,
      cycle_id: cycleId,
      proposal_id: proposalId,
      state: 'revealed',
      opened_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('decision')
    .values({
      city_id: cityId,
      case_id: caseId,
      outcome: 'feasible',
      effects: 'Mejora la colonia.',
      departments_cost: cost,
      cost,
      prepared_by: evaluator,
      prepared_at: now,
      signed_by: signer,
      signed_at: now,
      hash: Buffer.alloc(32, 1),
      revealed_at: now,
    })
    .execute();
}
