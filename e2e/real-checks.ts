import { expect } from 'vitest';
import { repeats } from '../src/results/count-contests.ts';
import type { PublishedWinner } from '../src/results/results-queries.ts';
import { turnoutOf } from '../src/voting/voter-queries.ts';
import { ballotsToCount } from '../src/voting/voting-queries.ts';
import type { RealJourney, RealRow } from './real-city.ts';
import { type Ballots, electorate, expectedCount, type PlannedVote } from './real-electorate.ts';
import type { Visitor } from './visitor.ts';

/** Asks again and again, as somebody who waits for the worker. */
export async function until(what: () => Promise<boolean>, seconds = 30): Promise<void> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('waited in vain');
}

/** '300.000 €', as a page in Spain writes it. */
export function euros(cents: number): RegExp {
  const [whole, decimals] = (cents / 100).toFixed(2).split('.');
  const dotted = (whole as string).replace(/\B(?=(\d{3})+$)/g, '\\.?');
  return new RegExp(`${dotted}${decimals === '00' ? '' : `,${decimals}`}\\s€`);
}

/** The tiles of a page by their words. */
export async function tiles({ page }: Visitor): Promise<Record<string, number>> {
  const texts = await page
    .locator('.stat')
    .evaluateAll((all) =>
      all.map((tile) => [
        tile.querySelector('dt')?.textContent,
        tile.querySelector('.stat-value')?.textContent,
      ]),
    );
  return Object.fromEntries(texts.map(([label, value]) => [label, Number(value?.replace(/\D/g, ''))]));
}

/** The reported problems of an import, page by page: the row of the file that each is about, and what it says. */
export async function problems(
  { page }: Visitor,
  rows: readonly RealRow[],
): Promise<{ code: string; text: string }[]> {
  const codes = new Map(rows.map(({ line, code }) => [line, code]));
  const all: string[][] = [];
  for (;;) {
    const texts = await page
      .locator('main tbody tr')
      .evaluateAll((shown) => shown.map((row) => Array.from(row.children, (cell) => cell.textContent ?? '')));
    all.push(...texts);
    const next = page.locator('main a[rel=next]');
    if ((await next.count()) === 0) break;
    await page.goto((await next.evaluate((link) => (link as HTMLAnchorElement).href)) as string);
  }
  return all.map(([line = '', ...rest]) => ({
    code: codes.get(Number(line.replace(/\D/g, ''))) ?? '',
    text: rest.join(' | '),
  }));
}

/** Every contest's figures by channel, and their sums; `stayed` people took papers and left none. */
export async function turnoutAddsUp(
  { cityId, cycleId, inCity }: RealJourney,
  plan: readonly PlannedVote[],
  stayed: number,
): Promise<void> {
  const turnout = await inCity((tx) => turnoutOf(tx, cityId, cycleId));
  const sum = (of: 'web' | 'papers' | 'checkedIn') => turnout.reduce((all, one) => all + Number(one[of]), 0);
  const { web, paper } = electorate;
  expect([sum('web'), sum('papers'), sum('checkedIn')]).toEqual([web, paper, paper + stayed]);
  for (const one of turnout) {
    const here = plan.filter(({ contest }) => contest.id === one.contestId);
    const by = (channel: string) => here.filter((vote) => vote.channel === channel).length;
    expect([Number(one.web), Number(one.papers)], one.title).toEqual([by('web'), by('paper')]);
  }
}

/** Two counts of every contest are the same to the byte, repeat, and say what people meant. */
export async function countsRepeat(
  { cityId, inCity }: RealJourney,
  ballots: Ballots,
  plan: readonly PlannedVote[],
): Promise<void> {
  const runs = await inCity((tx) =>
    tx.selectFrom('count_run').selectAll().where('city_id', '=', cityId).orderBy('id').execute(),
  );
  let counted = 0;
  for (const contest of ballots.contests) {
    const [first, second, ...others] = runs.filter((run) => run.contest_id === contest.id);
    if (!first || !second || others.length > 0) throw new Error(`${contest.title} was not counted twice`);
    expect(second).toMatchObject({ input_hash: first.input_hash, outcome: first.outcome });
    expect(repeats(first)).toBe(true);
    const outcome = JSON.parse(first.outcome);
    const lot = outcome.steps.map((step: { candidate: string }) => step.candidate);
    const expected = expectedCount(contest, ballots.candidates.get(contest.id) ?? [], plan, lot);
    const votes = Object.fromEntries(
      outcome.candidates.map((one: { candidate: string; votes: number }) => [one.candidate, one.votes]),
    );
    expect({ ...outcome.turnout, votes, winners: outcome.winners }, contest.title).toMatchObject(expected);
    const opened = await inCity((tx) => ballotsToCount(tx, cityId, contest.id));
    const onWeb = plan.filter((vote) => vote.contest.id === contest.id && vote.channel === 'web');
    expect(opened.filter(({ channel }) => channel === 'web')).toHaveLength(onWeb.length);
    counted += expected.cast;
  }
  expect(counted).toBe(electorate.web + electorate.paper);
}

/** The page of each contest says of every candidate that it won, or why not. */
export async function reasonsAreTold(
  reader: Visitor,
  ballots: Ballots,
  winners: readonly PublishedWinner[],
): Promise<void> {
  for (const contest of ballots.contests) {
    await reader.goes(`/results/${contest.id}`);
    const candidates = ballots.candidates.get(contest.id) ?? [];
    const told = await reader.page.locator('#projects tbody tr').allInnerTexts();
    expect(told).toHaveLength(candidates.length);
    const won = winners.filter((one) => one.contestId === contest.id).map(({ title }) => title);
    for (const { title } of candidates) {
      const line = told.find((one) => one.includes(title)) ?? '';
      expect(line).toMatch(
        won.includes(title) ? /Ganó, lugar \d/ : /Ya no alcanzó: quedaban .+ y faltaron .+\./,
      );
    }
  }
}
