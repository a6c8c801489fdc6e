import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { CheckboxGroup } from '../../ui/components/checkbox-group.tsx';
import { Form } from '../../ui/components/form.tsx';
import { May } from '../../ui/components/may.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type Blueprint, sectionNames } from '../blueprint.ts';
import { changeSentence } from '../change-sentences.ts';
import { mayRunCycles } from '../cycle-policy.ts';
import type { Change } from '../diff-blueprints.ts';
import type { BlueprintData } from './blueprint-page.tsx';

export function BlueprintView(data: BlueprintData) {
  const { t, href } = usePage();
  const { cycle, rolesToFill } = data;
  const place = `/desk/cycle/${cycle.slug}`;
  return (
    <DeskLayout title={t('cycle.blueprint.title')}>
      <Breadcrumbs
        trail={[
          { label: t('cycle.desk.title'), href: href('/desk/cycle') },
          { label: cycle.name, href: href(place) },
        ]}
      />
      <PageHeading title={t('cycle.blueprint.title')} kicker={cycle.name} lead={t('cycle.blueprint.lead')} />
      <p>
        <ButtonLink href={href(`${place}/blueprint.json`)} icon="download" download>
          {t('cycle.blueprint.download')}
        </ButtonLink>
      </p>
      <p class="note">{t('cycle.blueprint.download-hint')}</p>
      {rolesToFill.length > 0 && <RolesToFill rolesToFill={rolesToFill} />}
      {data.origin.newer && <Newer {...data} newer={data.origin.newer} />}
      <FromOrigin {...data} />
    </DeskLayout>
  );
}

function RolesToFill({ rolesToFill }: Pick<BlueprintData, 'rolesToFill'>) {
  const { t } = usePage();
  return (
    <Section title={t('cycle.blueprint.roles')} id="roles">
      <p>{t('cycle.blueprint.roles-lead')}</p>
      <ul>
        {rolesToFill.map(({ role, department }) => (
          <li key={`${role} ${department}`}>
            {t(`cycle.word.${role}`)}
            {department !== undefined && ` (${department})`}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function FromOrigin({ origin, document, changes }: BlueprintData) {
  const { t } = usePage();
  const title = useTitle();
  const { document: was } = origin;
  return (
    <Section title={t('cycle.blueprint.origin')} id="origin">
      {was ? (
        <>
          <p>{t('cycle.blueprint.from', { title: title(was), version: origin.version })}</p>
          {was.version !== origin.version && (
            <p>{t('cycle.blueprint.other-version', { version: was.version })}</p>
          )}
          {changes.length === 0 && <p>{t('cycle.diff.same')}</p>}
          <Changes changes={changes} was={was} is={document} />
        </>
      ) : (
        <p>{t('cycle.blueprint.no-origin', { name: origin.name })}</p>
      )}
    </Section>
  );
}

function Newer({ cycle, offered, open, newer }: BlueprintData & { readonly newer: Blueprint }) {
  const { t } = usePage();
  const title = useTitle();
  const free = offered.filter(({ section }) => open.includes(section));
  const fixed = offered.filter(({ section }) => !open.includes(section));
  const { version } = newer;
  return (
    <Section title={t('cycle.blueprint.newer', { title: title(newer), version })} id="newer">
      {offered.length === 0 ? (
        <p>{t('cycle.blueprint.nothing-newer', { version })}</p>
      ) : (
        <p>{t('cycle.blueprint.newer-lead')}</p>
      )}
      <Changes changes={offered.flatMap(({ changes }) => changes)} was={cycle.blueprint} is={newer} />
      {fixed.length > 0 && (
        <p>
          {t('cycle.blueprint.fixed', {
            sections: fixed.map(({ section }) => t(`cycle.section.${section}`)).join(', '),
          })}
        </p>
      )}
      {free.length > 0 && (
        <May policy={mayRunCycles}>
          <Form act="take-over" id="take-over">
            <CheckboxGroup
              name="sections"
              label={t('cycle.blueprint.sections')}
              options={free.map(({ section }) => ({ value: section, label: t(`cycle.section.${section}`) }))}
            />
            <Button>{t('cycle.blueprint.take')}</Button>
          </Form>
        </May>
      )}
    </Section>
  );
}

interface ChangesProps {
  readonly changes: readonly Change[];
  readonly was: unknown;
  readonly is: unknown;
}

function Changes({ changes, was, is }: ChangesProps) {
  const { t, locale, city } = usePage();
  const reader = { t, locale, currency: city.currency, was, is };
  return (
    <>
      {sectionNames.map((section) => {
        const here = changes.filter((change) => change.section === section);
        if (here.length === 0) return null;
        return (
          <div key={section}>
            <h3>{t(`cycle.section.${section}`)}</h3>
            <ul class="prose">
              {here.map((change) => (
                <li key={change.path.join('.')}>{changeSentence(change, reader)}</li>
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}

function useTitle(): (blueprint: Blueprint) => string {
  const { locale } = usePage();
  return ({ title }) => title[locale.startsWith('es') ? 'es' : 'en'];
}
