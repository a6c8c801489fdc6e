import { Actions, Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { StatusTag, Tags } from '../../ui/components/tag.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { CaseFile } from './case-file.ts';
import { ChecklistAnswers } from './checklist-fields.tsx';
import { CostTable } from './cost-sheet.tsx';
import { OpinionForm } from './opinion-form.tsx';
import type { OpinionView } from './opinion-views.ts';

/** What each department says, side by side; one's own may be written. */
export function OpinionsSection({ file }: { readonly file: CaseFile }) {
  const { t } = usePage();
  if (file.opinions.length === 0) return null;
  const own = file.opinions.filter((one) => one.writable);
  const others = file.opinions.filter((one) => !one.writable);
  return (
    <>
      {own.map((one) => (
        <OpinionForm key={one.id} opinion={one} limits={file.limits} />
      ))}
      {others.length > 0 && (
        <Section title={t('evaluation.opinions')} id="opinions">
          <div class="opinions">
            {others.map((one) => (
              <Opinion key={one.id} opinion={one} file={file} />
            ))}
          </div>
        </Section>
      )}
    </>
  );
}

interface Props {
  readonly opinion: OpinionView;
  readonly file: CaseFile;
}

function Opinion({ opinion, file }: Props) {
  const { t, date } = usePage();
  const { content, submittedAt } = opinion;
  return (
    <article class="opinion">
      <h3>{opinion.department}</h3>
      <Tags>
        <OpinionState opinion={opinion} />
        {!submittedAt && opinion.dueOn && (
          <span class="fact">{t('evaluation.due-on', { date: date(opinion.dueOn, 'short') })}</span>
        )}
      </Tags>
      {content === null ? (
        <p class="field-hint">{t('evaluation.opinion-in-progress')}</p>
      ) : (
        <>
          {content.comment && <p class="prose written">{content.comment}</p>}
          {content.effects && (
            <p>
              <strong>{t('evaluation.effects')}:</strong> {content.effects}
            </p>
          )}
          <ChecklistAnswers items={content.items} given={content.answers} />
          <CostTable
            lines={content.lines}
            caption={t('evaluation.cost-of', { department: opinion.department })}
          />
        </>
      )}
      <GiveBack opinion={opinion} file={file} />
    </article>
  );
}

export function OpinionState({ opinion }: { readonly opinion: OpinionView }) {
  const { t } = usePage();
  if (opinion.submittedAt) {
    const verdict = opinion.content?.verdict ?? 'feasible';
    return (
      <StatusTag tone={verdict === 'feasible' ? 'good' : 'bad'}>
        {t(`evaluation.verdict.${verdict}`)}
      </StatusTag>
    );
  }
  if (opinion.overdue) return <StatusTag tone="bad">{t('evaluation.overdue')}</StatusTag>;
  if (opinion.returnedReason) return <StatusTag tone="warn">{t('evaluation.returned')}</StatusTag>;
  return <StatusTag tone="info">{t('evaluation.asked')}</StatusTag>;
}

/** A coordinator gives an answer back to be corrected, or takes a question back that was put to the wrong department. */
function GiveBack({ opinion, file }: Props) {
  const { t, form } = usePage();
  const act = opinion.submittedAt ? 'return-opinion' : 'take-back';
  const allowed = opinion.submittedAt ? file.acts.returnOpinion : file.acts.takeBackQuestion;
  if (!allowed) return null;
  const id = `${act}-${opinion.id}`;
  return (
    <>
      {opinion.returnedReason && <Notice tone="warn">{opinion.returnedReason}</Notice>}
      <Details summary={t(`evaluation.${act}`)} open={form.values._form === id}>
        <Form act={act} id={id} hidden={{ opinionId: opinion.id, revision: file.revision }}>
          <TextArea name="reason" label={t('evaluation.reason')} rows={3} maxLength={2000} />
          <Actions>
            <Button kind="quiet">{t(`evaluation.${act}`)}</Button>
          </Actions>
        </Form>
      </Details>
    </>
  );
}
