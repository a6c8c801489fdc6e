/**
 * Replays the transcript of a count by the Method of Equal Shares (Peters, Pierczyński, Skowron, NeurIPS 2021).
 *
 * Shares no code with the program that counted, and takes another way: it never computes a price. It checks that each
 * published price collects exactly the cost, that at that price nobody else could have been paid for more cheaply, that
 * those said to pay are those who pay, and that in the end no candidate that stands can be paid for. Fractions of whole
 * numbers of any size; nothing is rounded. Slow and short on purpose: read it, or write your own.
 *
 * What it does not check: the rule's threshold and eligibility (`standing` is taken as given), how Add1 came to the
 * share, and winners that a completion by score added; that they fit the budget, it does check.
 */

/** The transcript as published; amounts in minor units, fractions as texts. */
export interface Transcript {
  readonly budget: number;
  readonly rule: {
    readonly score: unknown;
    readonly timesCost: boolean;
    readonly comparison: unknown;
    readonly limits: { readonly maxWinners: number | null };
  };
  readonly share: { readonly num: string; readonly den: string };
  readonly voters: number;
  readonly standing: readonly { readonly id: string; readonly cost: number }[];
  readonly exclusions: readonly (readonly string[])[];
  readonly rounds: readonly {
    readonly candidate: string;
    readonly price: { readonly num: string; readonly den: string };
    readonly full: number | readonly number[];
    readonly part: number | readonly number[];
  }[];
  readonly winners: readonly string[];
}

/** A ballot as it counts: without marks when void or blank, and without marks for withdrawn candidates. */
export interface CountedBallot {
  readonly marks: readonly string[];
  readonly points?: readonly number[];
}

/** What a mark is worth, by the rule's score. */
function worthOf(score: unknown, ballot: CountedBallot, at: number): bigint {
  if (score === 'votes') return 1n;
  if (score === 'points') return BigInt(ballot.points?.[at] ?? 0);
  if (score === 'borda') return BigInt(ballot.marks.length - at - 1);
  const ranks = (score as { ranks?: readonly number[] }).ranks ?? [];
  return BigInt(ranks[at] ?? 0);
}

/** Money in whole numbers of 1/unit; the unit gets finer when a price needs it. */
interface Purses {
  unit: bigint;
  balances: bigint[];
}

interface Support {
  readonly ballot: number;
  readonly worth: bigint;
}

type Round = Transcript['rounds'][number];

/**
 * Replays a transcript over the ballots.
 * @returns what is wrong, in words; empty when all holds
 */
export function replay(transcript: Transcript, ballots: readonly CountedBallot[]): string[] {
  const { rule, rounds, standing, exclusions, winners, share } = transcript;
  const supporters = new Map(standing.map(({ id }): [string, Support[]] => [id, []]));
  for (const [ballot, given] of ballots.entries()) {
    for (const [at, id] of given.marks.entries()) {
      const worth = worthOf(rule.score, given, at);
      if (worth > 0n) supporters.get(id)?.push({ ballot, worth });
    }
  }
  const wrong: string[] = [];
  const purses = { unit: BigInt(share.den), balances: ballots.map(() => BigInt(share.num)) };
  let open = standing.filter(({ id }) => supporters.get(id)?.length);
  for (const [at, round] of rounds.entries()) {
    const say = (what: string) => wrong.push(`round ${at + 1}, ${round.candidate}: ${what}`);
    replayRound(round, rule.timesCost, open, supporters, purses).forEach(say);
    const gone = exclusions.filter((group) => group.includes(round.candidate)).flat();
    open = open.filter(({ id }) => id !== round.candidate && !gone.includes(id));
  }
  const { maxWinners } = rule.limits;
  if (maxWinners !== null && rounds.length > maxWinners) wrong.push('more winners than slots');
  for (const { id, cost } of maxWinners === rounds.length ? [] : open) {
    const money = (supporters.get(id) ?? []).reduce(
      (sum, { ballot }) => sum + (purses.balances[ballot] ?? 0n),
      0n,
    );
    if (money >= BigInt(cost) * purses.unit)
      wrong.push(`the end: the supporters of ${id} could still pay for it`);
  }
  const paidFor = rounds.every((round, at) => winners[at] === round.candidate);
  if (rule.comparison === null && !paidFor) wrong.push('the winners are not those that were paid for');
  const costs = new Map(standing.map(({ id, cost }) => [id, cost]));
  const total = winners.reduce((sum, id) => sum + BigInt(costs.get(id) ?? 0), 0n);
  if (total > BigInt(transcript.budget)) wrong.push('the winners cost more than the budget');
  return wrong;
}

/** Checks one round and takes the money. `open`: candidates that can still win, in tie order. */
function replayRound(
  round: Round,
  timesCost: boolean,
  open: Transcript['standing'],
  supporters: ReadonlyMap<string, readonly Support[]>,
  purses: Purses,
): string[] {
  const place = open.findIndex(({ id }) => id === round.candidate);
  const own = open[place];
  if (own === undefined) return ['could not win any more'];
  const [num, den] = [BigInt(round.price.num), BigInt(round.price.den)];
  const finer = den / gcd(purses.unit, den);
  purses.unit *= finer;
  purses.balances = purses.balances.map((balance) => balance * finer);
  const { unit, balances } = purses;
  const asked = (num * unit) / den;
  const wrong: string[] = [];
  for (const [at, other] of open.entries()) {
    // The same price for each unit of utility: with cost utilities, price / cost. Free candidates come before all.
    const [times, by] = timesCost && own.cost > 0 ? [BigInt(other.cost), BigInt(own.cost)] : [1n, 1n];
    const paid = payments(supporters.get(other.id) ?? [], balances, asked * times, by);
    const over = paid - BigInt(other.cost) * unit * by;
    if (other === own) {
      if (over !== 0n) wrong.push('the price does not collect the cost');
    } else if (
      own.cost === 0
        ? other.cost === 0 && at < place
        : over > 0n || other.cost === 0 || (over === 0n && at < place)
    ) {
      wrong.push(`${other.id} should have come first`);
    }
  }
  const [full, part]: [number[], number[]] = [[], []];
  for (const { ballot, worth } of own.cost === 0 ? [] : (supporters.get(own.id) ?? [])) {
    const balance = balances[ballot] ?? 0n;
    if (balance === 0n) continue;
    (balance < worth * asked ? part : full).push(ballot);
    balances[ballot] = balance < worth * asked ? 0n : balance - worth * asked;
  }
  if (!same(round.full, full) || !same(round.part, part)) wrong.push('others paid than it says');
  return wrong;
}

/** Σ min(balance, worth · num / den), times den. */
function payments(
  supporters: readonly Support[],
  balances: readonly bigint[],
  num: bigint,
  den: bigint,
): bigint {
  let sum = 0n;
  for (const { ballot, worth } of supporters) {
    const [all, full] = [(balances[ballot] ?? 0n) * den, worth * num];
    sum += all < full ? all : full;
  }
  return sum;
}

function same(said: number | readonly number[], found: readonly number[]): boolean {
  return typeof said === 'number' ? said === found.length : said.join() === found.join();
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
