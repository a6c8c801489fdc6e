import type { Department } from '../../city/city-queries.ts';
import { Actions, Button } from '../../ui/components/button.tsx';
import { CheckboxGroup } from '../../ui/components/checkbox-group.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { CaseFile } from './case-file.ts';

export interface Evaluator {
  readonly personId: number;
  readonly departmentId: number;
  readonly name: string;
}

interface Props {
  readonly file: CaseFile;
  readonly departments: readonly Department[];
  readonly evaluators: readonly Evaluator[];
}

/** Which departments give an opinion. Folded away once somebody is asked. */
export function AssignSection({ file, departments, evaluators }: Props) {
  const { t, form } = usePage();
  if (!file.acts.assignDepartments) return null;
  const answered = new Set(file.opinions.filter((one) => one.submittedAt).map((one) => one.departmentId));
  const choices = departments.filter((one) => !answered.has(one.id));
  if (choices.length === 0) return null;
  const fields = <AssignForm file={file} departments={choices} evaluators={evaluators} />;
  return file.opinions.length === 0 ? (
    <Section title={t('evaluation.assign')} id="assign">
      {fields}
    </Section>
  ) : (
    <Details summary={t('evaluation.assign-more')} open={form.act === 'assign'}>
      {fields}
    </Details>
  );
}

function AssignForm({ file, departments, evaluators }: Props) {
  const { t } = usePage();
  const asked = new Map(file.opinions.map((one) => [one.departmentId, one]));
  return (
    <Form act="assign" hidden={{ revision: file.revision }}>
      <CheckboxGroup
        name="departments"
        label={t('evaluation.departments')}
        hint={t('evaluation.assign-hint')}
        options={departments.map((one) => ({ value: String(one.id), label: one.name }))}
        values={departments.filter((one) => asked.has(one.id)).map((one) => String(one.id))}
      />
      {departments.map((department) => {
        const theirs = evaluators.filter((one) => one.departmentId === department.id);
        if (theirs.length === 0) return null;
        return (
          <SelectField
            key={department.id}
            name={`evaluators.${department.id}`}
            label={t('evaluation.evaluator-of', { department: department.name })}
            options={theirs.map((one) => ({
              value: String(one.personId),
              label: one.name || t('evaluation.person', { number: one.personId }),
            }))}
            value={asked.get(department.id)?.evaluatorId?.toString()}
            empty={t('evaluation.evaluator-any')}
            optional
          />
        );
      })}
      <Actions>
        <Button>{t('evaluation.assign-button')}</Button>
      </Actions>
    </Form>
  );
}
