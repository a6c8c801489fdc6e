import { access } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { tellStory } from '../../test/story.ts';
import { changeCrest } from '../city/change-look.ts';
import { aCity } from '../city/city.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { pathOf } from '../platform/files/file-store.ts';
import { keepPhoto } from '../platform/files/keep-photo.ts';
import { addDraftPhoto, dropDraft, saveDraft } from '../proposals/draft.ts';
import { aProposal } from '../proposals/proposals.fixtures.ts';
import { keepTerms } from './keep-terms.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

const timeZone = 'America/Monterrey';
const picture = (background: string, width = 60) =>
  sharp({ create: { width, height: width, channels: 3, background } })
    .png()
    .toBuffer();

async function kept(tx: Tx, cityId: number, background: string) {
  const done = await keepPhoto(tx, { cityId, bytes: await picture(background) });
  if (!done.ok) throw new Error(done.reason);
  const { sha256 } = await tx
    .selectFrom('file')
    .select('sha256')
    .where('id', '=', done.value.fileId)
    .executeTakeFirstOrThrow();
  return { ...done.value, sha256 };
}

async function lies(digest: Buffer): Promise<boolean[]> {
  const there = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );
  return [await there(pathOf(digest)), await there(pathOf(digest, 'small'))];
}

test('photos that nothing needs go after their term: the row first, the bytes when no city names them', async () => {
  const { cityId, cycle, people, days } = await tellStory(house);
  const other = await aCity(house.db, { slug: 'otra' });
  const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work);
  const key = { cityId, cycleId: cycle.id, personId: people.lucia };
  const answers = { title: '', problem: '', idea: '', track: '', category: '', where: '', place: '' };
  const draft = { ...answers, latitude: null, longitude: null };

  const [thrown, shared, drafted, proposed] = await inCity(async (tx) => {
    const files = [];
    for (const colour of ['#aa0000', '#00aa00', '#0000aa', '#aaaa00'])
      files.push(await kept(tx, cityId, colour));
    return files as [Kept, Kept, Kept, Kept];
  });
  await house.db.inCity(other, (tx) => kept(tx, other, '#00aa00'));
  const photoOf = ({ fileId, width, height }: Kept) => ({ fileId, width, height, description: '' });
  await inCity(async (tx) => {
    // One was in a draft that is thrown away, one is in a draft that stays.
    await saveDraft(tx, key, draft, days(0));
    await addDraftPhoto(tx, key, photoOf(thrown), 5);
    await dropDraft(tx, key);
    await saveDraft(tx, key, draft, days(0));
    await addDraftPhoto(tx, key, photoOf(drafted), 5);
    await aProposal(tx, {
      cityId,
      cycleId: cycle.id,
      authorId: people.tomas,
      now: days(0),
      photos: [photoOf(proposed)],
    });
    const crest = await changeCrest(tx, {
      cityId,
      actorId: people.administrator,
      now: days(0),
      bytes: await picture('#111111', 600),
    });
    expect(crest.ok).toBe(true);
  });
  const named = () => inCity((tx) => tx.selectFrom('file').select('id').orderBy('id').execute());
  const run = (day: number) => inCity((tx) => keepTerms(tx, { id: cityId, timeZone }, after(day)));
  expect(await named()).toHaveLength(5);

  await run(10);
  expect(await named()).toHaveLength(5);

  await run(40);
  const left = (await named()).map(({ id }) => id);
  expect(left).toHaveLength(3);
  expect(left).toEqual(expect.arrayContaining([drafted.fileId, proposed.fileId]));
  const told = await inCity((tx) =>
    tx.selectFrom('retention_run').select('removed').where('kind', '=', 'files').orderBy('day').execute(),
  );
  expect(told.map(({ removed }) => removed)).toEqual([0, 2]);
  // A row that was deleted could still come back; its bytes wait for the next day.
  expect(await lies(thrown.sha256)).toEqual([true, true]);

  await run(41);
  expect(await lies(thrown.sha256)).toEqual([false, false]);
  for (const stays of [shared, drafted, proposed]) expect(await lies(stays.sha256)).toEqual([true, true]);

  // The same picture again is a new file, with its bytes.
  const again = await inCity((tx) => kept(tx, cityId, '#aa0000'));
  expect(again.sha256).toEqual(thrown.sha256);
  expect(await lies(again.sha256)).toEqual([true, true]);
});

test('bytes that somebody sends again while they are about to go stay', async () => {
  const cityId = await aCity(house.db, { slug: 'tercera' });
  const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work);
  const { sha256 } = await inCity((tx) => kept(tx, cityId, '#550055'));
  const run = (day: number) => inCity((tx) => keepTerms(tx, { id: cityId, timeZone }, after(day)));
  await run(40);
  await inCity(async (tx) => {
    await kept(tx, cityId, '#550055');
    // The upload has not ended; the job of the next day runs beside it.
    await run(41);
  });
  expect(await lies(sha256)).toEqual([true, true]);
  await run(42);
  expect(await lies(sha256)).toEqual([true, true]);
});

type Kept = Awaited<ReturnType<typeof kept>>;

/** The file's own moment is the machine's. */
function after(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}
