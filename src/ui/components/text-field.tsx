import { controlProps, FieldFrame, type FieldProps } from './field.tsx';
import { useField } from './form-context.ts';

interface Props extends FieldProps {
  readonly value?: string | undefined;
  readonly type?:
    | 'text'
    | 'email'
    | 'tel'
    | 'password'
    | 'url'
    | 'search'
    | 'number'
    | 'time'
    | 'color'
    | 'datetime-local';
  readonly autocomplete?: string | undefined;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'search' | 'url' | undefined;
  /** How much is expected, as a width: a postal code is short, a title is long. */
  readonly size?: 'short' | 'medium' | 'long';
  readonly placeholder?: string | undefined;
  /** For codes and numbers copied from paper: fixed width letters, no capitals or corrections by the phone. */
  readonly code?: boolean;
}

export function TextField(props: Props) {
  const field = useField(props.name, props.label, props.value);
  const { type = 'text', size = 'long', code } = props;
  const bare = code || type === 'email' || type === 'password' || type === 'url';
  return (
    <FieldFrame {...props} field={field}>
      <input
        {...controlProps(field, props)}
        class={`input input-${size}${code ? ' input-code' : ''}`}
        type={type}
        value={type === 'password' ? undefined : field.value}
        autocomplete={props.autocomplete}
        autocapitalize={bare ? 'none' : undefined}
        spellcheck={bare ? false : undefined}
        inputMode={props.inputMode}
        placeholder={props.placeholder}
      />
    </FieldFrame>
  );
}
