import type { z } from 'zod';
import type { TextKey } from '../platform/i18n/texts.ts';
import { type Blueprint, blueprintFormat, blueprintSchema } from './blueprint.ts';
import { brokenReferences, cycleContradictions } from './blueprint-rules.ts';
import { cycleSection } from './cycle-section.ts';
import { type Finding, finding } from './finding.ts';
import { formatPath, type JsonPath, nullsIn, valueAt } from './json-path.ts';

export interface Validation {
  /** What must be corrected before anything else. */
  readonly errors: readonly Finding[];
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
    return { errors: [finding(['format'], 'cycle.finding.newer', args)], unknown: [], blueprint: undefined };
  }
  const nulls = nullsIn(document);
  const errors = [...shapeErrors(document)];
  const section = cycleSection.safeParse(valueAt(document, ['cycle']));
  if (section.success) {
    errors.push(...cycleContradictions(section.data), ...brokenReferences(document, section.data));
  }
  return {
    errors,
    unknown: nulls.map(formatPath),
    blueprint: errors.length === 0 ? (document as Blueprint) : undefined,
  };
}

/** What the sections' own schemas find, except that a value is unknown: that is told apart. */
function shapeErrors(document: unknown): Finding[] {
  const parsed = blueprintSchema().safeParse(document);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    const path = issue.path as JsonPath;
    const value = valueAt(document, path);
    if (value === null && path.length > 0) return [];
    if (issue.code === 'invalid_union' && nullsIn(value).length > 0) return [];
    return issueFindings(issue, path, value);
  });
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
