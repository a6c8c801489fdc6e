import { Details } from '../../ui/components/details.tsx';
import { RadioGroup } from '../../ui/components/radio-group.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import { answers } from '../case.ts';
import type { ChecklistItem, ItemAnswer } from '../opinion.ts';

interface Props {
  readonly items: readonly ChecklistItem[];
  readonly given: readonly ItemAnswer[];
}

/** The questions of a checklist with their three answers and a note each. */
export function ChecklistFields({ items, given }: Props) {
  const { t } = usePage();
  const answerOf = new Map(given.map((one) => [one.itemId, one]));
  const options = answers.map((value) => ({ value, label: t(`evaluation.answer.${value}`) }));
  return (
    <ol class="checklist">
      {items.map((item) => (
        <li key={item.id}>
          <RadioGroup
            name={`answers.${item.id}.answer`}
            label={item.question}
            hint={hintOf(item, t)}
            options={options}
            value={answerOf.get(item.id)?.answer}
            inline
          />
          <ItemNote name={`answers.${item.id}.comment`} value={answerOf.get(item.id)?.comment} />
        </li>
      ))}
    </ol>
  );
}

/** Folded away until there is something in it: most answers need no word. */
function ItemNote({ name, value }: { readonly name: string; readonly value: string | undefined }) {
  const { t, form } = usePage();
  const label = t('evaluation.item-note');
  return (
    <details open={Boolean(value || form.values[name])}>
      <summary>{label}</summary>
      <TextField name={name} label={label} value={value} labelHidden optional />
    </details>
  );
}

function hintOf(item: ChecklistItem, t: ReturnType<typeof usePage>['t']): string | undefined {
  const parts = [
    item.blocking && t('evaluation.blocking'),
    item.help,
    item.legalBasis && t('evaluation.legal-basis', { basis: item.legalBasis }),
  ];
  return parts.filter(Boolean).join(' ') || undefined;
}

/** Answers that were given, to read: what is not met stands first, the rest folds away. */
export function ChecklistAnswers({ items, given }: Props) {
  const { t } = usePage();
  const answerOf = new Map(given.map((one) => [one.itemId, one]));
  const failed = items.filter((item) => answerOf.get(item.id)?.answer === 'not_met');
  const others = items.filter((item) => !failed.includes(item) && answerOf.has(item.id));
  const line = (item: ChecklistItem) => {
    const one = answerOf.get(item.id);
    return (
      <li key={item.id}>
        {item.question} <strong>{one && t(`evaluation.answer.${one.answer}`)}</strong>
        {one?.comment && <p class="field-hint">{one.comment}</p>}
      </li>
    );
  };
  return (
    <>
      {failed.length > 0 && <ul class="given">{failed.map(line)}</ul>}
      {others.length > 0 && (
        <Details summary={t('evaluation.answers-in-order', { count: others.length })}>
          <ul class="given">{others.map(line)}</ul>
        </Details>
      )}
    </>
  );
}
