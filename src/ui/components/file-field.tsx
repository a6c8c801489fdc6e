import { usePage } from '../page-context.ts';
import { controlProps, FieldFrame, type FieldProps } from './field.tsx';
import { useField } from './form-context.ts';

interface Props extends FieldProps {
  /** As in HTML: 'image/jpeg,image/png' or '.csv'. The bytes decide, on the server. */
  readonly accept: string;
  /** How people call these kinds: "JPG o PNG". */
  readonly kinds?: string | undefined;
  readonly maxBytes: number;
  readonly multiple?: boolean;
}

/** Its form needs `files`. A file cannot be shown again after a refusal, and the hint says so. */
export function FileField(props: Props) {
  const { t } = usePage();
  const field = useField(props.name, props.label);
  const megabytes = Math.max(0.1, Math.round(props.maxBytes / 100_000) / 10);
  const size = props.kinds
    ? t('form.file-size-kinds', { kinds: props.kinds, megabytes })
    : t('form.file-size', { megabytes });
  const again = field.refused && t('form.file-again');
  const hint = [props.hint, size, again].filter(Boolean).join(' ');
  return (
    <FieldFrame {...props} hint={hint} field={field}>
      <input
        {...controlProps(field, { ...props, hint })}
        class="input input-file"
        type="file"
        accept={props.accept}
        multiple={props.multiple}
      />
    </FieldFrame>
  );
}
