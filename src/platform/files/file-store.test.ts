import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectFiles, digestOf, pathOf, writeFileDurably } from './file-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabildo-files-'));
  connectFiles(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the same bytes written by many at once lie there once, whole', async () => {
  const bytes = Buffer.from('una banca bajo el árbol'.repeat(1000));
  const path = pathOf(digestOf(bytes));
  await Promise.all(Array.from({ length: 8 }, () => writeFileDurably(path, bytes)));
  expect(await readdir(dirname(path))).toHaveLength(1);
  expect(await readFile(path)).toEqual(bytes);
});

test('what a killed process left half written is written again', async () => {
  const bytes = Buffer.from('una banca bajo el árbol');
  const path = pathOf(digestOf(bytes));
  await writeFileDurably(path, bytes.subarray(0, 4));
  await writeFileDurably(path, bytes);
  expect(await readFile(path)).toEqual(bytes);
});

test('a copy lies beside its original and is not mistaken for it', () => {
  const digest = digestOf(Buffer.from('a'));
  expect(pathOf(digest, 'small')).toBe(`${pathOf(digest)}.small`);
});
