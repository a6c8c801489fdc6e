/** Results as readable tables, for the terminal. */
import type { Contest } from '../election.ts';
import { type Explanation, explain } from '../explain.ts';
import { formatMinor } from '../pabulib/decimal.ts';
import type { Profile } from '../profile.ts';
import type { FractionText } from '../rational.ts';
import type { CountResult, LossReason } from '../result.ts';
import type { Rule } from '../rule.ts';

/** Winners in order, then the others, each with votes, cost and what decided. */
export function resultText(
  contest: Contest,
  result: CountResult,
  ms: { parse: number; count: number },
): string {
  const money = (minor: number) => formatMinor(minor, contest.minorPerUnit);
  const names = new Map(contest.candidates.map((candidate) => [candidate.id, candidate.name ?? '']));
  const place = (of: number | null) => of ?? Number.POSITIVE_INFINITY;
  const rows = result.candidates
    .toSorted((a, b) => place(a.place) - place(b.place) || b.score - a.score)
    .map((candidate) => [
      candidate.place === null ? '–' : String(candidate.place),
      candidate.candidate,
      String(candidate.votes),
      money(candidate.cost),
      candidate.reasons[0] === undefined ? 'won' : reasonText(candidate.reasons[0], money),
      shorten(names.get(candidate.candidate) ?? ''),
    ]);
  const { turnout } = result;
  return [
    table(['#', 'id', 'votes', 'cost', 'outcome', 'name'], rows),
    `${result.winners.length} of ${rows.length} projects, ${money(result.cost)} of ${money(result.budget)} ${contest.currency ?? ''}`.trimEnd(),
    `ballots: ${turnout.valid} valid, ${turnout.blank} blank, ${turnout.void} void`,
    `input ${result.inputHash}`,
    `parse ${ms.parse} ms, count ${ms.count} ms`,
    '',
  ].join('\n');
}

/** One reason in words; amounts through `money`. */
function reasonText(reason: LossReason, money: (minor: number) => string): string {
  switch (reason.code) {
    case 'withdrawn':
      return 'withdrawn';
    case 'over-cost-cap':
      return `costs ${money(reason.over)} more than the cap of ${money(reason.cap)}`;
    case 'below-threshold':
      return `${reason.short} ${reason.of === 'votes' ? 'votes' : 'of the score'} short of the threshold of ${reason.needs}`;
    case 'not-eligible':
      return `${reason.short} votes short of the ${reason.needs} that its cost asks for`;
    case 'excluded':
      return `cannot be built together with ${reason.by}`;
    case 'no-slot-left':
      return `all ${reason.slots} places taken`;
    case 'does-not-fit':
      return `${money(reason.short)} short: ${money(reason.left)} was left`;
    case 'after-stop':
      return `the rule stopped at ${reason.at}`;
    case 'no-support':
      return 'nobody supports it';
    case 'supporters-cannot-pay':
      return `its supporters' money was ${money(reason.short)} short`;
    case 'comparison-lost':
      return 'more voters are better off with the greedy outcome';
  }
}

/** Why one candidate won or lost. */
export function explanationText(profile: Profile, rule: Rule, result: CountResult, id: string): string {
  const { contest } = profile;
  const money = (minor: number) => formatMinor(minor, contest.minorPerUnit);
  const found: Explanation | null = explain(profile, rule, result, id);
  if (found === null) return `There is no candidate "${id}".\n`;
  const lines = [
    `${id}: ${found.place === null ? 'lost' : `won, place ${found.place}`}`,
    `${found.votes} votes, score ${found.score}, cost ${money(found.cost)}`,
    ...found.reasons.map((reason) => `- ${reasonText(reason, money)}`),
  ];
  if (found.paid !== null) {
    lines.push(
      `Supporters who paid in full: ${found.paid.payersInFull}; with all they had left: ${found.paid.payersInPart}`,
    );
  }
  if (found.rounds.length > 0) lines.push(storyTable(found, contest));
  const { wouldHaveWon } = found;
  if (wouldHaveWon?.costCut != null)
    lines.push(`It would have won if it cost ${money(wouldHaveWon.costCut)} less`);
  if (wouldHaveWon?.extraVotes != null)
    lines.push(`It would have won with ${wouldHaveWon.extraVotes} more ballots for it alone`);
  return `${lines.join('\n')}\n`;
}

/** Round by round: the winner against this candidate. */
function storyTable({ rounds }: Explanation, contest: Contest): string {
  const rows = rounds.map((round) => [
    String(round.round),
    round.winner,
    decimal(round.winnerEffectiveVotes, 1),
    decimal(round.effectiveVotes, 1),
    decimal(round.money, contest.minorPerUnit),
    `${round.full} + ${round.part}`,
  ]);
  return table(
    [
      'round',
      'won',
      'its effective votes',
      'effective votes here',
      "supporters' money",
      'supporters who paid',
    ],
    rows,
  );
}

/** A fraction with two decimals, rounded down: for reading, not for deciding. */
function decimal(fraction: FractionText | null, per: number): string {
  if (fraction === null) return '–';
  const hundredths = (BigInt(fraction.num) * 100n) / (BigInt(fraction.den) * BigInt(per));
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const numbers = new Set(
    [...head.keys()].filter((at) => rows.every((row) => /^[–\d.]*$/.test(row[at] ?? ''))),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => (numbers.has(at) ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line), ''].join('\n');
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= 50 ? text : `${characters.slice(0, 49).join('')}…`;
}
