import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type BallotData, obstacleTo } from './ballot-data.ts';
import { CandidateChoice, CandidateFacts, orderHint } from './candidate-choice.tsx';
import { DemoKeyNotice } from './demo-key-notice.tsx';
import { PhaseLine } from './phase-line.tsx';

interface Props {
  readonly data: BallotData;
  /** Numbers to show ticked: what she had chosen before she went back. */
  readonly chosen?: readonly number[];
  readonly blank?: boolean;
}

/** One ballot: a form for whoever may vote on it now, else the same list to read, with the reason why. */
export function BallotView({ data, chosen = [], blank = false }: Props) {
  const { t } = usePage();
  const { contest, phase } = data;
  const title = t('voting.ballot-title', { title: contest.title });
  return (
    <CitizenLayout title={title} width="text">
      <PageHeading title={title} lead={<RuleSentence data={data} />} />
      <div class="stack">
        <DemoKeyNotice ballotKey={data.key} />
        {phase && phase.state !== 'open' && <PhaseLine phase={phase} />}
        {obstacleTo(data) === null ? (
          <BallotForm data={data} chosen={chosen} blank={blank} />
        ) : (
          <ReadOnly data={data} />
        )}
      </div>
    </CitizenLayout>
  );
}

export function RuleSentence({ data: { contest } }: { readonly data: Pick<BallotData, 'contest'> }) {
  const { t, money } = usePage();
  return contest.ballot.type === 'marks'
    ? t('voting.rule-marks', { maximum: contest.ballot.maximum })
    : t('voting.rule-knapsack', { amount: money(contest.money) });
}

function BallotForm({ data, chosen, blank }: Required<Props>) {
  const { t, form } = usePage();
  // A vote that was refused at the last step comes back with what was chosen.
  const refused = form.act === 'cast';
  const typed = refused ? numbersIn(form.values.choice) : chosen;
  return (
    <>
      <NotCastYet data={data} />
      <Form act="check" hidden={{ list: data.contest.listVersion }}>
        <CandidateChoice contest={data.contest} candidates={data.candidates} chosen={typed} />
        <Checkbox
          name="blank"
          label={t('voting.blank')}
          hint={t('voting.blank-hint')}
          checked={refused ? form.values.blank === 'yes' : blank}
          optional
        />
        <div class="cast-bar">
          <Button icon="next">{t('voting.review')}</Button>
          <p>{t('voting.review-next')}</p>
        </div>
      </Form>
    </>
  );
}

function NotCastYet({ data }: { readonly data: BallotData }) {
  const { t } = usePage();
  if (data.mine?.receipt) return <Notice>{t('voting.replaces')}</Notice>;
  return <Notice tone="warn" title={t('voting.not-cast-yet')} />;
}

function numbersIn(typed: string | readonly string[] | undefined): number[] {
  return [typed ?? []].flat().map(Number).filter(Number.isSafeInteger);
}

function ReadOnly({ data }: { readonly data: BallotData }) {
  const { t } = usePage();
  return (
    <>
      <WhyNot data={data} />
      <ChosenBefore data={data} />
      <p class="field-hint">{orderHint(data.contest, t)}</p>
      <ul class="candidates">
        {data.candidates.map((candidate) => (
          <li key={candidate.number}>
            <article
              class={candidate.withdrawn === null ? 'candidate-plain' : 'candidate-plain candidate-gone'}
            >
              <h2>
                <span class="candidate-number">{candidate.number}</span> {candidate.title}
              </h2>
              <CandidateFacts candidate={candidate} money={data.contest.money} />
            </article>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What somebody had chosen whose vote met a blackout on its way: shown to her once more, kept nowhere. */
function ChosenBefore({ data }: { readonly data: BallotData }) {
  const { t, form } = usePage();
  if (!data.phase?.blackout || form.errors.length === 0) return null;
  const typed = numbersIn(form.values.choice);
  const chosen = data.candidates.filter(({ number }) => typed.includes(number));
  if (chosen.length === 0) return null;
  return (
    <Notice tone="warn" title={t('voting.blackout-chosen')}>
      <ul>
        {chosen.map(({ number, title }) => (
          <li key={number}>
            {number} · {title}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Why there is no form, and the way to one where there is a way. */
function WhyNot({ data }: { readonly data: BallotData }) {
  const { t, href, here, date } = usePage();
  const obstacle = obstacleTo(data);
  if (data.phase?.state !== 'open' || obstacle === null) return null;
  if (!data.signedIn) {
    const next = encodeURIComponent(here);
    return (
      <Notice title={t('voting.sign-in-text')}>
        <p class="notice-action">
          <ButtonLink href={`${href('/sign-in')}?next=${next}`}>{t('voting.sign-in')}</ButtonLink>
        </p>
      </Notice>
    );
  }
  if (obstacle === 'checked-in' && data.voter?.checkedInAt) {
    const when = date(data.voter.checkedInAt, 'moment');
    return (
      <Notice title={t('voting.checked-in-title')}>{t('voting.checked-in-text', { date: when })}</Notice>
    );
  }
  return <Notice tone={obstacle === 'final' ? 'good' : 'info'}>{t(`voting.refusal.${obstacle}`)}</Notice>;
}
