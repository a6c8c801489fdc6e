/**
 * The `tally` command: counts a Pabulib file. A pure function: files, clock and screen come through {@link CommandIO}.
 */
import { describeOutcome, runRule } from '../count.ts';
import { ElectionError } from '../election.ts';
import { transcribe } from '../equal-shares/transcript.ts';
import { formatMinor } from '../pabulib/decimal.ts';
import type { PabulibFile, ProblemCounts } from '../pabulib/format.ts';
import type { Problem } from '../pabulib/problems.ts';
import { readPabulib } from '../pabulib/read.ts';
import type { CountResult } from '../result.ts';
import { Options, ruleOf, USAGE, UsageError } from './options.ts';
import { explanationText, resultText } from './texts.ts';

export interface CommandIO {
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, text: string): Promise<void>;
  /** Writes to the standard output; texts bring their line ends. */
  out(text: string): void;
  /** Writes to the standard error. */
  err(text: string): void;
  /** Milliseconds from any beginning. */
  now(): number;
}

/**
 * Runs the command.
 * @param args what stands behind `cabildo tally`
 * @returns the exit code: 0 counted, 1 the file or the rule has a problem, 2 the command line has
 */
export async function tallyCommand(args: readonly string[], io: CommandIO): Promise<number> {
  try {
    const options = new Options(args);
    if (options.has('help')) {
      io.out(USAGE);
      return 0;
    }
    return await countFile(options, io);
  } catch (error) {
    if (error instanceof UsageError) {
      io.err(`${error.message}\n\n${USAGE}`);
      return 2;
    }
    if (error instanceof ElectionError) {
      io.err(`${error.message}\n`);
      return 1;
    }
    throw error;
  }
}

async function countFile(options: Options, io: CommandIO): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(options.file);
  } catch (error) {
    io.err(`${options.file}: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
  const begun = io.now();
  const read = readPabulib(bytes, { lenient: options.has('lenient') });
  const parsed = io.now();
  if (!read.ok) {
    reportProblems(io, options.file, read.problems, read.counts);
    return 1;
  }
  reportProblems(io, options.file, read.warnings, read.counts);
  const { file } = read;
  const rule = ruleOf(options, file);
  const counting = io.now();
  const outcome = runRule(file.profile, rule);
  const counted = io.now();
  const result = describeOutcome(file.profile, rule, outcome);
  const ms = { parse: round(parsed - begun), count: round(counted - counting) };
  await writeTranscript(options, io, file, result);
  const explained = options.text('explain');
  if (explained !== undefined) io.out(explanationText(file.profile, rule, result, explained));
  else if (options.has('json')) io.out(`${JSON.stringify(jsonOf(result, file, options, ms))}\n`);
  else io.out(resultText(file.contest, result, ms));
  return 0;
}

const round = (ms: number) => Math.round(ms * 100) / 100;

function jsonOf(
  result: CountResult,
  { contest }: PabulibFile,
  options: Options,
  ms: { parse: number; count: number },
) {
  const money = (minor: number) => Number(formatMinor(minor, contest.minorPerUnit));
  return {
    winners: result.winners,
    cost: money(result.cost),
    budget: money(result.budget),
    rule: options.text('rule'),
    parameters: result.rule,
    inputHash: result.inputHash,
    ms,
  };
}

async function writeTranscript(
  options: Options,
  io: CommandIO,
  file: PabulibFile,
  result: CountResult,
): Promise<void> {
  const path = options.text('transcript');
  if (path === undefined) return;
  if (result.rule.name !== 'equal-shares') throw new UsageError('--transcript goes with --rule equal-shares');
  await io.writeFile(path, `${JSON.stringify(transcribe(file.profile, result.rule, 'auditor'))}\n`);
}

function reportProblems(
  io: CommandIO,
  file: string,
  problems: readonly Problem[],
  counts: ProblemCounts,
): void {
  for (const { line, field, message } of problems.slice(0, 20))
    io.err(`${file}:${line}: ${field}: ${message}\n`);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total > 20) io.err(`${file}: ${[...counts].map(([code, count]) => `${count} × ${code}`).join(', ')}\n`);
}
