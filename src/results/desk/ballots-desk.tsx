import { z } from 'zod';
import { act, missing, page, redirect, refused } from '../../platform/http/page.ts';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Button } from '../../ui/components/button.tsx';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { type BallotsPlan, ballotsPlan, publishBallots } from '../publish-ballots.ts';
import { publishesResults } from '../results-policy.ts';

const params = z.object({ contest: z.coerce.number().int().positive() });
type Params = z.infer<typeof params>;

interface Data {
  readonly plan: BallotsPlan;
  readonly contestId: number;
}

/** The second step of publishing ballots: what it means, and a box to tick. */
export const ballotsDesk = page<Params, Record<string, never>, Data>({
  path: '/desk/results/:contest/ballots',
  who: publishesResults,
  params,
  load: async ({ tx, city, params: { contest } }) => {
    const plan = await ballotsPlan(tx, city.id, contest);
    return plan ? { plan, contestId: contest } : missing;
  },
  acts: {
    publish: act<Params, Record<string, never>, { understood: 'yes' }>({
      input: z.object({ understood: z.literal('yes', 'results.ballots.tick') }),
      run: async ({ tx, city, viewer, now, params: { contest } }) => {
        if (viewer.personId === null) return refused('results.ballots.not-published');
        const act = { cityId: city.id, city, contestId: contest, actorId: viewer.personId, now };
        const done = await publishBallots(tx, act);
        if (!done.ok) return refused(`results.ballots.${done.reason}`, done.details);
        return redirect(`/results/${contest}`, 'results.ballots.published');
      },
    }),
  },
  view: (data) => <BallotsDesk {...data} />,
});

function BallotsDesk({ plan, contestId }: Data) {
  const { t, number, href } = usePage();
  const { ballots, alone, fewest } = plan;
  return (
    <DeskLayout title={t('results.ballots.title')}>
      <Breadcrumbs trail={[{ label: t('results.desk.title'), href: href('/desk/results') }]} />
      <PageHeading title={t('results.ballots.title')} kicker={plan.title} lead={t('results.ballots.lead')} />
      <SummaryList
        items={[
          { term: t('results.ballots'), value: number(ballots) },
          { term: t('results.ballots.alone'), value: number(alone) },
          { term: t('results.ballots.fewest'), value: number(fewest) },
        ]}
      />
      <ul class="plain prose">
        <li>{t('results.ballots.what')}</li>
        <li>{t('results.ballots.not-in-it')}</li>
        <li>{t('results.ballots.risk', { alone })}</li>
        <li>{t('results.ballots.for-ever')}</li>
      </ul>
      {plan.published ? (
        <Notice tone="good">
          <p>
            {t('results.ballots.done')} <a href={href(`/results/${contestId}`)}>{t('results.ballots.see')}</a>
          </p>
        </Notice>
      ) : ballots < fewest ? (
        <Notice tone="warn">
          <p>{t('results.ballots.too-few', { ballots, fewest })}</p>
        </Notice>
      ) : (
        <Form act="publish" id="publish">
          <Checkbox name="understood" label={t('results.ballots.understood')} />
          <Button kind="danger">{t('results.ballots.publish')}</Button>
        </Form>
      )}
    </DeskLayout>
  );
}
