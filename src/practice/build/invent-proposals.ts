import { categoriesOf, cycleById, tracksOf } from '../../cycle/cycle-queries.ts';
import { chance } from '../../demo/chance.ts';
import { inventedTexts } from '../../demo/invented-texts.ts';
import type { Tx } from '../../platform/db/database.ts';
import { releaseProposal } from '../../proposals/release-proposal.ts';
import { submitProposal } from '../../proposals/submit-proposal.ts';
import { supportProposal } from '../../proposals/support-proposal.ts';
import type { Invented } from './invent-people.ts';

interface Setting {
  readonly cityId: number;
  readonly cycleId: number;
  readonly people: Invented;
  readonly from: Date;
  readonly until: Date;
}

/**
 * Neighbours propose, each once, at moments of their own. Two of three proposals are public; the rest waits for the guests.
 * Throws when the city's rules take none of them: a space without proposals teaches nothing.
 */
export async function inventProposals(tx: Tx, setting: Setting, wanted: number): Promise<void> {
  const { cityId, cycleId, people, from, until } = setting;
  const cycle = await cycleById(tx, cityId, cycleId);
  if (!cycle || wanted === 0) return;
  const luck = chance(`practice proposals ${cityId}`);
  const categories = (await categoriesOf(tx, cycle)).map(({ code }) => code);
  const tracks = tracksOf(cycle).map(({ code }) => code);
  const { titleLength, textLength } = cycle.blueprint.proposals;
  const texts = luck
    .shuffle(inventedTexts())
    .filter(
      ({ title, idea, problem }) =>
        title.length <= titleLength && Math.max(idea.length, problem.length) <= textLength,
    );
  const span = until.getTime() - from.getTime();
  let taken = 0;
  for (let nth = 0; nth < wanted; nth += 1) {
    const author = people.residents[nth];
    const text = texts[nth % texts.length];
    if (!author || !text) break;
    const now = new Date(from.getTime() + (span * (nth + 1)) / (wanted + 1));
    const { title, problem, idea } = text;
    const done = await submitProposal(tx, {
      cityId,
      cycleId,
      authorId: author.personId,
      actorId: author.personId,
      now,
      channel: 'web',
      answers: {
        title,
        problem,
        idea,
        track: tracks[nth % tracks.length] as string,
        category: categories.includes(text.category) ? text.category : luck.pick(categories),
        where: { zoneId: author.zoneId },
        place: null,
        latitude: null,
        longitude: null,
      },
      photos: [],
    });
    // A zone that lies in no district of this cycle has no proposals.
    if (!done.ok) continue;
    taken += 1;
    if (taken % 3 === 0) continue;
    const { proposalId } = done.value;
    await releaseProposal(tx, { cityId, proposalId, actorId: people.coordinatorId, now });
    for (const { personId } of luck.shuffle(people.residents).slice(0, luck.below(9))) {
      await supportProposal(tx, { cityId, proposalId, personId, resident: true, now });
    }
  }
  if (taken === 0) throw new Error("none of the invented proposals fits the cycle's rules");
}
