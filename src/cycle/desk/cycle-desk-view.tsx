import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { May } from '../../ui/components/may.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Cycle } from '../cycle.ts';
import { mayRunCycles } from '../cycle-policy.ts';
import type { CycleDeskData } from './cycle-desk-page.tsx';
import { PhaseDesk } from './phase-desk.tsx';
import { CycleStateTag } from './state-tags.tsx';
import { UnknownValues } from './unknown-values.tsx';

export function CycleDeskView({ cycle, phases }: CycleDeskData) {
  const { t, href } = usePage();
  return (
    <DeskLayout title={cycle.name}>
      <Breadcrumbs trail={[{ label: t('cycle.desk.title'), href: href('/desk/cycle') }]} />
      <PageHeading
        title={cycle.name}
        actions={
          <>
            <ButtonLink href={href(`/desk/cycle/${cycle.slug}/blueprint`)} kind="quiet" small>
              {t('cycle.blueprint.link')}
            </ButtonLink>
            {cycle.state !== 'draft' && (
              <ButtonLink href={href('/cycle')} kind="quiet" small>
                {t('cycle.desk.public-page')}
              </ButtonLink>
            )}
          </>
        }
      />
      <CycleStanding cycle={cycle} />
      {cycle.unknown.length > 0 && <UnknownValues unknown={cycle.unknown} />}
      <Section title={t('cycle.desk.phases')}>
        {phases.map((phase) => (
          <PhaseDesk phase={phase} key={phase.id} />
        ))}
      </Section>
      <May policy={mayRunCycles}>
        <WholeCycle cycle={cycle} />
      </May>
    </DeskLayout>
  );
}

function CycleStanding({ cycle }: { readonly cycle: Cycle }) {
  const { t } = usePage();
  if (cycle.state === 'draft') {
    return (
      <Notice tone="info" title={t('cycle.desk.draft-title')}>
        <p>{t('cycle.desk.draft-text')}</p>
        <May policy={mayRunCycles}>
          <Form act="publish">
            <Button>{t('cycle.desk.publish')}</Button>
          </Form>
        </May>
      </Notice>
    );
  }
  return (
    <p>
      <CycleStateTag state={cycle.state} /> {cycle.reason && t('cycle.reason', { reason: cycle.reason })}
    </p>
  );
}

/** What stops or ends everything, folded away from the daily work. */
function WholeCycle({ cycle: { state } }: { readonly cycle: Cycle }) {
  const { t } = usePage();
  if (state === 'cancelled') return null;
  return (
    <Section title={t('cycle.desk.whole')}>
      {state === 'published' && <CycleAct act="suspend-cycle" />}
      {state === 'suspended' && <CycleAct act="resume-cycle" />}
      <CycleAct act="cancel-cycle" danger />
    </Section>
  );
}

interface CycleActProps {
  readonly act: 'suspend-cycle' | 'resume-cycle' | 'cancel-cycle';
  readonly danger?: boolean;
}

function CycleAct({ act, danger }: CycleActProps) {
  const { t, form } = usePage();
  return (
    <Details summary={t(`cycle.desk.${act}`)} open={form.act === act}>
      <Form act={act} id={act}>
        <TextArea name="reason" label={t('cycle.desk.reason')} hint={t('cycle.desk.reason-hint')} rows={3} />
        <Button kind={danger ? 'danger' : 'primary'}>{t(`cycle.desk.${act}`)}</Button>
      </Form>
    </Details>
  );
}
