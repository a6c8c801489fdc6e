import { maySeeCity } from '../../city/city-policy.ts';
import { page } from '../../platform/http/page.ts';
import { May } from '../../ui/components/may.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { firstSteps, type Step } from '../first-steps.ts';

/** What a new city still needs, with what is done: read from what is there, never ticked by hand. */
export const firstStepsPage = page<Record<string, never>, Record<string, never>, readonly Step[]>({
  path: '/desk/first-steps',
  who: maySeeCity,
  load: ({ tx, city }) => firstSteps(tx, city),
  view: (steps) => <FirstSteps steps={steps} />,
});

function FirstSteps({ steps }: { readonly steps: readonly Step[] }) {
  const { t, href } = usePage();
  const left = steps.filter(({ isDone, isOptional }) => !isDone && !isOptional).length;
  return (
    <DeskLayout title={t('lobby.steps.title')}>
      <PageHeading title={t('lobby.steps.title')} lead={t('lobby.steps.lead', { left })} />
      <ol class="first-steps">
        {steps.map(({ name, isDone, isOptional, count, href: to, opens }) => (
          <li key={name}>
            <h2>
              <May policy={opens} otherwise={t(`lobby.steps.${name}`)}>
                <a href={href(to)}>{t(`lobby.steps.${name}`)}</a>
              </May>
            </h2>
            <StatusTag tone={isDone ? 'good' : isOptional ? 'neutral' : 'warn'}>
              {t(isDone ? 'lobby.steps.done' : isOptional ? 'lobby.steps.optional' : 'lobby.steps.missing', {
                count,
              })}
            </StatusTag>
            <p>{t(`lobby.steps.${name}-why`)}</p>
          </li>
        ))}
      </ol>
    </DeskLayout>
  );
}
