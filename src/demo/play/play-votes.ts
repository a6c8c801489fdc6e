import type { PhaseView } from '../../cycle/cycle-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import { castVote } from '../../voting/cast-vote.ts';
import { checkIn } from '../../voting/check-in.ts';
import { enterPaperBallot } from '../../voting/enter-paper-ballot.ts';
import { type Candidate, type Contest, candidatesOf, contestsOf } from '../../voting/voting-queries.ts';
import { type Chance, chance } from '../chance.ts';
import { writtenAbout } from '../content/demo-content.ts';
import { later, oneDay, oneHour, type Play } from './play.ts';

/** Of a hundred people on the roll, so many vote; of these, so many at a booth. */
const turnout = 0.76;
const atBooth = 0.12;

interface Voter {
  readonly rollEntryId: number;
  readonly personId: number;
  readonly contestIds: readonly number[];
  readonly web: boolean;
  readonly at: Date;
  readonly mind: Chance;
}

interface Question {
  readonly contest: Contest;
  readonly candidates: readonly Candidate[];
}

/** The neighbours vote, each at a moment of her own between eight in the morning and ten at night. */
export async function playVotes(tx: Tx, play: Play, phase: PhaseView): Promise<void> {
  const { city, cycle } = play;
  const questions = new Map<number, Question>();
  for (const contest of await contestsOf(tx, city.id, cycle.id)) {
    questions.set(contest.id, { contest, candidates: await candidatesOf(tx, city.id, contest.id) });
  }
  const booths = await tx
    .selectFrom('booth')
    .select('id')
    .where('city_id', '=', city.id)
    .where('cycle_id', '=', cycle.id)
    .orderBy('id')
    .execute();
  for (const voter of await votersOf(tx, play, phase)) {
    const asked = voter.contestIds.flatMap((id) => questions.get(id) ?? []);
    const boothId = booths[voter.personId % Math.max(1, booths.length)]?.id;
    if (voter.web) await voteOnWeb(tx, play, voter, asked);
    else if (boothId !== undefined) await voteAtBooth(tx, play, voter, { boothId, asked });
  }
}

/** Who votes by `until` and has not yet, by the moment of the vote. */
async function votersOf(tx: Tx, { city, cycle, until }: Play, phase: PhaseView): Promise<Voter[]> {
  const rows = await tx
    .selectFrom('roll_entry as r')
    .innerJoin('contest_zone as z', (join) =>
      join.onRef('z.city_id', '=', 'r.city_id').onRef('z.zone_id', '=', 'r.zone_id'),
    )
    .innerJoin('contest as c', (join) =>
      join
        .onRef('c.city_id', '=', 'r.city_id')
        .onRef('c.id', '=', 'z.contest_id')
        .onRef('c.cycle_id', '=', 'r.cycle_id'),
    )
    .select(['r.id', 'r.person_id', 'r.web_allowed', 'c.id as contest_id'])
    .where('r.city_id', '=', city.id)
    .where('r.cycle_id', '=', cycle.id)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('envelope as e')
            .select('e.id')
            .whereRef('e.city_id', '=', 'r.city_id')
            .whereRef('e.roll_entry_id', '=', 'r.id'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('check_in as i')
            .select('i.at')
            .whereRef('i.city_id', '=', 'r.city_id')
            .whereRef('i.roll_entry_id', '=', 'r.id'),
        ),
      ),
    )
    .orderBy('r.person_id')
    .orderBy('c.id')
    .execute();
  const days = Math.floor((phase.closesAt.getTime() - phase.opensAt.getTime()) / oneDay);
  const voters = new Map<number, Voter & { contestIds: number[] }>();
  for (const row of rows) {
    const known = voters.get(row.id);
    if (known) known.contestIds.push(row.contest_id);
    else {
      const mind = chance(`${cycle.slug} ${row.person_id}`);
      if (mind.next() >= turnout) continue;
      const at = later(phase.opensAt, mind.below(days) * oneDay + (8 + mind.next() * 14) * oneHour);
      const web = row.web_allowed && mind.next() >= atBooth;
      const contestIds = [row.contest_id];
      voters.set(row.id, { rollEntryId: row.id, personId: row.person_id, contestIds, web, at, mind });
    }
  }
  return [...voters.values()]
    .filter(({ at }) => at <= until)
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

async function voteOnWeb(tx: Tx, { city }: Play, voter: Voter, asked: readonly Question[]): Promise<void> {
  for (const { contest, candidates } of asked) {
    await castVote(tx, {
      cityId: city.id,
      actorId: voter.personId,
      now: voter.at,
      contestId: contest.id,
      marks: marksOf(voter.mind, contest, candidates),
      listVersion: contest.listVersion,
      formKey: `demo-${voter.rollEntryId}-${contest.id}`,
    });
  }
}

async function voteAtBooth(
  tx: Tx,
  { city, staff }: Play,
  { personId, at, mind }: Voter,
  { boothId, asked }: { readonly boothId: number; readonly asked: readonly Question[] },
): Promise<void> {
  const act = { cityId: city.id, actorId: staff.officer, now: at, boothId };
  const entered = await checkIn(tx, { ...act, personId });
  if (!entered.ok) return;
  for (const { contest, candidates } of asked) {
    const luck = mind.next();
    const marks = luck < 0.05 ? [] : marksOf(mind, contest, candidates);
    const fault = luck > 0.93 ? ('illegible' as const) : undefined;
    await enterPaperBallot(tx, { ...act, contestId: contest.id, marks, fault });
  }
}

/** A few of the candidates: the more neighbours supported a proposal, the likelier it is marked. */
function marksOf(mind: Chance, contest: Contest, candidates: readonly Candidate[]): number[] {
  const standing = candidates.filter(({ withdrawn }) => withdrawn === null);
  const wish = contest.ballot.type === 'marks' ? contest.ballot.maximum : 3;
  const count = Math.min(standing.length, wish === 1 ? 1 : 2 + mind.below(wish - 1));
  const drawn = standing.map(({ number, title, cost }) => {
    const liked = (writtenAbout(title)?.supports ?? 60) + 20;
    // Efraimidis and Spirakis 2006: the largest of u^(1/weight) are a weighted draw without repetition.
    return { number, cost, key: mind.next() ** (1 / liked) };
  });
  drawn.sort((one, other) => other.key - one.key);
  if (contest.ballot.type === 'marks') return drawn.slice(0, count).map(({ number }) => number);
  let left = contest.money;
  return drawn.flatMap(({ number, cost }) => {
    if (cost > left) return [];
    left -= cost;
    return [number];
  });
}
