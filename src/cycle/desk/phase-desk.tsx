import { Button } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { formIdName } from '../../ui/components/form-context.ts';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { PhaseView } from '../phases.ts';
import { closingText, wallClock } from '../wall-clock.ts';
import { PhaseStateTag } from './state-tags.tsx';

/** One phase for those who run the cycle: where it stands, its story, and what can be done to it now. */
export function PhaseDesk({ phase }: { readonly phase: PhaseView }) {
  const { t, date, locale, city } = usePage();
  const { kind, state, opensAt, closesAt, acts } = phase;
  const stopped = acts.findLast(({ act }) => act !== 'moved')?.act;
  const over = stopped === 'cancelled';
  return (
    <article>
      <h3>
        {t(`cycle.phase.${kind}`)} <PhaseStateTag state={state} />
      </h3>
      <p>
        {t('cycle.calendar.dates', {
          from: date(opensAt, 'moment'),
          to: closingText(closesAt, locale, city.timeZone),
        })}
      </p>
      {phase.reason && <p>{t('cycle.reason', { reason: phase.reason })}</p>}
      {phase.unknown.length > 0 && <p>{t('cycle.desk.phase-waits', { count: phase.unknown.length })}</p>}
      {!over && stopped !== 'suspended' && <MoveForm phase={phase} />}
      {stopped === 'suspended' && <ResumeForm phase={phase} />}
      {!over && stopped !== 'suspended' && state !== 'closed' && (
        <StopForm phase={phase} act="suspend-phase" />
      )}
      {!over && state !== 'closed' && <StopForm phase={phase} act="cancel-phase" />}
    </article>
  );
}

interface FormProps {
  readonly phase: PhaseView;
}

/** Folded until it is wanted; open where it was refused, so that what is wrong can be seen. */
function useFormOf(act: string, phase: PhaseView) {
  const { form } = usePage();
  const id = `${act}-${phase.kind}`;
  return { act, id, hidden: { phase: String(phase.id) }, open: form.values[formIdName] === id };
}

function MoveForm({ phase }: FormProps) {
  const { t, city } = usePage();
  const { open, ...form } = useFormOf('move-phase', phase);
  return (
    <Details summary={t('cycle.desk.move-phase')} open={open}>
      <Form {...form}>
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
    </Details>
  );
}

function ResumeForm({ phase }: FormProps) {
  const { t } = usePage();
  const { open, ...form } = useFormOf('resume-phase', phase);
  return (
    <Details summary={t('cycle.desk.resume-phase')} open={open}>
      <Form {...form}>
        <ClosesField phase={phase} />
        <Reason />
        <Button>{t('cycle.desk.resume-phase')}</Button>
      </Form>
    </Details>
  );
}

function StopForm({ phase, act }: FormProps & { readonly act: 'suspend-phase' | 'cancel-phase' }) {
  const { t } = usePage();
  const { open, ...form } = useFormOf(act, phase);
  return (
    <Details summary={t(`cycle.desk.${act}`)} open={open}>
      <Form {...form}>
        <Reason />
        <Button kind="danger">{t(`cycle.desk.${act}`)}</Button>
      </Form>
    </Details>
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
