import { usePage } from '../page-context.ts';
import { controlProps, FieldFrame, type FieldProps } from './field.tsx';
import { useField } from './form-context.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** A sentence below the label; shown by radio buttons and check boxes. */
  readonly hint?: string | undefined;
  /** Choices with the same group stand together in a select. */
  readonly group?: string | undefined;
  readonly disabled?: boolean | undefined;
}

interface Props extends FieldProps {
  readonly options: readonly Choice[];
  readonly value?: string | undefined;
  /** The empty first line; false where there is always a choice. Default: "Elige una opción". */
  readonly empty?: string | false;
}

export function SelectField(props: Props) {
  const { t } = usePage();
  const field = useField(props.name, props.label, props.value);
  const empty = props.empty ?? t('form.choose');
  return (
    <FieldFrame {...props} field={field}>
      <select {...controlProps(field, props)} class="input">
        {empty !== false && <option value="">{empty}</option>}
        {grouped(props.options).map(([group, choices]) => {
          const options = choices.map((choice) => (
            <option value={choice.value} selected={choice.value === field.value} disabled={choice.disabled}>
              {choice.label}
            </option>
          ));
          return group ? <optgroup label={group}>{options}</optgroup> : options;
        })}
      </select>
    </FieldFrame>
  );
}

function grouped(options: readonly Choice[]): [string | undefined, Choice[]][] {
  const groups = new Map<string | undefined, Choice[]>();
  for (const choice of options) groups.set(choice.group, [...(groups.get(choice.group) ?? []), choice]);
  return [...groups];
}
