import type { TextArgs, TextKey } from '../platform/i18n/texts.ts';
import { countingRules } from './counting-sentences.ts';
import type { PhaseKind } from './cycle-section.ts';
import { type JsonPath, valueAt } from './json-path.ts';

/** A rule of the blueprint as a sentence; amounts in `money` are minor units that the page formats. */
export interface RuleSentence {
  readonly key: TextKey;
  readonly args: TextArgs;
  readonly money?: Readonly<Record<string, number>>;
  /** The name of the track that alone has the rule; undefined where it holds for all. */
  readonly track?: string;
}

export interface RuleGroup {
  readonly phase: PhaseKind;
  readonly sentences: readonly RuleSentence[];
}

/**
 * The blueprint's rules in plain words, by phase. It reads the document, not the typed sections: those belong to later
 * modules, and a rule that is unknown is left out here (the page says that some are).
 */
export function ruleSentences(document: unknown): RuleGroup[] {
  const read = new Reader(document);
  const groups: RuleGroup[] = [
    { phase: 'proposals', sentences: proposalRules(read) },
    { phase: 'evaluation', sentences: evaluationRules(read) },
    { phase: 'voting', sentences: votingRules(read) },
    { phase: 'results', sentences: countingRules(read) },
    { phase: 'projects', sentences: projectRules(read) },
  ];
  return groups.filter(({ sentences }) => sentences.length > 0);
}

/** Reads places of a document whose sections nobody here knows. */
export class Reader {
  readonly #document: unknown;
  constructor(document: unknown) {
    this.#document = document;
  }
  at(...path: JsonPath): unknown {
    return valueAt(this.#document, path);
  }
  /** Undefined where unknown, or zero: "no limit" needs no sentence. */
  positive(...path: JsonPath): number | undefined {
    const value = this.at(...path);
    return typeof value === 'number' && value > 0 ? value : undefined;
  }
  list(...path: JsonPath): unknown[] {
    const value = this.at(...path);
    return Array.isArray(value) ? value : [];
  }
  /** Tracks with their names; the name is needed only where there are several. */
  tracks(): { code: string; name: string; alone: boolean }[] {
    const tracks = this.list('cycle', 'tracks') as { code: string; name: string }[];
    return tracks.map(({ code, name }) => ({ code, name, alone: tracks.length === 1 }));
  }
}

function proposalRules(read: Reader): RuleSentence[] {
  const sentences: RuleSentence[] = [];
  read.list('proposals', 'limits').forEach((_, index) => {
    const count = read.positive('proposals', 'limits', index, 'perPerson');
    const code = read.at('proposals', 'limits', index, 'track');
    const track = read.tracks().find((one) => one.code === code);
    if (count === undefined) return;
    if (track && !track.alone)
      sentences.push({ key: 'cycle.rule.limit-track', args: { count, track: track.name } });
    else sentences.push({ key: 'cycle.rule.limit', args: { count } });
  });
  if (read.at('proposals', 'needsResidence') === true)
    sentences.push({ key: 'cycle.rule.propose-residents', args: {} });
  if (read.at('proposals', 'needsResidence') === false)
    sentences.push({ key: 'cycle.rule.propose-anyone', args: {} });
  const age = read.positive('proposals', 'minimumAge');
  if (age !== undefined) sentences.push({ key: 'cycle.rule.propose-age', args: { age } });
  const minimum = read.positive('proposals', 'minimumCost');
  if (minimum !== undefined)
    sentences.push({ key: 'cycle.rule.minimum-cost', args: {}, money: { amount: minimum } });
  for (const { code, name, alone } of read.tracks()) {
    const amount = read.positive('proposals', 'maximumCost', code);
    if (amount === undefined) continue;
    const key = alone ? 'cycle.rule.maximum-cost' : 'cycle.rule.maximum-cost-track';
    sentences.push({ key, args: { track: name }, money: { amount } });
  }
  if (read.at('proposals', 'supports', 'enabled') === true) {
    const count = read.positive('proposals', 'supports', 'perPerson');
    if (count === undefined) sentences.push({ key: 'cycle.rule.supports', args: {} });
    else sentences.push({ key: 'cycle.rule.supports-limit', args: { count } });
  }
  return sentences;
}

function evaluationRules(read: Reader): RuleSentence[] {
  const sentences: RuleSentence[] = [];
  const days = read.positive('evaluation', 'opinionDays');
  if (days !== undefined) sentences.push({ key: 'cycle.rule.opinion-days', args: { days } });
  if (read.at('evaluation', 'silence') === 'tacit')
    sentences.push({ key: 'cycle.rule.silence-tacit', args: {} });
  const items = read.list('evaluation', 'formal').length + read.list('evaluation', 'substantive').length;
  if (items > 0) sentences.push({ key: 'cycle.rule.checklist', args: { count: items } });
  return sentences;
}

function votingRules(read: Reader): RuleSentence[] {
  const sentences: RuleSentence[] = [];
  if (read.at('voting', 'scope') === 'own-district')
    sentences.push({ key: 'cycle.rule.own-district', args: {} });
  for (const { code, name, alone } of read.tracks()) {
    const type = read.at('voting', 'ballots', code, 'type');
    const count = read.positive('voting', 'ballots', code, 'maximum');
    if (type === 'knapsack') {
      sentences.push({
        key: alone ? 'cycle.rule.knapsack' : 'cycle.rule.knapsack-track',
        args: { track: name },
      });
    } else if (type === 'marks' && count !== undefined) {
      sentences.push({
        key: alone ? 'cycle.rule.marks' : 'cycle.rule.marks-track',
        args: { count, track: name },
      });
    }
  }
  const age = read.positive('voting', 'minimumAge');
  const webAge = read.positive('voting', 'webMinimumAge');
  if (age !== undefined && webAge !== undefined && webAge > age) {
    sentences.push({ key: 'cycle.rule.vote-ages', args: { age, webAge } });
  } else if (age !== undefined) sentences.push({ key: 'cycle.rule.vote-age', args: { age } });
  const changeable = read.at('voting', 'changeable');
  if (changeable === true) sentences.push({ key: 'cycle.rule.changeable', args: {} });
  if (changeable === false) sentences.push({ key: 'cycle.rule.final', args: {} });
  const channels = read.list('voting', 'channels');
  if (channels.includes('web') && channels.includes('booth')) {
    sentences.push({ key: 'cycle.rule.web-and-booth', args: {} });
    if (read.at('voting', 'paper') === 'paper-wins')
      sentences.push({ key: 'cycle.rule.paper-wins', args: {} });
  }
  return sentences;
}

function projectRules(read: Reader): RuleSentence[] {
  const days = read.positive('projects', 'updateEveryDays');
  return days === undefined ? [] : [{ key: 'cycle.rule.updates', args: { days } }];
}
