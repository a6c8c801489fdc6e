import { z } from 'zod';
import { type Cycle, currentCycle } from '../../cycle/cycle-queries.ts';
import { isPlayground } from '../../platform/http/city.ts';
import type { UploadedFile } from '../../platform/http/form.ts';
import {
  act,
  download,
  missing,
  type PageRequest,
  page,
  redirect,
  refused,
} from '../../platform/http/page.ts';
import { checkBallotKey } from '../check-ballot-key.ts';
import { readKeyFile, writeKeyFile } from '../key-file.ts';
import { makeBallotKey } from '../make-ballot-key.ts';
import { keysMade } from '../records/desk-rows.ts';
import { keyIdOf } from '../seal.ts';
import { useDemoKey } from '../use-demo-key.ts';
import { mayRunVoting } from '../voting-policy.ts';
import { type BallotKey, ballotKeyOf } from '../voting-queries.ts';
import { KeyView } from './key-view.tsx';

export interface KeyData {
  readonly cycle: Cycle;
  readonly key: BallotKey | undefined;
  readonly unchecked: readonly string[];
}

/** A file that arrived with a form; what is in it is read elsewhere. */
export const uploaded = z.custom<UploadedFile>(
  (value) => typeof value === 'object' && value !== null && 'bytes' in value,
  'form.missing',
);

/** Where the one key holder gets the key, and proves to have it. */
export const keyPage = page({
  path: '/desk/voting/key',
  who: mayRunVoting,
  secret: true,
  load,
  acts: {
    make: act({ input: z.object({}), run: make }),
    check: act({ input: z.object({ file: uploaded }), run: check }),
    demo: act({ input: z.object({}), run: demo }),
  },
  view: (data: KeyData) => <KeyView data={data} />,
});

async function load({ tx, city }: PageRequest): Promise<KeyData | typeof missing> {
  const cycle = await currentCycle(tx, city.id);
  if (!cycle) return missing;
  const key = await ballotKeyOf(tx, city.id, cycle.id);
  return { cycle, key, unchecked: await keysMade(tx, city.id, cycle.id) };
}

/** The answer's body is the only place where the private half is ever written. */
async function make(request: PageRequest) {
  const cycle = await currentCycle(request.tx, request.city.id);
  if (!cycle) return refused('voting.desk-no-cycle');
  const made = await makeBallotKey(request.tx, actOf(request, cycle));
  if (!made.ok) return refused(`voting.key-refusal.${made.reason}`);
  const { publicKey, privateKey } = made.value;
  const file = writeKeyFile({ city: request.city.name, cycle: cycle.name, publicKey, privateKey });
  return download(`cabildo-${cycle.slug}-${keyIdOf(publicKey)}.json`, 'application/json', file);
}

async function check(request: PageRequest, { file }: { file: UploadedFile }) {
  const cycle = await currentCycle(request.tx, request.city.id);
  if (!cycle) return refused('voting.desk-no-cycle');
  const privateKey = readKeyFile(file.bytes);
  if (!privateKey) return refused('voting.key-refusal.not-a-key', undefined, 'file');
  const checked = await checkBallotKey(request.tx, { ...actOf(request, cycle), privateKey });
  if (!checked.ok) return refused(`voting.key-refusal.${checked.reason}`, undefined, 'file');
  return redirect('/desk/voting/key', 'voting.key-checked');
}

async function demo(request: PageRequest) {
  const cycle = await currentCycle(request.tx, request.city.id);
  if (!cycle || !isPlayground(request.city)) return refused('voting.desk-no-cycle');
  const used = await useDemoKey(request.tx, actOf(request, cycle));
  if (!used.ok) return refused(`voting.key-refusal.${used.reason}`);
  return redirect('/desk/voting');
}

function actOf({ city, viewer, now }: PageRequest, cycle: Cycle) {
  return { cityId: city.id, cycleId: cycle.id, actorId: viewer.personId as number, now };
}
