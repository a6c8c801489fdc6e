import type { z } from 'zod';
import type { TextKey } from '../platform/i18n/texts.ts';
import { type Blueprint, blueprintFormat, blueprintSchema } from './blueprint.ts';
import { brokenReferences, cycleContradictions, unsupportedLevels } from './blueprint-rules.ts';
import { cycleSection } from './cycle-section.ts';
import { type Finding, finding } from './finding.ts';
import { formatPath, type JsonPath, nullsIn, valueAt } from './json-path.ts';
import { isNotYet } from './not-yet.ts';

export interface Validation {
  /** What must be corrected before anything else. */
  readonly errors: readonly Finding[];
  /** What the document says rightly and this program cannot do yet: it may be read, and no cycle starts from it. */
  readonly unsupported: readonly Finding[];
  /** Places that hold null: the city has still to say. */
  readonly unknown: readonly string[];
  /** The document, typed, when nothing is wrong with it; unknown values are still null in it. */
  readonly blueprint: Blueprint | undefined;
}

/** Reads a blueprint document (parsed JSON) and names everything wrong and everything unknown, each with its path. */
export function validateBlueprint(document: unknown): Validation {
  const format = valueAt(document, ['format']);
  if (typeof format === 'number' && format > blueprintFormat) {
    const args = { format, known: blueprintFormat };
    const errors = [finding(['format'], 'cycle.finding.newer', args)];
    return { errors, unsupported: [], unknown: [], blueprint: undefined };
  }
  const nulls = nullsIn(document);
  const { errors, unsupported } = shapeFindings(document);
  const section = cycleSection.safeParse(valueAt(document, ['cycle']));
  if (section.success) {
    errors.push(...cycleContradictions(section.data), ...brokenReferences(document, section.data));
    unsupported.push(...unsupportedLevels(section.data));
  }
  return {
    errors,
    unsupported,
    unknown: nulls.map(formatPath),
    blueprint: errors.length === 0 ? (document as Blueprint) : undefined,
  };
}

/** What the sections' own schemas find, except that a value is unknown: that is told apart. */
function shapeFindings(document: unknown): { errors: Finding[]; unsupported: Finding[] } {
  const parsed = blueprintSchema().safeParse(document);
  const errors: Finding[] = [];
  const unsupported: Finding[] = [];
  for (const issue of parsed.error?.issues ?? []) {
    const path = issue.path as JsonPath;
    const value = valueAt(document, path);
    if (value === null && path.length > 0) continue;
    if (issue.code === 'invalid_union' && nullsIn(value).length > 0) continue;
    if (isNotYet(issue)) {
      unsupported.push(finding(path, 'cycle.unsupported.value', { value: String(value) }));
    } else errors.push(...issueFindings(issue, path, value));
  }
  return { errors, unsupported };
}

function issueFindings(issue: z.core.$ZodIssue, path: JsonPath, value: unknown): Finding[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => finding([...path, key], 'cycle.finding.unknown-key', { key }));
  }
  if (value === undefined) return [finding(path, 'cycle.finding.missing')];
  const [key, args] = sentence(issue);
  return [finding(path, key, { ...args, value: shorten(value) })];
}

function sentence(issue: z.core.$ZodIssue): [TextKey, Record<string, string | number>] {
  if (issue.code === 'invalid_type') return ['cycle.finding.wrong-type', { expected: issue.expected }];
  if (issue.code === 'too_small') return ['cycle.finding.too-small', { minimum: Number(issue.minimum) }];
  if (issue.code === 'too_big') return ['cycle.finding.too-big', { maximum: Number(issue.maximum) }];
  if (issue.code === 'invalid_value') {
    return ['cycle.finding.not-one-of', { allowed: issue.values.map(String).join(', ') }];
  }
  return ['cycle.finding.wrong-form', {}];
}

function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
