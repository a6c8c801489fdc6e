import { z } from 'zod';
import { type Cycle, currentCycle, type PhaseView } from '../../cycle/cycle-queries.ts';
import type { Tx } from '../../platform/db/database.ts';
import { act, missing, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { demoPrivateKey } from '../demo-key.ts';
import { readKeyFile } from '../key-file.ts';
import { openBallots } from '../open-ballots.ts';
import { boxesOf, type OpeningRow, openingOf } from '../records/desk-rows.ts';
import { votingOf } from '../voting-phase.ts';
import { mayOpenEnvelopes } from '../voting-policy.ts';
import { type BallotKey, ballotKeyOf } from '../voting-queries.ts';
import { uploaded } from './key-page.tsx';
import { OpeningView } from './opening-view.tsx';

export interface OpeningData {
  readonly cycle: Cycle;
  readonly phase: PhaseView | undefined;
  readonly key: BallotKey | undefined;
  readonly opening: OpeningRow | undefined;
  /** Booths where papers and check-ins differ. */
  readonly differences: number;
}

const accepted = z.literal('yes').optional();
const withFile = z.object({ file: uploaded, accept: accepted });
const withDemoKey = z.object({ accept: accepted });

/** After the close: the key holder brings the file, and all envelopes are opened at once. */
export const openingPage = page({
  path: '/desk/voting/open',
  who: mayOpenEnvelopes,
  secret: true,
  load,
  acts: {
    open: act({ input: withFile, run: openWithFile }),
    demo: act({ input: withDemoKey, run: openWithDemoKey }),
  },
  view: (data: OpeningData) => <OpeningView data={data} />,
});

async function load({ tx, city, now }: PageRequest): Promise<OpeningData | typeof missing> {
  const cycle = await currentCycle(tx, city.id);
  if (!cycle) return missing;
  return {
    cycle,
    phase: (await votingOf(tx, city.id, cycle.id, now))?.phase,
    key: await ballotKeyOf(tx, city.id, cycle.id),
    opening: await openingOf(tx, city.id, cycle.id),
    differences: await differencesOf(tx, city.id, cycle.id),
  };
}

async function differencesOf(tx: Tx, cityId: number, cycleId: number): Promise<number> {
  const boxes = await boxesOf(tx, cityId, cycleId);
  return new Set(boxes.filter(({ checkedIn, papers }) => checkedIn !== papers).map(({ boothId }) => boothId))
    .size;
}

async function openWithFile(request: PageRequest, { file, accept }: z.infer<typeof withFile>) {
  const privateKey = readKeyFile(file.bytes);
  if (!privateKey) return refused('voting.key-refusal.not-a-key', undefined, 'file');
  return openWith(request, privateKey, accept);
}

function openWithDemoKey(request: PageRequest, { accept }: z.infer<typeof withDemoKey>) {
  return openWith(request, demoPrivateKey, accept);
}

async function openWith(
  { tx, city, viewer, now }: PageRequest,
  privateKey: Buffer,
  accept: 'yes' | undefined,
) {
  const cycle = await currentCycle(tx, city.id);
  if (!cycle) return refused('voting.open-refusal.not-frozen');
  if (!accept && (await differencesOf(tx, city.id, cycle.id)) > 0) {
    return refused('voting.open-accept-missing', undefined, 'accept');
  }
  const actorId = viewer.personId as number;
  const opened = await openBallots(tx, { cityId: city.id, cycleId: cycle.id, actorId, now, privateKey });
  if (opened.ok) return redirect('/desk/voting/open', 'voting.opened');
  return refused(
    `voting.open-refusal.${opened.reason}`,
    undefined,
    opened.reason === 'wrong-key' ? 'file' : undefined,
  );
}
