import { Button } from '../../ui/components/button.tsx';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { RadioGroup } from '../../ui/components/radio-group.tsx';
import { Table } from '../../ui/components/table.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { BallotPlan, FeasibleProposal, PlannedContest } from '../ballot-plan.ts';

/** What would be frozen now, what stands in the way, and the button. */
export function FreezeSection({ plan, mayAct }: { readonly plan: BallotPlan; readonly mayAct: boolean }) {
  const { t } = usePage();
  const { contests, leftOut, tooDear, unknown } = plan;
  return (
    <Section title={t('voting.freeze-title')}>
      <p>{t('voting.freeze-text')}</p>
      {unknown.length > 0 && (
        <Notice tone="bad">{t('voting.plan-unknown', { paths: unknown.join(', ') })}</Notice>
      )}
      {contests.length === 0 && unknown.length === 0 && <Notice>{t('voting.plan-empty')}</Notice>}
      {contests.length > 0 && <PlanTable contests={contests} />}
      {leftOut.length > 0 && (
        <Notice tone="warn">
          {t('voting.plan-left-out', { count: leftOut.length, folios: foliosOf(leftOut) })}
        </Notice>
      )}
      {tooDear.length > 0 && (
        <Notice tone="warn">
          {t('voting.plan-too-dear', { count: tooDear.length, folios: foliosOf(tooDear) })}
        </Notice>
      )}
      {mayAct && contests.length > 0 && unknown.length === 0 && <FreezeForm leavesOut={leftOut.length > 0} />}
    </Section>
  );
}

function foliosOf(proposals: readonly FeasibleProposal[]): string {
  return proposals.map(({ folio }) => folio).join(', ');
}

function PlanTable({ contests }: { readonly contests: readonly PlannedContest[] }) {
  const { t, money, number } = usePage();
  const rule = ({ ballot, purse }: PlannedContest) =>
    ballot.type === 'marks'
      ? t('voting.rule-marks', { maximum: ballot.maximum })
      : t('voting.rule-knapsack', { amount: money(purse.amount) });
  return (
    <Table
      stack
      caption={t('voting.plan-caption')}
      rows={contests}
      rowKey={({ purse }) => `${purse.districtId} ${purse.track}`}
      columns={[
        { header: t('voting.column-ballot'), cell: ({ title }) => title, heading: true },
        { header: t('voting.column-money'), cell: ({ purse }) => money(purse.amount), numeric: true },
        {
          header: t('voting.column-candidates'),
          cell: ({ candidates }) => number(candidates.length),
          numeric: true,
        },
        { header: t('voting.column-rule'), cell: rule },
      ]}
    />
  );
}

function FreezeForm({ leavesOut }: { readonly leavesOut: boolean }) {
  const { t } = usePage();
  return (
    <Form act="freeze">
      <RadioGroup
        name="order"
        label={t('voting.order')}
        value="folio"
        options={[
          { value: 'folio', label: t('voting.order-by-folio') },
          { value: 'lot', label: t('voting.order-by-lot'), hint: t('voting.order-by-lot-hint') },
        ]}
      />
      <TextField name="seed" label={t('voting.seed')} hint={t('voting.seed-hint')} size="medium" optional />
      {leavesOut && <Checkbox name="leaveOut" label={t('voting.leave-out')} />}
      <div>
        <Button icon="lock">{t('voting.freeze')}</Button>
      </div>
    </Form>
  );
}
