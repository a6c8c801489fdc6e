import { Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { formIdName } from '../../ui/components/form-context.ts';
import { May } from '../../ui/components/may.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import { mayRunCycles } from '../cycle-policy.ts';
import type { PhaseView } from '../phases.ts';
import { closingText, openingText, wallClock } from '../wall-clock.ts';
import { PhaseStateTag } from './state-tags.tsx';

/** One phase for those who run the cycle: where it stands, its story, and what can be done to it now. */
export function PhaseDesk({ phase }: FormProps) {
  const { t, locale, city } = usePage();
  const dates = {
    from: openingText(phase.opensAt, locale, city.timeZone),
    to: closingText(phase.closesAt, locale, city.timeZone),
  };
  return (
    <article class="field">
      <h3>
        {t(`cycle.phase.${phase.kind}`)} <PhaseStateTag state={phase.state} />
      </h3>
      <p>{t('cycle.calendar.dates', dates)}</p>
      {phase.reason && <p>{t('cycle.reason', { reason: phase.reason })}</p>}
      {phase.unknown.length > 0 && <p>{t('cycle.desk.phase-waits', { count: phase.unknown.length })}</p>}
      <May policy={mayRunCycles}>
        <PhaseForms phase={phase} />
      </May>
    </article>
  );
}

/** Folded until it is wanted; open where a form was refused, so that what is wrong can be seen. */
function PhaseForms({ phase }: FormProps) {
  const { t, form } = usePage();
  const stopped = phase.acts.findLast(({ act }) => act !== 'moved')?.act;
  if (stopped === 'cancelled') return null;
  const refused = String(form.values[formIdName] ?? '');
  const suspended = stopped === 'suspended';
  const over = phase.state === 'closed';
  return (
    <Details summary={t('cycle.desk.change-phase')} open={refused.endsWith(`-phase-${phase.kind}`)}>
      {suspended ? <ResumeForm phase={phase} /> : <MoveForm phase={phase} />}
      {!suspended && !over && <StopForm phase={phase} act="suspend-phase" />}
      {!over && <StopForm phase={phase} act="cancel-phase" />}
    </Details>
  );
}

interface FormProps {
  readonly phase: PhaseView;
}

/** Each form of the page has an id of its own, so that its fields and errors are told from the others'. */
function formOf(act: string, phase: PhaseView) {
  return { act, id: `${act}-${phase.kind}`, hidden: { phase: phase.id } };
}

function MoveForm({ phase }: FormProps) {
  const { t, city } = usePage();
  return (
    <>
      <h4>{t('cycle.desk.move-phase')}</h4>
      <Form {...formOf('move-phase', phase)}>
        <TextField
          name="opens"
          label={t('cycle.desk.opens')}
          type="datetime-local"
          size="medium"
          value={wallClock(phase.opensAt, city.timeZone)}
        />
        <ClosesField phase={phase} />
        <Reason />
        <Button>{t('cycle.desk.move-phase')}</Button>
      </Form>
    </>
  );
}

function ResumeForm({ phase }: FormProps) {
  const { t } = usePage();
  return (
    <>
      <h4>{t('cycle.desk.resume-phase')}</h4>
      <Form {...formOf('resume-phase', phase)}>
        <ClosesField phase={phase} />
        <Reason />
        <Button>{t('cycle.desk.resume-phase')}</Button>
      </Form>
    </>
  );
}

function StopForm({ phase, act }: FormProps & { readonly act: 'suspend-phase' | 'cancel-phase' }) {
  const { t } = usePage();
  return (
    <>
      <h4>{t(`cycle.desk.${act}`)}</h4>
      <Form {...formOf(act, phase)}>
        <Reason />
        <Button kind="danger">{t(`cycle.desk.${act}`)}</Button>
      </Form>
    </>
  );
}

function ClosesField({ phase }: FormProps) {
  const { t, city } = usePage();
  return (
    <TextField
      name="closes"
      label={t('cycle.desk.closes')}
      hint={t('cycle.desk.closes-hint')}
      type="datetime-local"
      size="medium"
      value={wallClock(phase.closesAt, city.timeZone)}
    />
  );
}

function Reason() {
  const { t } = usePage();
  return (
    <TextArea name="reason" label={t('cycle.desk.reason')} hint={t('cycle.desk.reason-hint')} rows={3} />
  );
}
