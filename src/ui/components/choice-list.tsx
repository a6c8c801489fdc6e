import type { FieldProps } from './field.tsx';
import type { FieldFacts } from './form-context.ts';
import type { Choice } from './select-field.tsx';

interface Props extends FieldProps {
  readonly type: 'radio' | 'checkbox';
  readonly field: FieldFacts;
  readonly options: readonly Choice[];
  readonly inline?: boolean | undefined;
}

/** The buttons of a radio or check box group. The first has the field's own id, where the error summary leads. */
export function ChoiceList({ type, field, options, inline, name, disabled, optional }: Props) {
  return (
    <div class={inline ? 'choices choices-inline' : 'choices'}>
      {options.map((choice, index) => {
        const id = index === 0 ? field.id : `${field.id}-${index}`;
        return (
          <div class="choice" key={choice.value}>
            <input
              id={id}
              type={type}
              name={name}
              value={choice.value}
              checked={field.values.includes(choice.value)}
              disabled={disabled || choice.disabled}
              required={type === 'radio' && !optional && !field.search}
              aria-describedby={choice.hint && `${id}-about`}
              aria-invalid={field.error ? 'true' : undefined}
            />
            <label for={id}>{choice.label}</label>
            {choice.hint && (
              <p class="field-hint" id={`${id}-about`}>
                {choice.hint}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
