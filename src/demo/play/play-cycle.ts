import { type Cycle, cycleById, type PhaseView, phasesOf } from '../../cycle/cycle-queries.ts';
import type { PhaseKind } from '../../cycle/cycle-section.ts';
import { tickPhases } from '../../cycle/tick-phases.ts';
import type { Tx } from '../../platform/db/database.ts';
import { demoStaff } from './demo-staff.ts';
import { later, oneDay, type Play } from './play.ts';
import { playBallot } from './play-ballot.ts';
import { playCount, publicationOf } from './play-count.ts';
import { playEvaluation } from './play-evaluation.ts';
import { playReleases } from './play-releases.ts';
import { playVotes } from './play-votes.ts';
import { playWorks } from './play-works.ts';

export interface Span {
  readonly city: Play['city'];
  readonly cycleId: number;
  readonly from: Date;
  readonly until: Date;
}

/**
 * Does what the staff and the neighbours of the demo would have done in an edition by `until`, through the verbs and with
 * the verbs' own dates: releases, evaluation, ballot, votes, count, works. Played in two steps it gives the same as in one.
 * What visitors have done stands; what they stopped or took out of the demo's hands is not played.
 */
export async function playCycle(tx: Tx, { city, cycleId, from, until }: Span): Promise<void> {
  const cycle = await cycleById(tx, city.id, cycleId);
  const staff = await demoStaff(tx, city.id);
  if (!cycle || !staff || cycle.state !== 'published') return;
  const play: Play = { city, cycle, staff, from, until };
  for (const { at, act } of await scenesOf(tx, cycle, play)) {
    if (at > until) break;
    await tickPhases(tx, city.id, at);
    await act();
  }
  await tickPhases(tx, city.id, until);
}

interface Scene {
  readonly at: Date;
  readonly act: () => Promise<void>;
}

/** What is played, in order; the phases that the cycle has and that nobody has stopped. */
async function scenesOf(tx: Tx, cycle: Cycle, play: Play): Promise<Scene[]> {
  const phases = await phasesOf(tx, cycle, play.until);
  const running = (kind: PhaseKind): PhaseView | undefined =>
    phases.find((phase) => phase.kind === kind && phase.state !== 'suspended' && phase.state !== 'cancelled');
  const proposals = running('proposals');
  const evaluation = running('evaluation');
  const voting = running('voting');
  const scenes: Scene[] = [];
  if (proposals) scenes.push({ at: proposals.opensAt, act: () => playReleases(tx, play) });
  if (evaluation) {
    scenes.push({ at: evaluation.opensAt, act: () => playEvaluation(tx, play, evaluation) });
    const freezeAt = later(evaluation.closesAt, 3 * oneDay);
    if (voting) scenes.push({ at: freezeAt, act: () => playBallot(tx, play, freezeAt) });
  }
  if (voting) {
    scenes.push({ at: voting.opensAt, act: () => playVotes(tx, play, voting) });
    scenes.push({ at: voting.closesAt, act: () => playCount(tx, play, voting) });
    scenes.push({ at: publicationOf(voting), act: () => playWorks(tx, play) });
  }
  return scenes;
}
