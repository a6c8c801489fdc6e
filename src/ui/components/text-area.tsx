import { usePage } from '../page-context.ts';
import { controlProps, FieldFrame, type FieldProps } from './field.tsx';
import { useField } from './form-context.ts';

interface Props extends FieldProps {
  readonly value?: string | undefined;
  readonly rows?: number;
  /** Told in the hint, kept by the server: browsers would cut a pasted text without a word. */
  readonly maxLength?: number | undefined;
}

export function TextArea(props: Props) {
  const { t } = usePage();
  const field = useField(props.name, props.label, props.value);
  const limit = props.maxLength && t('form.max-length', { maximum: props.maxLength });
  const hint = [props.hint, limit].filter(Boolean).join(' ') || undefined;
  return (
    <FieldFrame {...props} hint={hint} field={field}>
      <textarea {...controlProps(field, { ...props, hint })} class="input" rows={props.rows ?? 5}>
        {field.value}
      </textarea>
    </FieldFrame>
  );
}
