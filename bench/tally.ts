/**
 * Measures the counting library: reading, and each rule, apart; one thread.
 *
 *   CABILDO_REAL_DATA=../shared/data node bench/tally.ts
 *
 * Synthetic elections come from a seeded generator, so that two machines measure the same. A figure is the best and
 * the median of several runs in one process, wall clock, with the processor time of the best beside it: on a shared
 * machine the processor time says more. Peak memory is that of the process so far.
 */
import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CHEAPEST,
  type Completion,
  type GreedyRule,
  NO_LIMITS,
  type Profile,
  ProfileBuilder,
  type Rule,
  readPabulib,
  runRule,
  transcribe,
} from '../tally/src/index.ts';

const GREEDY: GreedyRule = {
  name: 'greedy',
  score: 'votes',
  per: 'candidate',
  whenFull: 'skip',
  overspend: 0,
  limits: NO_LIMITS,
  ties: CHEAPEST,
};

const equalShares = (completion: Completion) =>
  ({
    name: 'equal-shares',
    score: 'votes',
    timesCost: true,
    voters: 'valid',
    completion,
    comparison: null,
    limits: NO_LIMITS,
    ties: CHEAPEST,
  }) as const;

interface Figure {
  readonly what: string;
  readonly bestMs: number;
  readonly medianMs: number;
  readonly cpuMs: number;
  readonly note: string;
}

function measure<T>(
  what: string,
  times: number,
  act: () => T,
  note: (result: T) => string = () => '',
): Figure {
  const walls: number[] = [];
  const cpu: number[] = [];
  let result = act();
  for (let i = 0; i < times; i++) {
    const [begun, used] = [performance.now(), process.cpuUsage()];
    result = act();
    walls.push(performance.now() - begun);
    cpu.push(process.cpuUsage(used).user / 1000);
  }
  const sorted = walls.toSorted((a, b) => a - b);
  const figure = {
    what,
    bestMs: sorted[0] ?? 0,
    medianMs: sorted[times >> 1] ?? 0,
    cpuMs: Math.min(...cpu),
    note: note(result),
  };
  const ms = (value: number) => value.toFixed(1).padStart(9);
  console.log(
    `${what.padEnd(58)}${ms(figure.bestMs)}${ms(figure.medianMs)}${ms(figure.cpuMs)}  ${figure.note}`,
  );
  return figure;
}

/** Mulberry32: a small generator with a known sequence. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Approval ballots of equal length. Costs are spread over a factor of 20, popularity over a factor of 7; the budget pays
 * for a quarter of all projects.
 */
function synthetic(voters: number, projects: number, marksEach: number): Profile {
  const next = random(1);
  const candidates = Array.from({ length: projects }, (_, i) => ({
    id: `p${i}`,
    cost: Math.round(20_000 * Math.exp(3 * next())),
  }));
  const sums: number[] = [];
  for (let i = 0; i < projects; i++) sums.push((sums[i - 1] ?? 0) + Math.exp(2 * next()));
  const total = candidates.reduce((sum, { cost }) => sum + cost, 0);
  const budget = Math.round(total / 4);
  const builder = new ProfileBuilder({
    id: 'synthetic',
    budget,
    minorPerUnit: 1,
    ballot: { type: 'approval', badMarks: 'void' },
    candidates,
  });
  const marks = new Uint16Array(marksEach);
  for (let voter = 0; voter < voters; voter++) {
    for (let length = 0; length < marksEach; ) {
      const drawn = next() * (sums.at(-1) ?? 0);
      const mark = sums.findIndex((sum) => sum >= drawn);
      if (!marks.subarray(0, length).includes(mark)) marks[length++] = mark;
    }
    builder.addValid(marks, null, marksEach, 0);
  }
  return builder.build();
}

function benchLodz(folder: string | undefined): void {
  const path = join(folder ?? '', 'pabulib', 'Poland_Lodz_2022.pb');
  if (folder === undefined || !existsSync(path)) {
    console.log('Łódź 2022: NOT RUN, set CABILDO_REAL_DATA to the folder with pabulib/');
    return;
  }
  const bytes = readFileSync(path);
  const read = readPabulib(bytes, { lenient: false });
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const { profile } = read.file;
  measure('Łódź 2022, 90,494 × 160: parse', 15, () => readPabulib(bytes, { lenient: false }));
  const winners = (rule: Rule) => () => runRule(profile, rule).winners;
  const count = (found: readonly number[]) => `${found.length} winners`;
  measure('Łódź 2022: greedy', 15, winners(GREEDY), count);
  measure('Łódź 2022: Equal Shares', 15, winners(equalShares({ kind: 'none' })), count);
  measure(
    'Łódź 2022: Equal Shares, Add1',
    3,
    winners(equalShares({ kind: 'add1', step: 1, earlyStop: false, integralStart: false })),
    count,
  );
  measure(
    'Łódź 2022: Phragmén',
    5,
    winners({ name: 'phragmen', whenFull: 'stop', limits: NO_LIMITS, ties: CHEAPEST }),
    count,
  );
  const bos = { ...equalShares({ kind: 'none' }), name: 'bos', precision: 64 } as const;
  measure('Łódź 2022: BOS', 3, winners(bos), count);
}

function benchSynthetic(voters: number, projects: number, full: boolean): void {
  const profile = synthetic(voters, projects, 9);
  const name = `${voters.toLocaleString('en')} × ${projects}`;
  const count = (found: readonly number[]) => `${found.length} winners`;
  measure(`${name}: greedy`, 9, () => runRule(profile, GREEDY).winners, count);
  measure(`${name}: Equal Shares`, 9, () => runRule(profile, equalShares({ kind: 'none' })).winners, count);
  if (full) {
    measure(
      `${name}: exact certificate (transcript with payers)`,
      3,
      () => transcribe(profile, equalShares({ kind: 'none' }), 'auditor').rounds.length,
    );
    const raise = {
      kind: 'add1u',
      step: 1,
      earlyStop: false,
      integralStart: false,
      per: 'candidate',
    } as const;
    measure(
      `${name}: Add1u`,
      3,
      () => runRule(profile, equalShares(raise)),
      (outcome) => {
        const share = outcome.describe().steps.find((step) => step.kind === 'share');
        return `${outcome.winners.length} winners, ${share?.runs ?? 0} runs`;
      },
    );
  }
  console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
}

/** Runs all measurements, or only those of one part: lodz, synthetic, million. */
export function benchTally(part = 'all'): void {
  console.log(`${cpus()[0]?.model ?? ''}, Node ${process.version}`);
  console.log(`${''.padEnd(58)}${'best ms'.padStart(9)}${'median'.padStart(9)}${'cpu'.padStart(9)}`);
  if (part === 'all' || part === 'lodz') benchLodz(process.env.CABILDO_REAL_DATA);
  if (part === 'all' || part === 'synthetic') benchSynthetic(100_000, 150, true);
  if (part === 'all' || part === 'million') benchSynthetic(1_000_000, 300, false);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) benchTally(process.argv[2]);
