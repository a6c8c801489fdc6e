import type { Day } from '../../platform/time.ts';
import { controlProps, FieldFrame, type FieldProps } from './field.tsx';
import { useField } from './form-context.ts';

interface Props extends FieldProps {
  readonly value?: Day | undefined;
  readonly min?: Day | undefined;
  readonly max?: Day | undefined;
  readonly autocomplete?: string | undefined;
}

/** A calendar day; sends 'YYYY-MM-DD'. */
export function DateField(props: Props) {
  const field = useField(props.name, props.label, props.value);
  return (
    <FieldFrame {...props} field={field}>
      <input
        {...controlProps(field, props)}
        class="input input-medium"
        type="date"
        value={field.value}
        min={props.min}
        max={props.max}
        autocomplete={props.autocomplete}
      />
    </FieldFrame>
  );
}
