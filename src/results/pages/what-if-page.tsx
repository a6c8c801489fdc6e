import { missing, page } from '../../platform/http/page.ts';
import { minorDigits } from '../../platform/money.ts';
import { AmountField } from '../../ui/components/amount-field.tsx';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { Table } from '../../ui/components/table.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type PublishedBallots, publishedBallots } from '../published-ballots.ts';
import { readResults } from '../results-policy.ts';
import { whatIfRules } from '../what-if.ts';
import {
  type ContestParams,
  contestParams,
  publishedContest,
  type ShownContest,
} from './published-contest.ts';

interface Data {
  readonly shown: ShownContest;
  readonly ballots: PublishedBallots;
}

/** Another rule over the published ballots, in the browser; there is no such page where they were not published. */
export const whatIfPage = page<ContestParams, Record<string, never>, Data>({
  path: '/results/:contest/what-if',
  who: readResults,
  publicity: true,
  params: contestParams,
  load: async ({ tx, city, params }) => {
    const shown = await publishedContest(tx, city.id, params.contest);
    const ballots = shown && (await publishedBallots(tx, city.id, shown.runId));
    return shown && ballots ? { shown, ballots } : missing;
  },
  view: (data) => <WhatIf {...data} />,
});

function WhatIf({ shown, ballots }: Data) {
  const { t, number, href } = usePage();
  const { contest, after } = shown;
  const file = href(`/results/${contest.id}/ballots.pb`);
  return (
    <CitizenLayout title={`${t('results.what-if.title')} · ${contest.title}`} scripts={['what-if.js']}>
      <Breadcrumbs
        trail={[
          { label: t('results.title'), href: href('/results') },
          { label: contest.title, href: href(`/results/${contest.id}`) },
        ]}
      />
      <PageHeading
        title={t('results.what-if.title')}
        kicker={contest.title}
        lead={t('results.what-if.lead')}
      />
      <NotTheResult contestId={contest.id} />
      {after.length > 0 && <p>{t('results.what-if.settled')}</p>}
      <Question shown={shown} file={file} />
      <Answer />
      <Section title={t('results.what-if.yourself')} id="yourself">
        <p>{t('results.what-if.without-script')}</p>
        <p>
          <ButtonLink href={file} kind="quiet" icon="download" download>
            {t('results.files.ballots', { ballots: number(ballots.ballots) })}
          </ButtonLink>
        </p>
        <p>{t('results.what-if.command')}</p>
        <pre class="command">
          <code>{`npx cabildo tally ballots-${contest.id}.pb --rule equal-shares --completion add1`}</code>
        </pre>
      </Section>
    </CitizenLayout>
  );
}

function NotTheResult({ contestId }: { readonly contestId: number }) {
  const { t, href } = usePage();
  return (
    <Notice tone="bad" title={t('results.what-if.not-result')}>
      <p>
        {t('results.what-if.not-result-why')}{' '}
        <a href={href(`/results/${contestId}`)}>{t('results.what-if.see-result')}</a>
      </p>
    </Notice>
  );
}

/** Shown by the script: without it the button would do nothing. */
function Question({ shown, file }: { readonly shown: ShownContest; readonly file: string }) {
  const { t, city, locale, asset } = usePage();
  const { outcome, winners } = shown;
  const setup = {
    published: outcome.rule,
    minorPerUnit: 10 ** minorDigits(city.currency),
    winners,
    currency: city.currency,
    locale,
    file,
    worker: asset('what-if-count.js'),
  };
  return (
    <>
      <div hidden>
        <form class="form" data-what-if={JSON.stringify(setup)} noValidate>
          <SelectField
            name="rule"
            label={t('results.what-if.rule')}
            options={whatIfRules.map((rule) => ({ value: rule, label: t(`results.what-if.rule.${rule}`) }))}
            value="published"
            empty={false}
          />
          <AmountField name="money" label={t('results.what-if.money')} value={outcome.budget} />
          <Button>{t('results.what-if.count')}</Button>
        </form>
      </div>
      <p
        role="status"
        data-what-if-state
        data-counting={t('results.what-if.counting')}
        data-counted={t('results.what-if.counted')}
        data-failed={t('results.what-if.failed')}
        data-not-money={t('results.what-if.not-money')}
      />
    </>
  );
}

const figures = ['winners', 'cost', 'withoutWinner'] as const;
const lists = ['both', 'onlyResult', 'onlyHere'] as const;

/** Empty places that the script fills, so that every word comes from the server. */
function Answer() {
  const { t } = usePage();
  const place = (side: 'result' | 'here') => (row: (typeof figures)[number]) => (
    <span data-figure={`${side}-${row}`} />
  );
  return (
    <div hidden data-what-if-answer data-none={t('results.what-if.none')}>
      <Section title={t('results.what-if.answer')} id="answer">
        <div class="what-if-lists">
          {lists.map((list) => (
            <div key={list}>
              <h3>{t(`results.what-if.${list}`)}</h3>
              <ul data-list={list} />
            </div>
          ))}
        </div>
        <Table
          caption={t('results.what-if.figures')}
          stack
          rows={figures}
          rowKey={(row) => row}
          columns={[
            {
              header: t('results.what-if.figure'),
              heading: true,
              cell: (row) => t(`results.what-if.${row}`),
            },
            { header: t('results.what-if.the-result'), numeric: true, cell: place('result') },
            { header: t('results.what-if.this-try'), numeric: true, cell: place('here') },
          ]}
        />
      </Section>
    </div>
  );
}
