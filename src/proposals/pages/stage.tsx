import type { TextKey } from '../../platform/i18n/texts.ts';
import { StatusTag, type Tone } from '../../ui/components/tag.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { AuthorStage } from '../proposal.ts';

const tones: Readonly<Record<AuthorStage, Tone>> = {
  received: 'neutral',
  held: 'warn',
  published: 'info',
  in_evaluation: 'info',
  feasible: 'good',
  infeasible: 'bad',
  joined: 'neutral',
  on_ballot: 'accent',
  won: 'good',
  not_won: 'neutral',
  withdrawn: 'neutral',
};

export function stageKey(stage: AuthorStage): TextKey {
  return `proposals.stage.${stage}`;
}

/** Where a proposal stands, in a word. */
export function StageTag({ stage }: { readonly stage: AuthorStage }) {
  const { t } = usePage();
  return <StatusTag tone={tones[stage]}>{t(stageKey(stage))}</StatusTag>;
}

/** What happens next, in a sentence. */
export function NextStep({ stage }: { readonly stage: AuthorStage }) {
  const { t } = usePage();
  return <p class="lead">{t(`proposals.next.${stage}`)}</p>;
}
