import { controlProps, type FieldProps } from './field.tsx';
import { FieldError } from './field-error.tsx';
import { useField } from './form-context.ts';

interface Props extends FieldProps {
  readonly checked?: boolean | undefined;
  /** What is sent when ticked; nothing is sent when not. */
  readonly value?: string;
}

/** One yes-or-no box, such as a consent. */
export function Checkbox(props: Props) {
  const { value = 'yes' } = props;
  const field = useField(props.name, props.label, props.checked ? value : undefined);
  return (
    <div class={field.error ? 'field field-wrong' : 'field'}>
      <FieldError id={field.errorId} error={field.error} />
      <div class="choice">
        <input
          {...controlProps(field, props)}
          type="checkbox"
          value={value}
          checked={field.values.includes(value)}
        />
        <label for={field.id}>{props.label}</label>
        {props.hint && (
          <p class="field-hint" id={field.hintId}>
            {props.hint}
          </p>
        )}
      </div>
    </div>
  );
}
