import { StatusTag, type Tone } from '../../ui/components/tag.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { CycleState, PhaseState } from '../phases.ts';

const cycleTones: Record<CycleState, Tone> = {
  draft: 'neutral',
  published: 'good',
  suspended: 'warn',
  cancelled: 'bad',
};
const phaseTones: Record<PhaseState, Tone> = {
  upcoming: 'neutral',
  open: 'good',
  closed: 'info',
  suspended: 'warn',
  cancelled: 'bad',
};

export function CycleStateTag({ state }: { readonly state: CycleState }) {
  const { t } = usePage();
  return <StatusTag tone={cycleTones[state]}>{t(`cycle.state.${state}`)}</StatusTag>;
}

export function PhaseStateTag({ state }: { readonly state: PhaseState }) {
  const { t } = usePage();
  return <StatusTag tone={phaseTones[state]}>{t(`cycle.phase-state.${state}`)}</StatusTag>;
}
