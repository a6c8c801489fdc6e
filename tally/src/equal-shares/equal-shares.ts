/**
 * The Method of Equal Shares with its completions, as a rule.
 *
 * Source: D. Peters, G. Pierczyński, P. Skowron, "Proportional Participatory Budgeting with Additive Utilities",
 * NeurIPS 2021. Every decision is exact (ledger.ts, market.ts): the run that wins is its own certificate, and
 * transcript.ts writes it down so that another program can replay it.
 */
import { ElectionError } from '../election.ts';
import { countGreedy } from '../greedy.ts';
import { barredCandidates, rivals } from '../limits.ts';
import type { Profile } from '../profile.ts';
import { ceilRational, type Rational, toText } from '../rational.ts';
import type { LossReason, RuleOutcome, Step } from '../result.ts';
import type { EqualSharesRule, GreedyRule } from '../rule.ts';
import { countScores, countVotes } from '../scores.ts';
import { tiePlaces } from '../ties.ts';
import { compareOutcomes } from './comparison.ts';
import { baseShare, raiseShares, startShare } from './completion.ts';
import { EqualSharesRun } from './run.ts';
import type { Round, Setting } from './setting.ts';
import { supportersOf } from './supporters.ts';

/** An outcome of Equal Shares with the run behind it, for explanations and transcripts. */
interface EqualSharesOutcome extends RuleOutcome {
  readonly setting: Setting;
  readonly share: Rational;
  readonly rounds: readonly Round[];
}

/**
 * @param withPayers keep the ballots that paid, for the auditors' transcript
 * @throws ElectionError when the rule asks what the ballots do not hold, or a parameter makes no sense
 */
export function countEqualShares(
  profile: Profile,
  rule: EqualSharesRule,
  withPayers = false,
): EqualSharesOutcome {
  const { contest, turnout } = profile;
  const votes = countVotes(profile);
  const scores = rule.score === 'votes' ? votes : countScores(profile, rule.score);
  const barred = barredCandidates(contest, rule.limits, votes, scores, turnout);
  const setting = settingOf(profile, rule, votes, barred);
  const voters = rule.voters === 'cast' ? turnout.cast : turnout.valid;
  const base = baseShare(contest.budget, voters);
  const { share, runs } = finalShare(setting, rule, base, profile);
  const run = new EqualSharesRun(setting);
  run.run(share, withPayers);
  const own: EqualSharesOutcome = {
    winners: run.winners,
    scores,
    votes,
    setting,
    share,
    rounds: run.rounds,
    describe: () => ({
      steps: [
        { kind: 'share', share: toText(share), voters, runs },
        ...run.rounds.map((round) => paymentStep(profile, round)),
      ],
      reasons: barred.map((against, c) =>
        against.length > 0 || run.winners.includes(c) ? against : [lossReason(profile, setting, run, c)],
      ),
    }),
  };
  const { completion } = rule;
  const completes = completion.kind === 'utilitarian' || completion.kind === 'add1u';
  const outcome = completes ? complete(profile, rule, completion.per, own, setting) : own;
  return rule.comparison === null ? outcome : compared(profile, rule, rule.comparison, outcome);
}

function settingOf(
  profile: Profile,
  rule: EqualSharesRule,
  votes: Float64Array,
  barred: LossReason[][],
): Setting {
  const { contest } = profile;
  const costs = contest.candidates.map((candidate) => candidate.cost);
  return {
    offsets: profile.offsets,
    supporters: supportersOf(profile, rule.score),
    costs,
    factors: rule.timesCost ? costs : costs.map(() => 1),
    places: tiePlaces(contest.candidates, votes, rule.ties),
    stands: barred.map((against) => against.length === 0),
    rivals: rivals(contest),
    maxWinners: rule.limits.maxWinners,
  };
}

function finalShare(
  setting: Setting,
  { completion }: EqualSharesRule,
  base: Rational,
  profile: Profile,
): { share: Rational; runs: number } {
  if (completion.kind !== 'add1' && completion.kind !== 'add1u') return { share: base, runs: 1 };
  if (!Number.isSafeInteger(completion.step) || completion.step < 1) {
    throw new ElectionError('rule.completion.step', 'must be 1 minor unit or more');
  }
  const start = startShare(base, completion, profile.contest.minorPerUnit);
  return raiseShares(setting, profile.contest.budget, start, completion);
}

function paymentStep({ contest, numbers }: Profile, round: Round): Step {
  const { id, cost } = contest.candidates[round.candidate]!;
  const { num, den } = round.price;
  const name = (ballots: readonly number[]) => ballots.map((ballot) => numbers?.[ballot] ?? ballot);
  return {
    kind: 'payment',
    candidate: id,
    cost,
    price: toText(round.price),
    effectiveVotes: num === 0n ? null : toText({ num: BigInt(cost) * den, den: num }),
    payersInFull: round.payersInFull,
    payersInPart: round.payersInPart,
    ...(round.payers && { payers: { full: name(round.payers.full), part: name(round.payers.part) } }),
  };
}

function lossReason(
  { contest }: Profile,
  setting: Setting,
  run: EqualSharesRun,
  candidate: number,
): LossReason {
  if (setting.supporters.totals[candidate] === 0) return { code: 'no-support' };
  const loss = run.lossOf(candidate);
  if (loss.code === 'excluded') return { code: 'excluded', by: contest.candidates[loss.by]!.id };
  if (loss.code === 'no-slot-left') return { code: 'no-slot-left', slots: setting.maxWinners ?? 0 };
  const short = {
    num: BigInt(setting.costs[candidate]!) * loss.money.den - loss.money.num,
    den: loss.money.den,
  };
  return { code: 'supporters-cannot-pay', money: toText(loss.money), short: Number(ceilRational(short)) };
}

/** The greedy rule that a completion or a comparison uses: same score, same conditions, same ties. */
function greedyOf(rule: EqualSharesRule, per: GreedyRule['per']): GreedyRule {
  const { score, limits, ties } = rule;
  return { name: 'greedy', score, per, whenFull: 'skip', overspend: 0, limits, ties };
}

/** Spends what is left by score, on the candidates that did not win. */
function complete(
  profile: Profile,
  rule: EqualSharesRule,
  per: GreedyRule['per'],
  own: EqualSharesOutcome,
  setting: Setting,
): EqualSharesOutcome {
  const completed = countGreedy(profile, greedyOf(rule, per), own.winners);
  return {
    ...own,
    winners: completed.winners,
    describe: () => {
      const [before, after] = [own.describe(), completed.describe()];
      const reasons = after.reasons.map((against, c) =>
        setting.stands[c] && against.length > 0 ? [...before.reasons[c]!, ...against] : against,
      );
      return { steps: [...before.steps, ...after.steps], reasons };
    },
  };
}

/** Keeps the outcome, or replaces it by the greedy one when more voters are better off with that. */
function compared(
  profile: Profile,
  rule: EqualSharesRule,
  by: 'winners' | 'money',
  outcome: EqualSharesOutcome,
): EqualSharesOutcome {
  const greedy = countGreedy(profile, { ...greedyOf(rule, 'candidate'), score: 'votes' });
  const { better, worse, equal } = compareOutcomes(profile, by, outcome.winners, greedy.winners);
  const step: Step = { kind: 'comparison', better, betterWithGreedy: worse, equal };
  const replaced = worse > better;
  return {
    ...outcome,
    winners: replaced ? greedy.winners : outcome.winners,
    describe: () => {
      const [before, instead] = [outcome.describe(), greedy.describe()];
      if (!replaced) return { steps: [...before.steps, step], reasons: before.reasons };
      const reasons = instead.reasons.map((against, c) =>
        outcome.winners.includes(c) && against.length > 0
          ? [{ code: 'comparison-lost' } as const, ...against]
          : against,
      );
      return { steps: [...before.steps, step, ...instead.steps], reasons };
    },
  };
}
