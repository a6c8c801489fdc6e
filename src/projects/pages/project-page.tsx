import { z } from 'zod';
import { follow, followersOf, unfollow } from '../../people/follow.ts';
import { fileAddress } from '../../platform/files/file-address.ts';
import { act, missing, page, redirect, refused } from '../../platform/http/page.ts';
import { signedIn } from '../../platform/http/viewer.ts';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { MoneyMeter } from '../../ui/components/meter.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { Photo } from '../../ui/components/photo.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { Table } from '../../ui/components/table.tsx';
import { Timeline } from '../../ui/components/timeline.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { foliosOfCandidate } from '../../voting/candidate-queries.ts';
import { nextMilestone } from '../project.ts';
import { readProjects } from '../project-policy.ts';
import { type ProjectHistory, type ProjectView, projectByCode, projectHistory } from '../project-queries.ts';
import { StateTag } from '../state-tag.tsx';
import { TakenOut } from '../taken-out.tsx';

interface Data {
  readonly project: ProjectView & { readonly id: number; readonly code: string };
  readonly history: ProjectHistory;
  readonly folios: readonly string[];
  readonly followed: boolean;
}

const params = z.object({ code: z.string().max(60) });

export const projectPage = page<z.infer<typeof params>, Record<string, never>, Data>({
  path: '/projects/:code',
  who: readProjects,
  publicity: true,
  params,
  load: async ({ tx, city, params, now, viewer }) => {
    const project = await projectByCode(tx, city.id, params.code, city.timeZone, now);
    if (!project) return missing;
    const followers = viewer.personId === null ? [] : await followersOf(tx, city.id, `project:${project.id}`);
    return {
      project,
      history: await projectHistory(tx, city.id, project.id),
      folios: await foliosOfCandidate(tx, city.id, project.candidateId),
      followed: viewer.personId !== null && followers.includes(viewer.personId),
    };
  },
  acts: {
    follow: act({
      who: signedIn,
      input: z.object({ wish: z.enum(['follow', 'unfollow']) }),
      run: async ({ tx, city, params, now, viewer }, { wish }) => {
        const project = await projectByCode(
          tx,
          city.id,
          (params as { code: string }).code,
          city.timeZone,
          now,
        );
        if (!project || viewer.personId === null) return refused('projects.unknown-project');
        const subject = `project:${project.id}`;
        const who = { cityId: city.id, personId: viewer.personId, subject };
        if (wish === 'follow') await follow(tx, { ...who, now });
        else await unfollow(tx, who);
        return redirect(
          `/projects/${project.code}`,
          wish === 'follow' ? 'projects.followed' : 'projects.unfollowed',
        );
      },
    }),
  },
  view: (data) => <Project {...data} />,
});

function Project({ project, history, folios, followed }: Data) {
  const { t, href, date } = usePage();
  return (
    <CitizenLayout title={project.title}>
      <Breadcrumbs trail={[{ label: t('projects.title'), href: href('/projects') }]} />
      <PageHeading
        title={project.title}
        kicker={project.code}
        actions={
          <Form act="follow" id="follow" inline hidden={{ wish: followed ? 'unfollow' : 'follow' }}>
            <Button kind="quiet">{t(followed ? 'projects.unfollow' : 'projects.follow')}</Button>
          </Form>
        }
      />
      <p>
        <StateTag state={project.state} />
      </p>
      {project.state.kind === 'corrected' && (
        <Notice tone="info" title={t('projects.corrected-title', { day: date(project.state.at) })}>
          <p>{t('projects.corrected-why', { reason: project.state.reason })}</p>
          <p>
            <a href={href('/results')}>{t('projects.corrected-results')}</a>
          </p>
        </Notice>
      )}
      <SummaryList
        items={[
          { term: t('projects.department'), value: project.department ?? t('projects.not-yet') },
          { term: t('projects.since'), value: date(project.openedAt) },
          ...folios.map((folio) => ({
            term: t('projects.came-from'),
            value: <a href={href(`/proposals/${folio}`)}>{folio}</a>,
          })),
        ]}
      />
      <Stages project={project} history={history} />
      <Money project={project} history={history} />
      <Updates updates={history.updates} />
    </CitizenLayout>
  );
}

function Stages({ project, history }: Pick<Data, 'project' | 'history'>) {
  const { t, date } = usePage();
  const next = nextMilestone(project.milestones);
  return (
    <Section title={t('projects.stages')} id="stages">
      {project.milestones.length === 0 ? (
        <p>{t('projects.no-plan-why')}</p>
      ) : (
        <Timeline
          steps={project.milestones.map((milestone) => ({
            title: milestone.stage,
            state: milestone.doneOn ? 'done' : milestone.id === next?.id ? 'now' : 'next',
            children: (
              <>
                <p>{t('projects.promised-on', { day: date(milestone.promisedOn) })}</p>
                {milestone.doneOn && <p>{t('projects.done-on', { day: date(milestone.doneOn) })}</p>}
                {!milestone.doneOn && milestone.expectedOn !== milestone.promisedOn && (
                  <p>{t('projects.expected-on', { day: date(milestone.expectedOn) })}</p>
                )}
              </>
            ),
          }))}
        />
      )}
      {history.changes.length > 0 && (
        <Table
          caption={t('projects.changes')}
          stack
          rows={history.changes}
          columns={[
            { header: t('projects.when'), cell: (row) => date(row.at) },
            { header: t('projects.stage'), heading: true, cell: (row) => row.stage },
            {
              header: t('projects.change'),
              cell: (row) =>
                row.field === 'done_on'
                  ? t('projects.done-on', { day: row.nowIs ? date(row.nowIs) : '' })
                  : t('projects.moved', {
                      was: row.was ? date(row.was) : '',
                      day: row.nowIs ? date(row.nowIs) : '',
                    }),
            },
            { header: t('projects.reason'), cell: (row) => row.reason },
          ]}
        />
      )}
    </Section>
  );
}

function Money({ project, history }: Pick<Data, 'project' | 'history'>) {
  const { t, money, date } = usePage();
  const { paid } = project.money;
  return (
    <Section title={t('projects.money')} id="money">
      <MoneyMeter
        label={t('projects.promised')}
        total={Math.max(project.promised, paid)}
        parts={[{ label: t('projects.kind.paid'), amount: paid, tone: 'main' }]}
      />
      <Table
        caption={t('projects.money-lines')}
        stack
        rows={history.lines}
        columns={[
          { header: t('projects.when'), cell: (row) => date(row.onDay) },
          { header: t('projects.kind'), heading: true, cell: (row) => t(`projects.kind.${row.kind}`) },
          { header: t('projects.concept'), cell: (row) => row.concept },
          { header: t('projects.amount'), numeric: true, cell: (row) => money(row.amount) },
        ]}
      />
    </Section>
  );
}

function Updates({ updates }: Pick<ProjectHistory, 'updates'>) {
  const { t, href, date, quiet } = usePage();
  return (
    <Section title={t('projects.updates')} id="updates">
      {updates.length === 0 && <p>{t('projects.no-updates')}</p>}
      {updates.map((update) => (
        <article class="update stack" key={update.id}>
          <h3>{date(update.at)}</h3>
          <p class="prose">{update.body}</p>
          {update.fileId !== null && !quiet?.images && (
            <Photo
              src={href(fileAddress(update.fileId, 'large'))}
              alt={update.photoDescription}
              width={update.width ?? 1600}
              height={update.height ?? 1200}
            />
          )}
          <TakenOut redactions={update.redactions} />
        </article>
      ))}
    </Section>
  );
}
