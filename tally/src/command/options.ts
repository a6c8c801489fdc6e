/** What the command line asks for. */
import type { Contest } from '../election.ts';
import type { PabulibFile } from '../pabulib/format.ts';
import { type Completion, NO_LIMITS, type Rule, type Score } from '../rule.ts';
import { CHEAPEST, type TieStep } from '../ties.ts';

export const USAGE = `Usage: cabildo tally FILE.pb --rule RULE [options]

  --rule        greedy | greedy-no-skip | greedy-threshold | greedy-per-cost | equal-shares | phragmen | bos
  --utility     cost | cardinality | points | points-cost | borda | ranks:3,2,1
                (default: cost; points where ballots carry points; borda where they are ordered)
  --completion  none | utilitarian | add1 | add1u     what Equal Shares does with unspent money (default: none)
  --completion-by score | score-per-cost              order of the utilitarian completion
                (default: score; score-per-cost for points and borda)
  --early-stop      Add1 also stops as soon as nothing unselected fits
  --integral-start  Add1 begins with a whole number of currency units for each voter
  --step N          Add1 adds N currency units to every share (default: 1)
  --comparison      take the greedy outcome if more voters have more winners with it
  --stop            Phragmén ends at the first candidate that does not fit (default: it is passed over)
  --threshold N     votes (or points) a candidate must reach; greedy-threshold takes it from the file
  --ties        file | cheapest | lot:SEED            (default: cheapest: lowest cost, most votes, id)
  --lenient         report problems of the file as counted warnings and go on
  --json            print one line of JSON
  --explain ID      say why a candidate won or lost, and what would have made it win
  --transcript FILE write the auditors' transcript (Equal Shares)
`;

/** A mistake on the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const VALUES = [
  'rule',
  'utility',
  'completion',
  'completion-by',
  'step',
  'threshold',
  'ties',
  'explain',
  'transcript',
];
const FLAGS = ['early-stop', 'integral-start', 'comparison', 'stop', 'lenient', 'json', 'help'];

export class Options {
  readonly file: string;
  private readonly values = new Map<string, string>();

  /** @throws UsageError */
  constructor(args: readonly string[]) {
    const files: string[] = [];
    for (let at = 0; at < args.length; at++) {
      const arg = args[at] ?? '';
      if (!arg.startsWith('--')) {
        files.push(arg);
        continue;
      }
      const [name = '', inline] = split(arg.slice(2));
      if (FLAGS.includes(name) && inline === undefined) this.values.set(name, '');
      else if (VALUES.includes(name)) {
        const value = inline ?? args[++at];
        if (value === undefined) throw new UsageError(`--${name} needs a value`);
        this.values.set(name, value);
      } else throw new UsageError(`unknown option ${arg}`);
    }
    if (files.length !== 1 && !this.has('help'))
      throw new UsageError(`one file is needed, ${files.length} are given`);
    this.file = files[0] ?? '';
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  text(name: string): string | undefined {
    return this.values.get(name);
  }

  /** @throws UsageError when the value is none of the choices */
  choice<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    const given = this.values.get(name);
    if (given === undefined) return otherwise;
    const found = choices.find((choice) => choice === given);
    if (found === undefined)
      throw new UsageError(`--${name} must be one of ${choices.join(', ')}, and is ${given}`);
    return found;
  }

  /** @throws UsageError when the value is not a whole number, `least` or more */
  whole(name: string, least: number, otherwise: number): number {
    const given = this.values.get(name);
    const value = given === undefined ? otherwise : Number(given);
    if (!Number.isSafeInteger(value) || value < least || given === '') {
      throw new UsageError(`--${name} must be a whole number, ${least} or more`);
    }
    return value;
  }
}

function split(option: string): [string, string | undefined] {
  const at = option.indexOf('=');
  return at === -1 ? [option, undefined] : [option.slice(0, at), option.slice(at + 1)];
}

interface Utility {
  readonly score: Score;
  readonly timesCost: boolean;
}

function utilityOf(options: Options, contest: Contest): Utility {
  const { type } = contest.ballot;
  const byType =
    type === 'ordinal' ? 'borda' : type === 'cumulative' || type === 'scoring' ? 'points' : 'cost';
  const ranks = /^ranks:(\d+(?:,\d+)*)$/.exec(options.text('utility') ?? '')?.[1];
  if (ranks !== undefined) return { score: { ranks: ranks.split(',').map(Number) }, timesCost: false };
  switch (options.choice('utility', ['cost', 'cardinality', 'points', 'points-cost', 'borda'], byType)) {
    case 'cost':
      return { score: 'votes', timesCost: true };
    case 'cardinality':
      return { score: 'votes', timesCost: false };
    case 'points':
      return { score: 'points', timesCost: false };
    case 'points-cost':
      return { score: 'points', timesCost: true };
    case 'borda':
      return { score: 'borda', timesCost: false };
  }
}

function tiesOf(options: Options): readonly TieStep[] {
  const given = options.text('ties') ?? 'cheapest';
  if (given === 'file') return ['file'];
  if (given === 'cheapest') return CHEAPEST;
  if (given.startsWith('lot:') && given.length > 4) return [{ lot: given.slice(4) }];
  throw new UsageError(`--ties must be file, cheapest or lot:SEED, and is ${given}`);
}

function completionOf(options: Options, utility: Utility, contest: Contest): Completion {
  const kind = options.choice('completion', ['none', 'utilitarian', 'add1', 'add1u'], 'none');
  const byDefault = utility.score === 'votes' || utility.timesCost ? 'score' : 'score-per-cost';
  const by = options.choice('completion-by', ['score', 'score-per-cost'], byDefault);
  const per = by === 'score' ? 'candidate' : 'cost';
  const raise = {
    step: options.whole('step', 1, 1) * contest.minorPerUnit,
    earlyStop: options.has('early-stop'),
    integralStart: options.has('integral-start'),
  };
  if (kind === 'none') return { kind };
  if (kind === 'utilitarian') return { kind, per };
  return kind === 'add1' ? { kind, ...raise } : { kind, ...raise, per };
}

/** The rule that the options ask for. All ballots of the file get a share: blank ones are voters too. */
export function ruleOf(options: Options, file: PabulibFile): Rule {
  const names = [
    'greedy',
    'greedy-no-skip',
    'greedy-threshold',
    'greedy-per-cost',
    'equal-shares',
    'phragmen',
    'bos',
  ] as const;
  if (!options.has('rule')) throw new UsageError('--rule is missing');
  const name = options.choice('rule', names, 'greedy');
  const ties = tiesOf(options);
  const utility = utilityOf(options, file.contest);
  const given = options.has('threshold') ? options.whole('threshold', 0, 0) : null;
  const least = name === 'greedy-threshold' ? (given ?? file.threshold) : given;
  if (name === 'greedy-threshold' && least === null)
    throw new UsageError('the file names no threshold: give --threshold N');
  const limits = {
    ...NO_LIMITS,
    threshold: least === null ? null : ({ of: 'score', atLeast: least } as const),
  };
  switch (name) {
    case 'equal-shares': {
      const completion = completionOf(options, utility, file.contest);
      const comparison = options.has('comparison') ? 'winners' : null;
      return { name, ...utility, voters: 'cast', completion, comparison, limits, ties };
    }
    case 'phragmen':
      return { name, whenFull: options.has('stop') ? 'stop' : 'skip', limits, ties };
    case 'bos':
      return { name, ...utility, voters: 'cast', precision: 64, limits, ties };
    default: {
      const per = name === 'greedy-per-cost' ? 'cost' : 'candidate';
      const whenFull = name === 'greedy-no-skip' ? 'stop' : 'skip';
      return { name: 'greedy', score: utility.score, per, whenFull, overspend: 0, limits, ties };
    }
  }
}
