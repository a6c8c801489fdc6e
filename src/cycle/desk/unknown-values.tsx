import { Actions, Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { formIdName } from '../../ui/components/form-context.ts';
import { May } from '../../ui/components/may.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import { mayRunCycles } from '../cycle-policy.ts';
import { useValueWords } from './value-words.ts';

/** What the blueprint leaves to the city: a small form for each value, with what the generic blueprint would say. */
export function UnknownValues({ unknown }: { readonly unknown: readonly string[] }) {
  const { t } = usePage();
  return (
    <Section title={t('cycle.unknown.title', { count: unknown.length })}>
      <p>{t('cycle.unknown.lead')}</p>
      {unknown.map((path) => (
        <May policy={mayRunCycles} key={path} otherwise={<ValueName path={path} />}>
          <UnknownValue path={path} />
        </May>
      ))}
    </Section>
  );
}

function ValueName({ path }: { readonly path: string }) {
  return <p>{useValueWords(path).label}</p>;
}

function UnknownValue({ path }: { readonly path: string }) {
  const { t, form } = usePage();
  const { label, hint, generic, structured } = useValueWords(path);
  return (
    <Details summary={label} open={form.values[formIdName] === path}>
      <Form act={['give-value', 'take-generic']} id={path} hidden={{ path }}>
        {!structured && (
          <TextField
            name="value"
            label={t('cycle.unknown.value')}
            hint={hint}
            size="medium"
            optional={generic !== undefined}
          />
        )}
        <Actions>
          {!structured && <Button act="give-value">{t('cycle.unknown.give')}</Button>}
          {generic !== undefined && (
            <Button act="take-generic" kind="quiet">
              {t('cycle.unknown.take-generic', { value: generic })}
            </Button>
          )}
        </Actions>
      </Form>
    </Details>
  );
}
