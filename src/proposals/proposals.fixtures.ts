import { allotmentsOf, categoriesOf, cycleById, districtsOf, tracksOf } from '../cycle/cycle-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import type { ProposalAnswers } from './check-proposal.ts';
import { releaseProposal } from './release-proposal.ts';
import { type Submitted, submitProposal } from './submit-proposal.ts';

export interface WishedProposal {
  readonly cityId: number;
  readonly cycleId: number;
  /** A person who may propose; see aResident. */
  readonly authorId: number;
  /** A moment in the proposals phase. */
  readonly now: Date;
  readonly answers?: Partial<ProposalAnswers>;
  readonly photos?: readonly { readonly fileId: number; readonly description: string }[];
  /** Who releases it; unreleased when left out. */
  readonly releasedBy?: number;
}

/** Tomás's idea for the square, in the first district that has money, unless other answers are given. */
export async function someAnswers(tx: Tx, cityId: number, cycleId: number): Promise<ProposalAnswers> {
  const cycle = await cycleById(tx, cityId, cycleId);
  if (!cycle) throw new Error(`no cycle ${cycleId}`);
  const [allotment] = await allotmentsOf(tx, cycle);
  const [category] = await categoriesOf(tx, cycle);
  const districts = await districtsOf(tx, cycle);
  const district =
    districts.find(({ id }) => id === allotment?.districtId) ?? districts.find(({ lowest }) => lowest);
  const track = allotment?.track ?? tracksOf(cycle)[0]?.code;
  if (!district || !category || !track) throw new Error('the cycle has no districts, categories or tracks');
  return {
    title: 'Sombra y bancas en la plaza',
    problem: 'En la tarde no hay dónde sentarse a la sombra y los mayores se van.',
    idea: 'Plantar seis encinos y poner ocho bancas junto al kiosco.',
    track,
    category: category.code,
    where: { districtId: district.id },
    place: 'Junto al kiosco de la plaza principal',
    latitude: null,
    longitude: null,
  };
}

/** A proposal as its author sent it, released when `releasedBy` is given. */
export async function aProposal(tx: Tx, wish: WishedProposal): Promise<Submitted> {
  const { cityId, cycleId, authorId, now } = wish;
  const answers = { ...(await someAnswers(tx, cityId, cycleId)), ...wish.answers };
  const photos = wish.photos ?? [];
  const submitted = await submitProposal(tx, {
    cityId,
    cycleId,
    authorId,
    actorId: authorId,
    now,
    channel: 'web',
    answers,
    photos,
  });
  if (!submitted.ok) throw new Error(`the proposal was refused: ${submitted.reason}`);
  const { proposalId } = submitted.value;
  if (wish.releasedBy !== undefined) {
    const released = await releaseProposal(tx, { cityId, proposalId, actorId: wish.releasedBy, now });
    if (!released.ok) throw new Error(`the proposal was not released: ${released.reason}`);
  }
  return submitted.value;
}
