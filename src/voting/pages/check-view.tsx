import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { Table } from '../../ui/components/table.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Candidate } from '../voting-queries.ts';
import type { BallotData } from './ballot-data.ts';
import { DemoKeyNotice } from './demo-key-notice.tsx';

interface Props {
  readonly data: BallotData;
  readonly chosen: readonly Candidate[];
  /** Of the vote that is about to be cast. */
  readonly formKey: string;
}

/** What was chosen, to be looked over. It came in the body of a form and goes on in one; it is kept nowhere. */
export function CheckView({ data, chosen, formKey }: Props) {
  const { t } = usePage();
  const { contest, cycle } = data;
  const title = t('voting.check-title');
  const isBlank = chosen.length === 0;
  return (
    <CitizenLayout title={title} width="text">
      <PageHeading title={title} kicker={contest.title} />
      <div class="stack">
        <DemoKeyNotice ballotKey={data.key} />
        <Notice tone="warn" title={t('voting.not-cast-yet')} live>
          {t('voting.check-warning')}
        </Notice>
        <h2>{isBlank ? t('voting.check-blank') : t('voting.check-chosen', { count: chosen.length })}</h2>
        {isBlank ? <p>{t('voting.check-blank-text')}</p> : <Chosen data={data} chosen={chosen} />}
        <Form act="cast" hidden={{ list: contest.listVersion, key: formKey }}>
          <Choices chosen={chosen} />
          <div class="cast-bar">
            <Button icon="check">{t('voting.cast')}</Button>
            <p>{t(cycle.blueprint.voting.changeable ? 'voting.cast-changeable' : 'voting.cast-final')}</p>
          </div>
        </Form>
        <Form act="edit">
          <Choices chosen={chosen} />
          <div>
            <Button kind="quiet" icon="back">
              {t('voting.edit')}
            </Button>
          </div>
        </Form>
      </div>
    </CitizenLayout>
  );
}

function Chosen({ data: { contest }, chosen }: Pick<Props, 'data' | 'chosen'>) {
  const { t, money } = usePage();
  const total = chosen.reduce((sum, { cost }) => sum + cost, 0);
  return (
    <>
      <Table
        stack
        caption={t('voting.check-chosen', { count: chosen.length })}
        captionHidden
        rows={chosen}
        rowKey={({ number }) => number}
        columns={[
          {
            header: t('voting.column-project'),
            cell: ({ number, title }) => `${number}. ${title}`,
            heading: true,
          },
          { header: t('voting.column-cost'), cell: ({ cost }) => money(cost), numeric: true },
        ]}
        total={[t('voting.total'), money(total)]}
      />
      {contest.ballot.type === 'knapsack' && (
        <p>{t('voting.left', { left: money(contest.money - total), amount: money(contest.money) })}</p>
      )}
    </>
  );
}

function Choices({ chosen }: Pick<Props, 'chosen'>) {
  if (chosen.length === 0) return <input type="hidden" name="blank" value="yes" />;
  return (
    <>
      {chosen.map(({ number }) => (
        <input type="hidden" name="choice" value={String(number)} key={number} />
      ))}
    </>
  );
}
