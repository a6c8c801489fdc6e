import { Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import { orderHint } from '../pages/candidate-choice.tsx';
import type { Candidate, Contest } from '../voting-queries.ts';

interface Props {
  readonly contest: Contest & { readonly candidates: readonly Candidate[] };
  readonly mayAct: boolean;
}

/** One frozen ballot with its candidates, each of which can be withdrawn. */
export function ContestSection({ contest, mayAct }: Props) {
  const { t, money } = usePage();
  const title = t('voting.ballot-title', { title: contest.title });
  return (
    <Section title={title}>
      <p class="field-hint">
        {t('voting.purse', { amount: money(contest.money) })}. {orderHint(contest, t)}{' '}
        {t('voting.list-version', { version: contest.listVersion.slice(0, 16) })}
      </p>
      <Table
        stack
        caption={title}
        captionHidden
        rows={contest.candidates}
        rowKey={({ id }) => id}
        columns={[
          { header: t('voting.column-number'), cell: ({ number }) => number, numeric: true },
          { header: t('voting.column-project'), cell: ({ title: name }) => name, heading: true },
          { header: t('voting.column-cost'), cell: ({ cost }) => money(cost), numeric: true },
          {
            header: t('voting.column-folios'),
            cell: ({ proposals }) => proposals.map(({ folio }) => folio).join(', '),
          },
          {
            header: t('voting.column-state'),
            cell: (candidate) => <CandidateState candidate={candidate} mayAct={mayAct} />,
          },
        ]}
      />
    </Section>
  );
}

function CandidateState({ candidate, mayAct }: { readonly candidate: Candidate; readonly mayAct: boolean }) {
  const { t } = usePage();
  if (candidate.withdrawn !== null) {
    return <StatusTag tone="bad">{t('voting.withdrawn', { reason: candidate.withdrawn })}</StatusTag>;
  }
  if (!mayAct) return <StatusTag tone="good">{t('voting.stands')}</StatusTag>;
  return (
    <Details summary={t('voting.withdraw')}>
      <Form act="withdraw" id={`withdraw-${candidate.id}`} hidden={{ candidate: candidate.id }}>
        <TextField name="reason" label={t('voting.withdraw-reason')} />
        <div>
          <Button kind="danger" small>
            {t('voting.withdraw-title', { number: candidate.number })}
          </Button>
        </div>
      </Form>
    </Details>
  );
}
