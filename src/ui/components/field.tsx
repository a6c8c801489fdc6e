import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context.ts';
import { FieldError } from './field-error.tsx';
import type { FieldFacts } from './form-context.ts';

/** What every field takes. `name` ties it to the form's values and errors; fields are required unless `optional`. */
export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** For fields whose purpose is told by what stands around them, such as a search box: the label is read, not seen. */
  readonly labelHidden?: boolean | undefined;
}

interface FrameProps extends FieldProps {
  readonly field: FieldFacts;
  readonly children: ComponentChildren;
}

/** Label, hint and error around one control. */
export function FieldFrame({ field, label, hint, optional, labelHidden, children }: FrameProps) {
  return (
    <div class={field.error ? 'field field-wrong' : 'field'}>
      <label for={field.id} class={labelHidden ? 'visually-hidden' : 'field-label'}>
        {label} {optional && !labelHidden && !field.search && <OptionalMark />}
      </label>
      {hint && (
        <p class="field-hint" id={field.hintId}>
          {hint}
        </p>
      )}
      <FieldError id={field.errorId} error={field.error} />
      {children}
    </div>
  );
}

/** The same for several controls that answer one question. */
export function GroupFrame({ field, label, hint, optional, labelHidden, children }: FrameProps) {
  return (
    <fieldset class={field.error ? 'field field-wrong' : 'field'} aria-describedby={describedBy(field, hint)}>
      <legend class={labelHidden ? 'visually-hidden' : 'field-label'}>
        {label} {optional && !labelHidden && !field.search && <OptionalMark />}
      </legend>
      {hint && (
        <p class="field-hint" id={field.hintId}>
          {hint}
        </p>
      )}
      <FieldError id={field.errorId} error={field.error} />
      {children}
    </fieldset>
  );
}

/** The attributes that tie a control to its frame. */
export function controlProps(field: FieldFacts, props: FieldProps) {
  return {
    id: field.id,
    name: props.name,
    required: !props.optional && !field.search,
    disabled: props.disabled,
    'aria-describedby': describedBy(field, props.hint),
    'aria-invalid': field.error ? ('true' as const) : undefined,
  };
}

function describedBy(field: FieldFacts, hint: string | undefined): string | undefined {
  const ids = [hint && field.hintId, field.error && field.errorId].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function OptionalMark() {
  const { t } = usePage();
  return <span class="field-optional">{t('form.optional')}</span>;
}
