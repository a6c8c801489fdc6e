import { AmountField } from '../../ui/components/amount-field.tsx';
import { Actions, Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { RadioGroup } from '../../ui/components/radio-group.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import { outcomes } from '../case.ts';
import { assembleReasons, totalCost } from '../opinion.ts';
import type { CaseFile } from './case-file.ts';
import { DecisionCard } from './decision-card.tsx';

/** The decision of a case: to prepare, to sign or send back, to read. */
export function DecisionSection({ file }: { readonly file: CaseFile }) {
  const { t, form } = usePage();
  const { decision, acts, state } = file;
  const standing = decision !== null && decision.sentBackReason === null;
  if (!standing && !acts.prepareDecision) return null;
  return (
    <Section title={t('evaluation.decision')} id="decision">
      {decision?.sentBackReason && (
        <Notice tone="warn" title={t('evaluation.was-sent-back')}>
          {decision.sentBackReason}
        </Notice>
      )}
      {standing && <DecisionCard decision={decision} />}
      {acts.signDecision && <SignForms file={file} />}
      {acts.prepareDecision &&
        (state === 'prepared' ? (
          <Details summary={t('evaluation.edit-decision')} open={form.act === 'prepare'}>
            <PrepareForm file={file} />
          </Details>
        ) : (
          <PrepareForm file={file} />
        ))}
    </Section>
  );
}

function SignForms({ file }: { readonly file: CaseFile }) {
  const { t, form } = usePage();
  return (
    <>
      <Form act="sign" hidden={{ revision: file.revision }}>
        <p class="field-hint">{t('evaluation.sign-hint')}</p>
        <Actions>
          <Button icon="check">{t('evaluation.sign')}</Button>
        </Actions>
      </Form>
      <Details summary={t('evaluation.send-back')} open={form.act === 'send-back'}>
        <Form act="send-back" hidden={{ revision: file.revision }}>
          <TextArea name="reason" label={t('evaluation.send-back-reason')} rows={3} maxLength={2000} />
          <Actions>
            <Button kind="quiet">{t('evaluation.send-back')}</Button>
          </Actions>
        </Form>
      </Details>
    </>
  );
}

/** What the form starts from: the decision as it is or was, else what the departments' opinions make of it. */
function startOf(file: CaseFile) {
  if (file.decision) return file.decision;
  const said = file.opinions.flatMap((one) => (one.submittedAt && one.content ? [one.content] : []));
  const feasible = said.length > 0 && said.every((one) => one.verdict === 'feasible');
  const items = [...file.formal.items, ...said.flatMap((one) => one.items)];
  const given = [...file.formal.answers, ...said.flatMap((one) => one.answers)];
  return {
    outcome: said.length === 0 ? undefined : feasible ? ('feasible' as const) : ('infeasible' as const),
    cost: costOf(file) || null,
    costReason: '',
    reasons: assembleReasons(unique(items), given),
    effects: [...new Set(said.map((one) => one.effects).filter(Boolean))].join('\n\n'),
    joinedToFolio: null,
  };
}

/** Two departments answer mostly the same questions; each stands once. */
function unique<Item extends { readonly id: number }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

function costOf(file: CaseFile): number {
  const lines = file.opinions.flatMap((one) =>
    one.submittedAt && one.content?.verdict === 'feasible' ? one.content.lines : [],
  );
  return totalCost(lines);
}

function PrepareForm({ file }: { readonly file: CaseFile }) {
  const { t, money } = usePage();
  const start = startOf(file);
  const { maximum } = file.limits;
  const sum = t('evaluation.departments-sum', { amount: money(costOf(file)) });
  const cap = maximum === null ? '' : ` ${t('evaluation.cap', { amount: money(maximum) })}`;
  return (
    <Form act="prepare" hidden={{ revision: file.revision }}>
      <RadioGroup
        name="outcome"
        label={t('evaluation.outcome-question')}
        options={outcomes.map((value) => ({ value, label: t(`evaluation.outcome.${value}`) }))}
        value={start.outcome}
        inline
      />
      <AmountField
        name="cost"
        label={t('evaluation.decided-cost')}
        hint={sum + cap}
        value={start.cost ?? undefined}
        optional
      />
      <TextField
        name="costReason"
        label={t('evaluation.cost-reason')}
        hint={t('evaluation.cost-reason-hint')}
        value={start.costReason}
        optional
      />
      <TextArea
        name="effects"
        label={t('evaluation.effects')}
        hint={t('evaluation.effects-public-hint')}
        value={start.effects}
        rows={3}
        maxLength={3000}
        optional
      />
      <TextArea
        name="reasons"
        label={t('evaluation.reasons')}
        hint={t('evaluation.reasons-hint')}
        value={start.reasons}
        rows={6}
        maxLength={6000}
        optional
      />
      <TextField
        name="joinedTo"
        label={t('evaluation.joined-to')}
        hint={t('evaluation.joined-to-hint')}
        value={start.joinedToFolio ?? undefined}
        size="short"
        code
        optional
      />
      <Actions>
        <Button>{t('evaluation.prepare')}</Button>
      </Actions>
    </Form>
  );
}
