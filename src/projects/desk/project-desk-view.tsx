import { photoLimits, photoTypes } from '../../platform/files/photo.ts';
import { AmountField } from '../../ui/components/amount-field.tsx';
import { Button } from '../../ui/components/button.tsx';
import { DateField } from '../../ui/components/date-field.tsx';
import { Details } from '../../ui/components/details.tsx';
import { FileField } from '../../ui/components/file-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { Table } from '../../ui/components/table.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Milestone } from '../project.ts';
import type { ProjectHistory, ProjectView } from '../project-queries.ts';
import { moneyKinds } from '../record-money.ts';
import { StateTag } from '../state-tag.tsx';
import type { ShownUpdate } from '../update-queries.ts';
import { UpdatesSection } from './updates-section.tsx';

export interface ProjectDeskData {
  readonly project: ProjectView & { readonly id: number; readonly code: string };
  readonly stages: readonly { readonly code: string; readonly name: string }[];
  readonly departments: readonly { readonly id: number; readonly name: string }[];
  readonly history: ProjectHistory;
  readonly mayChange: boolean;
  /** Also those that wait for the end of a blackout. */
  readonly updates: readonly ShownUpdate[];
}

export function projectDesk(data: ProjectDeskData) {
  return <ProjectDesk {...data} />;
}

function ProjectDesk({ project, stages, departments, history, mayChange, updates }: ProjectDeskData) {
  const { t, href, money } = usePage();
  return (
    <DeskLayout title={project.title}>
      <PageHeading
        title={project.title}
        kicker={project.code}
        actions={<a href={href(`/projects/${project.code}`)}>{t('projects.desk.public-page')}</a>}
      />
      <p>
        <StateTag state={project.state} /> {project.department ?? t('projects.not-yet')} ·{' '}
        {money(project.promised)}
      </p>
      {project.milestones.length === 0 ? (
        mayChange && <PlanForm project={project} stages={stages} departments={departments} />
      ) : (
        <Section title={t('projects.stages')} id="stages">
          {project.milestones.map((milestone) => (
            <MilestoneRow key={milestone.id} milestone={milestone} mayChange={mayChange} />
          ))}
        </Section>
      )}
      {mayChange && <UpdateForm />}
      <UpdatesSection updates={updates} />
      <MoneySection project={project} history={history} mayChange={mayChange} />
    </DeskLayout>
  );
}

function PlanForm({
  project,
  stages,
  departments,
}: Pick<ProjectDeskData, 'project' | 'stages' | 'departments'>) {
  const { t } = usePage();
  return (
    <Section title={t('projects.desk.plan')} id="plan">
      <Form act="plan" id="plan">
        <p>{t('projects.desk.plan-why')}</p>
        <SelectField
          name="department"
          label={t('projects.department')}
          options={departments.map(({ id, name }) => ({ value: String(id), label: name }))}
          {...(project.departmentId !== null && { value: String(project.departmentId) })}
        />
        {stages.map(({ code, name }) => (
          <DateField key={code} name={`stages.${code}`} label={name} />
        ))}
        <Button>{t('projects.desk.publish-plan')}</Button>
      </Form>
    </Section>
  );
}

function MilestoneRow({ milestone, mayChange }: { milestone: Milestone; mayChange: boolean }) {
  const { t, date } = usePage();
  const { id, stage, promisedOn, expectedOn, doneOn } = milestone;
  const hidden = { milestone: String(id) };
  return (
    <div class="stack">
      <h3>{stage}</h3>
      <p>
        {t('projects.promised-on', { day: date(promisedOn) })}{' '}
        {doneOn
          ? t('projects.done-on', { day: date(doneOn) })
          : expectedOn !== promisedOn && t('projects.expected-on', { day: date(expectedOn) })}
      </p>
      {mayChange && !doneOn && (
        <>
          <Details summary={t('projects.desk.finish', { stage })}>
            <Form act="finish" id={`finish-${id}`} hidden={hidden}>
              <DateField name="day" label={t('projects.desk.done-day')} />
              <TextField name="reason" label={t('projects.desk.what-was-done')} size="long" />
              <Button>{t('projects.desk.finish', { stage })}</Button>
            </Form>
          </Details>
          <Details summary={t('projects.desk.move', { stage })}>
            <Form act="move" id={`move-${id}`} hidden={hidden}>
              <DateField name="day" label={t('projects.desk.new-day')} />
              <TextField name="reason" label={t('projects.desk.public-reason')} size="long" />
              <Button>{t('projects.desk.move', { stage })}</Button>
            </Form>
          </Details>
        </>
      )}
    </div>
  );
}

function UpdateForm() {
  const { t } = usePage();
  return (
    <Section title={t('projects.desk.update')} id="update">
      <Form act="update" id="update" files>
        <TextArea
          name="body"
          label={t('projects.desk.update-text')}
          hint={t('projects.desk.update-hint')}
          maxLength={3000}
        />
        <TextField name="description" label={t('projects.desk.photo-description')} optional size="long" />
        <FileField
          name="photo"
          label={t('projects.desk.photo')}
          accept={photoTypes}
          kinds="JPG, PNG, WebP"
          maxBytes={photoLimits.bytes}
          optional
        />
        <Button>{t('projects.desk.post')}</Button>
      </Form>
    </Section>
  );
}

function MoneySection({
  project,
  history,
  mayChange,
}: Pick<ProjectDeskData, 'project' | 'history' | 'mayChange'>) {
  const { t, money, date } = usePage();
  return (
    <Section title={t('projects.money')} id="money">
      <Table
        caption={t('projects.desk.sums')}
        rows={moneyKinds}
        columns={[
          { header: t('projects.kind'), heading: true, cell: (kind) => t(`projects.kind.${kind}`) },
          { header: t('projects.amount'), numeric: true, cell: (kind) => money(project.money[kind]) },
        ]}
      />
      <Table
        caption={t('projects.money-lines')}
        rows={history.lines}
        columns={[
          { header: t('projects.when'), cell: (row) => date(row.onDay) },
          { header: t('projects.kind'), heading: true, cell: (row) => t(`projects.kind.${row.kind}`) },
          { header: t('projects.concept'), cell: (row) => row.concept },
          { header: t('projects.amount'), numeric: true, cell: (row) => money(row.amount) },
        ]}
      />
      {mayChange && (
        <Form act="money" id="money">
          <SelectField
            name="kind"
            label={t('projects.kind')}
            options={moneyKinds.map((kind) => ({ value: kind, label: t(`projects.kind.${kind}`) }))}
          />
          <AmountField name="amount" label={t('projects.amount')} hint={t('projects.desk.amount-hint')} />
          <TextField name="concept" label={t('projects.concept')} size="long" />
          <DateField name="day" label={t('projects.when')} />
          <Button>{t('projects.desk.keep-money')}</Button>
        </Form>
      )}
    </Section>
  );
}
