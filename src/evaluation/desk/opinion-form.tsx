import { Actions, Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { RadioGroup } from '../../ui/components/radio-group.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type CostLimits, totalCost } from '../opinion.ts';
import { ChecklistFields } from './checklist-fields.tsx';
import { CostFields } from './cost-sheet.tsx';
import type { OpinionView } from './opinion-views.ts';

interface Props {
  readonly opinion: OpinionView;
  readonly limits: CostLimits;
}

/** The opinion of the viewer's own department: checklist, cost, verdict, in the order in which one works. */
export function OpinionForm({ opinion, limits }: Props) {
  const { t, date, money } = usePage();
  const { content } = opinion;
  if (!content) return null;
  const total = totalCost(content.lines);
  return (
    <Section title={t('evaluation.opinion-of', { department: opinion.department })} id="opinion">
      {opinion.dueOn && (
        <p class="field-hint">
          {t(opinion.overdue ? 'evaluation.was-due-on' : 'evaluation.due-on', { date: date(opinion.dueOn) })}
        </p>
      )}
      {opinion.returnedReason && (
        <Notice tone="warn" title={t('evaluation.returned-to-you')}>
          {opinion.returnedReason}
        </Notice>
      )}
      <Form
        act={['save-opinion', 'submit-opinion']}
        id={`opinion-${opinion.id}`}
        hidden={{ opinionId: opinion.id, revision: opinion.revision }}
      >
        <h3>{t('evaluation.checklist')}</h3>
        <ChecklistFields items={content.items} given={content.answers} />
        <h3>{t('evaluation.cost')}</h3>
        {limits.maximum !== null && (
          <p class="field-hint">{t('evaluation.cap', { amount: money(limits.maximum) })}</p>
        )}
        <CostFields lines={content.lines} />
        {total > 0 && <p>{t('evaluation.total-saved', { amount: money(total) })}</p>}
        <h3>{t('evaluation.verdict')}</h3>
        <RadioGroup
          name="verdict"
          label={t('evaluation.verdict-question')}
          options={(['feasible', 'infeasible'] as const).map((value) => ({
            value,
            label: t(`evaluation.verdict.${value}`),
            hint: t(`evaluation.verdict-hint.${value}`),
          }))}
          value={content.verdict ?? undefined}
        />
        <TextArea
          name="effects"
          label={t('evaluation.effects')}
          hint={t('evaluation.effects-hint')}
          value={content.effects}
          rows={3}
          maxLength={3000}
          optional
        />
        <TextArea
          name="comment"
          label={t('evaluation.comment')}
          hint={t('evaluation.comment-hint')}
          value={content.comment}
          rows={4}
          maxLength={6000}
          optional
        />
        <TextField
          name="minutes"
          label={t('evaluation.minutes')}
          hint={t('evaluation.minutes-hint')}
          value={content.minutes?.toString()}
          inputMode="numeric"
          size="short"
          optional
        />
        <Actions>
          <Button kind="quiet" act="save-opinion">
            {t('evaluation.save')}
          </Button>
          <Button act="submit-opinion">{t('evaluation.submit')}</Button>
        </Actions>
      </Form>
    </Section>
  );
}
