import { createHash } from 'node:crypto';
import type { CaseOutcome } from './case.ts';

/** What a signature covers. Money in minor units. */
export interface DecisionContent {
  readonly cycle: string;
  readonly folio: string;
  readonly outcome: CaseOutcome;
  readonly cost: number | null;
  readonly currency: string;
  readonly reasons: string;
  readonly effects: string;
  /** The folio of the proposal that this one is joined to. */
  readonly joinedTo: string | null;
  readonly signedAt: Date;
}

/**
 * The decision as the one text that is hashed: UTF-8, one `name: value` a line, line breaks inside a value written as a line
 * break and four spaces, no line break at the end. Version 1. Published with the decision, so that anybody can check the hash.
 * The proposal's own words are left out: they may be masked later, and the decision must stay checkable.
 */
export function decisionText(content: DecisionContent): string {
  const facts: [string, string | null][] = [
    ['cycle', content.cycle],
    ['proposal', content.folio],
    ['outcome', content.outcome],
    ['cost', content.cost === null ? null : `${content.cost} ${content.currency} minor units`],
    ['joined to', content.joinedTo],
    ['effects', content.effects || null],
    ['reasons', content.reasons || null],
    ['signed at', content.signedAt.toISOString()],
  ];
  const lines = facts.flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value.replace(/\r\n?/g, '\n').replaceAll('\n', '\n    ')}`],
  );
  return ['cabildo decision 1', ...lines].join('\n');
}

export function decisionHash(content: DecisionContent): Buffer {
  return createHash('sha256').update(decisionText(content), 'utf8').digest();
}
