import { z } from 'zod';
import { act, type PageRequest, page, type Refused, redirect } from '../../platform/http/page.ts';
import { dayIn } from '../../platform/time.ts';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Actions, Button, ButtonLink } from '../../ui/components/button.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { signsMany } from '../evaluation-policy.ts';
import { signDecision } from '../sign-decision.ts';
import { signerDepartment } from './case-acts.ts';
import { type DecisionView, lastDecision } from './case-file.ts';
import { DecisionCard } from './decision-card.tsx';
import { type PreparedDecision, preparedDecisions } from './decision-list.ts';
import { deskCycle } from './desk-cycle.ts';
import { sentence } from './explain.ts';
import { rowId } from './form-parts.ts';

type Chosen = PreparedDecision & { readonly decision: DecisionView };

/** '12,15,31' */
const caseIds = z
  .preprocess(
    (text) => (typeof text === 'string' ? text.split(',').filter((part) => part !== '') : []),
    z.array(rowId).max(500),
  )
  .catch([]);

/** Several decisions in full, one below the other, and one button that signs all of them or none. */
export const signPage = page<Record<string, never>, { cases: number[] }, { readonly chosen: Chosen[] }>({
  path: '/desk/decisions/sign',
  who: signsMany,
  query: z.object({ cases: caseIds }),
  load: async (request) => {
    const { tx, city, viewer, now, query } = request;
    const cycle = await deskCycle(request);
    if (!cycle) return { chosen: [] };
    const place = { cityId: city.id, cycleId: cycle.id, viewer, today: dayIn(city.timeZone, now) };
    const chosen: Chosen[] = [];
    for (const row of await preparedDecisions(tx, place, query.cases)) {
      const decision = await lastDecision(tx, city.id, row.caseId);
      if (decision && !row.ownWork) chosen.push({ ...row, decision });
    }
    return { chosen };
  },
  acts: {
    sign: act({
      who: signsMany,
      input: z.object({
        revisions: z.record(z.string().regex(/^\d{1,15}$/), z.coerce.number().int()).default({}),
      }),
      run: async (request: PageRequest<Record<string, never>, { cases: number[] }>, { revisions }) => {
        const entries = Object.entries(revisions).map(([id, revision]) => ({ caseId: Number(id), revision }));
        const refusal = await signAll(request, entries);
        return (
          refusal ?? redirect('/desk/decisions', 'evaluation.done.signed-many', { count: entries.length })
        );
      },
    }),
  },
  view: ({ chosen }) => <SignView chosen={chosen} />,
});

/** Signs in one order of cases, so that two signers with overlapping choices do not wait for each other in a circle. */
async function signAll(
  request: PageRequest<Record<string, never>, { cases: number[] }>,
  entries: readonly { readonly caseId: number; readonly revision: number }[],
): Promise<Refused | undefined> {
  const { tx, city, viewer, now } = request;
  const departmentId = signerDepartment(request);
  for (const entry of [...entries].sort((a, b) => a.caseId - b.caseId)) {
    const actorId = viewer.personId as number;
    const done = await signDecision(tx, { ...entry, cityId: city.id, departmentId, actorId, now });
    if (done.ok) continue;
    const { folio } = await tx
      .selectFrom('evaluation_case as c')
      .innerJoin('proposal as p', (join) =>
        join.onRef('p.city_id', '=', 'c.city_id').onRef('p.id', '=', 'c.proposal_id'),
      )
      .select('p.folio')
      .where('c.city_id', '=', city.id)
      .where('c.id', '=', entry.caseId)
      .executeTakeFirstOrThrow();
    const why = sentence(request, done);
    const first = { key: 'evaluation.refusal.none-signed', args: { folio } } as const;
    return { kind: 'refused', errors: [first, why] };
  }
  return undefined;
}

function SignView({ chosen }: { readonly chosen: readonly Chosen[] }) {
  const { t, href, city } = usePage();
  const title = t('evaluation.sign-many', { count: chosen.length });
  return (
    <DeskLayout title={title}>
      <Breadcrumbs trail={[{ label: t('evaluation.decisions'), href: href('/desk/decisions') }]} />
      {chosen.length === 0 ? (
        <EmptyState
          level={1}
          drawing="box"
          title={t('evaluation.nothing-to-sign')}
          action={<ButtonLink href={href('/desk/decisions')}>{t('evaluation.decisions')}</ButtonLink>}
        />
      ) : (
        <>
          <PageHeading title={title} lead={t('evaluation.sign-many-lead', { city: city.name })} />
          {chosen.map((row) => (
            <Section
              key={row.caseId}
              title={`${row.folio} · ${row.title}`}
              more={<a href={href(`/desk/cases/${row.caseId}`)}>{t('evaluation.open-case')}</a>}
            >
              <DecisionCard decision={row.decision} />
            </Section>
          ))}
          <Form
            act="sign"
            hidden={Object.fromEntries(chosen.map((row) => [`revisions.${row.caseId}`, row.revision]))}
          >
            <p class="field-hint">{t('evaluation.sign-hint')}</p>
            <Actions>
              <Button icon="check">{title}</Button>
              <ButtonLink kind="quiet" href={href('/desk/decisions')}>
                {t('evaluation.not-now')}
              </ButtonLink>
            </Actions>
          </Form>
        </>
      )}
    </DeskLayout>
  );
}
