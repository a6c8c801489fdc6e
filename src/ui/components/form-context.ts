import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FormState } from '../../platform/http/form.ts';
import { usePage } from '../page-context.ts';

/** Which form a field stands in, so that two forms on one page do not show each other's values and errors. */
export interface FormPlace {
  /** The acts that its buttons may run; any when left out. */
  readonly acts?: readonly string[];
  /** Tells apart forms that repeat on one page (a row each). */
  readonly id?: string | undefined;
  /** Search forms read their values from the address. */
  readonly search?: boolean;
}

export const FormContext = createContext<FormPlace>({});

/**
 * Labels of the fields by their ids, filled while a refused page is drawn: the summary at its top names them, and the
 * page is drawn a second time for that (render.tsx).
 */
export const LabelsContext = createContext<Map<string, string> | null>(null);

/** The hidden field that carries a repeated form's id back. */
export const formIdName = '_form';

/** What a field knows of itself: what stands in it, what is wrong, and the ids that tie label, hint and error to it. */
export interface FieldFacts {
  readonly id: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly error: string | undefined;
  /** True when the form it stands in was sent and refused. */
  readonly refused: boolean;
  /** Filters are never required and never say so. */
  readonly search: boolean;
  readonly hintId: string;
  readonly errorId: string;
}

/** Values that were typed and refused win over `value`: nobody types anything twice. */
export function useField(name: string, label: string, value?: string | readonly string[]): FieldFacts {
  const { form, t, url } = usePage();
  const place = useContext(FormContext);
  const id = fieldId(name, place.id);
  useContext(LabelsContext)?.set(id, label);
  const refused = !place.search && isRefused(form, place);
  const error = refused ? form.errors.find((one) => one.field === name) : undefined;
  const typed = place.search ? searched(url, name) : refused ? typedValue(form, name) : undefined;
  const values = asList(typed ?? value);
  return {
    id,
    value: values[0] ?? '',
    values,
    error: error && t(error.key, error.args),
    refused,
    search: place.search ?? false,
    hintId: `${id}-hint`,
    errorId: `${id}-error`,
  };
}

/** Dots in names are fine in ids and in links to them. */
export function fieldId(name: string, formId?: string): string {
  return formId ? `field-${formId}-${name}` : `field-${name}`;
}

/** The id of the form that was refused, where it is one of several alike. */
export function refusedFormId(form: FormState): string | undefined {
  const id = form.values[formIdName];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function isRefused(form: FormState, place: FormPlace): boolean {
  if (form.errors.length === 0) return false;
  const ours = !place.acts || (form.act !== undefined && place.acts.includes(form.act));
  return ours && refusedFormId(form) === place.id;
}

/** A box that was unticked sends nothing: after a refusal an absent name means empty, not "as it was". */
function typedValue(form: FormState, name: string): string | readonly string[] {
  return form.values[name] ?? [];
}

function searched(url: URL, name: string): readonly string[] | undefined {
  return url.searchParams.has(name) ? url.searchParams.getAll(name) : undefined;
}

function asList(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
