import { download, missing, page } from '../../platform/http/page.ts';
import { transcriptOf } from '../explanation-queries.ts';
import { ballotsFileOf } from '../published-ballots.ts';
import { readResults } from '../results-policy.ts';
import { type ContestParams, contestParams, publishedContest } from './published-contest.ts';

const common = { who: readResults, publicity: true, params: contestParams, view: () => <></> };

/** The published count as it was stored, for whoever wants to check it with a program. */
export const countFile = page<ContestParams>({
  ...common,
  path: '/results/:contest/count.json',
  load: async ({ tx, city, params }) => {
    const shown = await publishedContest(tx, city.id, params.contest);
    if (!shown) return missing;
    const name = `count-${shown.contest.id}-${shown.outcome.inputHash.slice(0, 12)}.json`;
    return download(name, 'application/json', JSON.stringify(shown.outcome, null, 2));
  },
});

/** How a count by Equal Shares went, round by round, for a program that replays it (verify/src/replay.ts). */
export const transcriptFile = page<ContestParams>({
  ...common,
  path: '/results/:contest/transcript.json',
  load: async ({ tx, city, params }) => {
    const shown = await publishedContest(tx, city.id, params.contest);
    const text = shown && (await transcriptOf(tx, city.id, shown.runId));
    if (!text) return missing;
    return download(`transcript-${params.contest}.json`, 'application/json', text);
  },
});

/** The same with the payers of each round by their places in the file of ballots, where that is published. */
export const auditorTranscriptFile = page<ContestParams>({
  ...common,
  path: '/results/:contest/transcript-ballots.json',
  load: async ({ tx, city, params }) => {
    const shown = await publishedContest(tx, city.id, params.contest);
    const found = shown && (await ballotsFileOf(tx, city.id, shown.runId));
    if (!found?.transcript) return missing;
    return download(`transcript-ballots-${params.contest}.json`, 'application/json', found.transcript);
  },
});

/** The opened ballots as a Pabulib file, where the city decided to publish them. */
export const ballotsFilePage = page<ContestParams>({
  ...common,
  path: '/results/:contest/ballots.pb',
  load: async ({ tx, city, params }) => {
    const shown = await publishedContest(tx, city.id, params.contest);
    const found = shown && (await ballotsFileOf(tx, city.id, shown.runId));
    if (!found) return missing;
    return download(`ballots-${params.contest}.pb`, 'text/plain; charset=utf-8', found.file);
  },
});
