/**
 * Greedy selection: candidates in order of votes (or points, or either for each unit of cost), each taken if the
 * money left pays for it. What almost all cities use.
 *
 * Source: N. Talmon, P. Faliszewski, "A Framework for Approval-Based Budgeting Methods", AAAI 2019 (rule "greedy");
 * names of the variants as in Pabulib (Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis",
 * IJCAI 2023): `skip` is its "greedy", `stop` its "greedy-no-skip", a threshold its "greedy-threshold".
 *
 * Order of the conditions, each exact: withdrawn, cost cap, threshold, eligibility (limits.ts); then, in order of
 * standing: an exclusive rival already taken, no slot left, rule stopped, does not fit. A barred or excluded
 * candidate never stops a no-skip rule: only one that could have won and does not fit does.
 */
import { ElectionError } from './election.ts';
import { barredCandidates, rivals } from './limits.ts';
import type { Profile } from './profile.ts';
import type { GreedyStep, LossReason, RuleOutcome } from './result.ts';
import type { GreedyRule } from './rule.ts';
import { countScores, countVotes } from './scores.ts';
import { compareStanding, type Standing } from './standing.ts';
import { tiePlaces } from './ties.ts';

/**
 * @param won positions of candidates that have won before, by another rule: they are paid first and stay first
 * @throws ElectionError when the rule asks what the ballots do not hold, or a parameter makes no sense
 */
export function countGreedy(profile: Profile, rule: GreedyRule, won: readonly number[] = []): RuleOutcome {
  const { contest } = profile;
  if (!Number.isSafeInteger(rule.overspend) || rule.overspend < 0)
    throw new ElectionError('rule.overspend', 'must be 0 or more');
  const votes = countVotes(profile);
  const scores = rule.score === 'votes' ? votes : countScores(profile, rule.score);
  const standing = compareStanding(
    rule.per,
    scores,
    contest.candidates.map((candidate) => candidate.cost),
  );
  const places = tiePlaces(contest.candidates, votes, rule.ties);
  const order = [...contest.candidates.keys()].sort((a, b) => standing(a, b) || places[a]! - places[b]!);
  const barred = barredCandidates(contest, rule.limits, votes, scores, profile.turnout);
  const turn = new Turn(profile, rule);
  for (const position of won) turn.take(position);
  const reasons: LossReason[][] = contest.candidates.map(() => []);
  const steps: GreedyStep[] = [];
  for (const [at, position] of order.entries()) {
    if (won.includes(position)) continue;
    const candidate = contest.candidates[position]!;
    const left = turn.left;
    const against = [...barred[position]!];
    const mayWin = against.length === 0;
    if (!candidate.withdrawn) against.push(...turn.consider(position, mayWin));
    reasons[position] = against;
    const tied = tiedNeighbours(order, at, standing).map((other) => contest.candidates[other]!.id);
    steps.push({
      kind: 'greedy',
      candidate: candidate.id,
      votes: votes[position]!,
      score: scores[position]!,
      cost: candidate.cost,
      left,
      taken: against.length === 0,
      ...(against.length > 0 && { reasons: against }),
      ...(tied.length > 0 && { tiedWith: tied }),
    });
  }
  return { winners: turn.winners, scores, votes, describe: () => ({ steps, reasons }) };
}

/** Money, slots and rivals as they change from candidate to candidate. */
class Turn {
  readonly winners: number[] = [];
  left: number;
  private readonly takenRival = new Map<number, string>();
  private readonly rivals: readonly (readonly number[])[];
  private stoppedAt: string | null = null;
  private readonly profile: Profile;
  private readonly rule: GreedyRule;

  constructor(profile: Profile, rule: GreedyRule) {
    this.profile = profile;
    this.rule = rule;
    this.left = profile.contest.budget + rule.overspend;
    this.rivals = rivals(profile.contest);
  }

  /** Takes the candidate if it may win and nothing stands against it; gives back what does. */
  consider(position: number, mayWin: boolean): LossReason[] {
    const { id, cost } = this.profile.contest.candidates[position]!;
    const against: LossReason[] = [];
    const rival = this.takenRival.get(position);
    if (rival !== undefined) against.push({ code: 'excluded', by: rival });
    const slots = this.rule.limits.maxWinners;
    if (slots !== null && this.winners.length >= slots) against.push({ code: 'no-slot-left', slots });
    if (this.stoppedAt !== null) against.push({ code: 'after-stop', at: this.stoppedAt });
    const couldWin = mayWin && against.length === 0;
    if (cost > this.left) {
      against.push({ code: 'does-not-fit', left: this.left, short: cost - this.left });
      if (couldWin && this.rule.whenFull === 'stop') this.stoppedAt = id;
    } else if (couldWin) {
      this.take(position);
    }
    return against;
  }

  take(position: number): void {
    const { id, cost } = this.profile.contest.candidates[position]!;
    this.left -= cost;
    this.winners.push(position);
    for (const other of this.rivals[position]!)
      if (!this.takenRival.has(other)) this.takenRival.set(other, id);
  }
}

/** The candidates with exactly the same standing as the one at a place of the order. */
function tiedNeighbours(order: readonly number[], at: number, standing: Standing): number[] {
  const tied: number[] = [];
  const self = order[at]!;
  for (let i = at - 1; i >= 0 && standing(order[i]!, self) === 0; i--) tied.unshift(order[i]!);
  for (let i = at + 1; i < order.length && standing(order[i]!, self) === 0; i++) tied.push(order[i]!);
  return tied;
}
