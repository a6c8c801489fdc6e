/** Replays transcripts of real elections. The folder is named by the environment variable CABILDO_REAL_DATA. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type EqualSharesRule, NO_LIMITS, readPabulib, transcribe } from '../../tally/src/index.ts';
import { replay, type Transcript } from './replay.ts';

const folder = process.env.CABILDO_REAL_DATA;

if (folder === undefined) {
  test.skip('NOT RUN: set CABILDO_REAL_DATA to the folder with pabulib/', () => {});
} else {
  test.each(['Poland_Swiecie_2023.pb', 'Netherlands_Assen_2024.pb'])('%s', (name) => {
    const read = readPabulib(readFileSync(join(folder, 'pabulib', name)), { lenient: false });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const { file } = read;
    const vote = file.voteColumns.indexOf('vote');
    const ballots = Array.from(file.votes, (fields) => ({ marks: (fields[vote] ?? '').split(',') }));
    const rule: EqualSharesRule = {
      name: 'equal-shares',
      score: 'votes',
      timesCost: true,
      voters: 'cast',
      completion: { kind: 'add1', step: file.contest.minorPerUnit, earlyStop: false, integralStart: false },
      comparison: null,
      limits: NO_LIMITS,
      ties: ['file'],
    };
    for (const form of ['public', 'auditor'] as const) {
      const transcript = transcribe(file.profile, rule, form) as Transcript;
      expect(replay(transcript, ballots)).toEqual([]);
      expect(replay(transcript, ballots.slice(1))).not.toEqual([]);
    }
  });
}
