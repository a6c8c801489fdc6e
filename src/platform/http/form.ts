import type { z } from 'zod';
import type { TextKey } from '../i18n/texts.ts';
import type { FieldError } from './page.ts';

/** A file that arrived with a form. `mediaType` is what the browser claims; the bytes decide. */
export interface UploadedFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export type FormBody = Record<string, FormValue>;
export type FormValue = string | UploadedFile | (string | UploadedFile)[];

/** What the form shows: nothing on a first visit, what was typed and what is wrong after a refusal. */
export interface FormState {
  /** The act that was refused, if any. */
  readonly act: string | undefined;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly errors: readonly FieldError[];
}

export const emptyForm: FormState = { act: undefined, values: {}, errors: [] };

/**
 * Turns dotted names into nested objects: `answers.12.value=met` → {answers: {12: {value: 'met'}}}.
 * Names with prototype words are dropped. Empty files are dropped, so that an optional upload stays optional.
 * NUL is dropped: no keyboard writes it and PostgreSQL takes it in no text.
 */
export function nest(body: FormBody): Record<string, unknown> {
  const root: Record<string, unknown> = Object.create(null);
  for (const [name, value] of Object.entries(body)) {
    if (isEmptyFile(value)) continue;
    const path = name.split('.');
    if (path.some((part) => part === '__proto__' || part === 'constructor' || part === 'prototype')) continue;
    let at = root;
    for (const part of path.slice(0, -1)) {
      const next = at[part];
      if (typeof next === 'object' && next !== null && !Array.isArray(next))
        at = next as Record<string, unknown>;
      else {
        const made: Record<string, unknown> = Object.create(null);
        at[part] = made;
        at = made;
      }
    }
    at[path.at(-1) as string] = withoutNul(value);
  }
  return root;
}

function withoutNul(value: FormValue): FormValue {
  if (typeof value === 'string') return value.replaceAll('\0', '');
  return Array.isArray(value) ? value.map((one) => withoutNul(one) as typeof one) : value;
}

function isEmptyFile(value: FormValue): boolean {
  return typeof value === 'object' && !Array.isArray(value) && value.bytes.length === 0;
}

/** The typed text of a body, to show again; files cannot be shown again, browsers forbid it. */
export function typedText(body: FormBody): Record<string, string | string[]> {
  const text: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') text[name] = value;
    else if (Array.isArray(value)) text[name] = value.filter((item) => typeof item === 'string');
  }
  return text;
}

/**
 * zod's issues as errors of form fields. A schema names its own sentence by giving a text key as message;
 * otherwise a general sentence is chosen by the kind of issue.
 */
export function fieldErrors(error: z.ZodError, isKey: (key: string) => key is TextKey): FieldError[] {
  const seen = new Set<string>();
  const errors: FieldError[] = [];
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('.');
    if (seen.has(field)) continue;
    seen.add(field);
    const base = field ? { field } : {};
    if (isKey(issue.message)) errors.push({ ...base, key: issue.message, args: limits(issue) });
    else errors.push({ ...base, key: generalKey(issue), args: limits(issue) });
  }
  return errors;
}

function limits(issue: z.core.$ZodIssue): Record<string, number> {
  if (issue.code === 'too_big') return { maximum: Number(issue.maximum) };
  if (issue.code === 'too_small') return { minimum: Number(issue.minimum) };
  return {};
}

function generalKey(issue: z.core.$ZodIssue): TextKey {
  if (issue.code === 'invalid_type') return 'form.missing';
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'form.missing' : 'form.too-small';
  if (issue.code === 'too_big') return issue.origin === 'string' ? 'form.too-long' : 'form.too-big';
  return 'form.invalid';
}
