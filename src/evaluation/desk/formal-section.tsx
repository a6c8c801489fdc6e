import { Actions, Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { CaseFile } from './case-file.ts';
import { ChecklistAnswers, ChecklistFields } from './checklist-fields.tsx';

/** The formal check: to answer while nobody has been asked yet, to read afterwards. */
export function FormalSection({ file }: { readonly file: CaseFile }) {
  const { t, date } = usePage();
  const { items, answers } = file.formal;
  const answered = answers[0]?.answeredAt;
  if (file.acts.answerFormalCheck && file.state === 'received') {
    return (
      <Section title={t('evaluation.formal-check')} id="formal">
        <FormalForm file={file} />
      </Section>
    );
  }
  if (!answered && !file.acts.answerFormalCheck) return null;
  return (
    <Section title={t('evaluation.formal-check')} id="formal">
      {answered && (
        <p class="field-hint">{t('evaluation.formal-answered', { date: date(answered, 'moment') })}</p>
      )}
      <ChecklistAnswers items={items} given={answers} />
      {file.acts.answerFormalCheck && (
        <Details summary={t('evaluation.formal-again')} open={isFailed(file)}>
          <FormalForm file={file} />
        </Details>
      )}
    </Section>
  );
}

function isFailed({ formal }: CaseFile): boolean {
  const failed = new Set(formal.answers.filter((one) => one.answer === 'not_met').map((one) => one.itemId));
  return formal.items.some((item) => item.blocking && failed.has(item.id));
}

function FormalForm({ file }: { readonly file: CaseFile }) {
  const { t } = usePage();
  const { items, answers } = file.formal;
  return (
    <Form act="formal-check" hidden={{ revision: file.revision }}>
      {items.length === 0 && <Notice>{t('evaluation.formal-empty')}</Notice>}
      <ChecklistFields items={items} given={answers} />
      <TextArea
        name="reasons"
        label={t('evaluation.formal-reasons')}
        hint={t('evaluation.formal-reasons-hint')}
        value={file.decision?.sentBackReason ? file.decision.reasons : undefined}
        rows={4}
        maxLength={6000}
        optional
      />
      <Actions>
        <Button>{t('evaluation.formal-conclude')}</Button>
      </Actions>
    </Form>
  );
}
