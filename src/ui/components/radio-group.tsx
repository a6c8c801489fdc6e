import { ChoiceList } from './choice-list.tsx';
import { type FieldProps, GroupFrame } from './field.tsx';
import { useField } from './form-context.ts';
import type { Choice } from './select-field.tsx';

interface Props extends FieldProps {
  readonly options: readonly Choice[];
  readonly value?: string | undefined;
  /** Side by side, for two or three short answers. */
  readonly inline?: boolean;
}

export function RadioGroup(props: Props) {
  const field = useField(props.name, props.label, props.value);
  return (
    <GroupFrame {...props} field={field}>
      <ChoiceList {...props} type="radio" field={field} />
    </GroupFrame>
  );
}
