import { ChoiceList } from './choice-list.tsx';
import { type FieldProps, GroupFrame } from './field.tsx';
import { useField } from './form-context.ts';
import type { Choice } from './select-field.tsx';

interface Props extends FieldProps {
  readonly options: readonly Choice[];
  /** The ticked ones. A group without a tick sends no name at all: read it with a default of []. */
  readonly values?: readonly string[] | undefined;
  readonly inline?: boolean;
}

export function CheckboxGroup(props: Props) {
  const field = useField(props.name, props.label, props.values);
  return (
    <GroupFrame {...props} field={field}>
      <ChoiceList {...props} type="checkbox" field={field} />
    </GroupFrame>
  );
}
