import { phaseKinds } from '../../cycle/cycle-section.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { CheckboxGroup } from '../../ui/components/checkbox-group.tsx';
import { Details } from '../../ui/components/details.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Form } from '../../ui/components/form.tsx';
import { formIdName } from '../../ui/components/form-context.ts';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { Table } from '../../ui/components/table.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { PracticeData } from './practice-page.tsx';

export function PracticeView(data: PracticeData) {
  const { t } = usePage();
  const { space, order, cycles } = data;
  const waits = order !== undefined && order.doneAt === null;
  return (
    <DeskLayout title={t('practice.title')}>
      <PageHeading title={t('practice.title')} lead={t('practice.lead')} />
      <Standing {...data} />
      {cycles.length === 0 && (
        <EmptyState title={t('practice.needs-cycle')} drawing="bench">
          {t('practice.needs-cycle-text')}
        </EmptyState>
      )}
      {cycles.length > 0 && !waits && !space && (
        <Section title={t('practice.open')} id="open">
          <Form act="open">
            <WishFields {...data} />
            <Button>{t('practice.open')}</Button>
          </Form>
        </Section>
      )}
      {space && !waits && <Changes {...data} />}
      <Drills />
    </DeskLayout>
  );
}

function Standing({ space, order }: PracticeData) {
  const { t, date } = usePage();
  const waits = order !== undefined && order.doneAt === null;
  if (waits) {
    return (
      <Notice title={t(`practice.waits.${order.wish}`)}>
        <p>{t('practice.waits-text')}</p>
      </Notice>
    );
  }
  return (
    <>
      {order?.failed && (
        <Notice tone="bad" title={t('practice.failed')}>
          {order.failed}
        </Notice>
      )}
      {space && (
        <Notice
          tone="good"
          title={t('practice.ready', { day: date(order?.doneAt ?? new Date(0), 'moment') })}
        >
          <p>{t('practice.ready-text')}</p>
          <p>
            <ButtonLink href={`/${space.slug}/desk`}>{t('practice.enter')}</ButtonLink>
          </p>
        </Notice>
      )}
    </>
  );
}

function WishFields({ order, cycles, staff }: PracticeData) {
  const { t, viewer } = usePage();
  const chosen = order && order.guests.length > 0 ? order.guests : staff.map(({ personId }) => personId);
  return (
    <>
      <SelectField
        name="cycle"
        label={t('practice.cycle')}
        hint={t('practice.cycle-hint')}
        options={cycles.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={String(order?.cycleId ?? cycles[0]?.id ?? '')}
      />
      <TextField
        name="proposals"
        label={t('practice.proposals')}
        type="number"
        size="short"
        value={String(order?.proposals || 60)}
      />
      <CheckboxGroup
        name="guests"
        label={t('practice.guests')}
        hint={t('practice.guests-hint')}
        options={staff.map(({ personId, name }) => ({
          value: String(personId),
          label: personId === viewer.personId ? t('practice.you', { name: name ?? '' }) : (name ?? '—'),
        }))}
        values={chosen.map(String)}
      />
    </>
  );
}

function Changes(data: PracticeData) {
  const { t, form } = usePage();
  const refused = String(form.values[formIdName] ?? '');
  return (
    <Section title={t('practice.change')} id="change">
      <Details summary={t('practice.reset')} open={refused === 'reset'}>
        <p>{t('practice.reset-text')}</p>
        <Form act="reset" id="reset">
          <WishFields {...data} />
          <Checkbox name="sure" value="yes" label={t('practice.reset-sure')} />
          <Button kind="danger">{t('practice.reset')}</Button>
        </Form>
      </Details>
      <Details summary={t('practice.remove')} open={refused === 'remove'}>
        <p>{t('practice.remove-text')}</p>
        <Form act="remove" id="remove">
          <Checkbox name="sure" value="yes" label={t('practice.remove-sure')} />
          <Button kind="danger">{t('practice.remove')}</Button>
        </Form>
      </Details>
    </Section>
  );
}

/** What to try in each phase: a morning's training, in the order of the cycle. */
function Drills() {
  const { t } = usePage();
  return (
    <Section title={t('practice.drills')} id="drills">
      <p>{t('practice.drills-lead')}</p>
      <Table
        caption={t('practice.drills')}
        captionHidden
        stack
        rows={phaseKinds}
        rowKey={(kind) => kind}
        columns={[
          { header: t('practice.drill-phase'), heading: true, cell: (kind) => t(`cycle.phase.${kind}`) },
          { header: t('practice.drill-try'), cell: (kind) => t(`practice.drill.${kind}`) },
          { header: t('practice.drill-break'), cell: (kind) => t(`practice.drill-break.${kind}`) },
        ]}
      />
    </Section>
  );
}
