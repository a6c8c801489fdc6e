import { StatusTag, type Tone } from '../../ui/components/tag.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { CaseOutcome, CaseState } from '../case.ts';

const tones: Readonly<Record<CaseState, Tone>> = {
  received: 'accent',
  formal_check: 'accent',
  waiting: 'warn',
  with_departments: 'info',
  consolidation: 'accent',
  prepared: 'warn',
  signed: 'good',
  revealed: 'good',
  closed: 'neutral',
};

export function StateTag({ state }: { readonly state: CaseState }) {
  const { t } = usePage();
  return <StatusTag tone={tones[state]}>{t(`evaluation.state.${state}`)}</StatusTag>;
}

const outcomeTones: Readonly<Record<CaseOutcome, Tone>> = {
  feasible: 'good',
  infeasible: 'bad',
  joined: 'info',
};

export function OutcomeTag({ outcome }: { readonly outcome: CaseOutcome }) {
  const { t } = usePage();
  return <StatusTag tone={outcomeTones[outcome]}>{t(`evaluation.outcome.${outcome}`)}</StatusTag>;
}
