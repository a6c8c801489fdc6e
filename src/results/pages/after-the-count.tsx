import type { AfterStep } from '@cabildo/tally';
import { usePage } from '../../ui/page-context.ts';
import type { PublishedContest } from '../results-queries.ts';

type Props = Pick<PublishedContest, 'after' | 'candidates'>;

/** What happened to a contest once all were counted, a sentence for each step. */
export function AfterTheCount({ after, candidates }: Props) {
  const { t, money, number } = usePage();
  if (after.length === 0) return null;
  const title = (id: string) => candidates.find((one) => String(one.number) === id)?.title ?? id;
  const sentence = (step: AfterStep) => {
    switch (step.kind) {
      case 'turnout-too-low':
        return t('results.after.turnout', {
          cast: number(step.cast),
          roll: number(step.roll),
          freed: money(step.freed),
        });
      case 'remainder':
        return t('results.after.remainder', { freed: money(step.freed) });
      default: {
        const args = {
          title: title(step.candidate),
          votes: step.votes,
          cost: money(step.cost),
          left: money(step.left),
        };
        if (step.taken) return t('results.after.second-place', args);
        return t(`results.after.${step.why ?? 'does-not-fit'}`, args);
      }
    }
  };
  return (
    <ul class="plain">
      {after.map((step) => (
        <li key={`${step.kind} ${step.kind === 'second-place' ? step.candidate : ''}`}>{sentence(step)}</li>
      ))}
    </ul>
  );
}
