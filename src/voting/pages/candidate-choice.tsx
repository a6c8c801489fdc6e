import { GroupFrame } from '../../ui/components/field.tsx';
import { useField } from '../../ui/components/form-context.ts';
import { usePage } from '../../ui/page-context.ts';
import type { Candidate, Contest } from '../voting-queries.ts';

interface Props {
  readonly contest: Contest;
  readonly candidates: readonly Candidate[];
  readonly chosen: readonly number[];
}

/** The candidates as boxes to tick, each with its cost; a withdrawn one stays in sight and cannot be ticked. */
export function CandidateChoice({ contest, candidates, chosen }: Props) {
  const { t } = usePage();
  const label = t('voting.choices');
  const field = useField('choice', label, chosen.map(String));
  const standing = candidates.filter(({ withdrawn }) => withdrawn === null);
  return (
    <GroupFrame name="choice" label={label} hint={orderHint(contest, t)} field={field}>
      <ul class="candidates">
        {candidates.map((candidate) => (
          <li key={candidate.number}>
            <CandidateBox
              candidate={candidate}
              money={contest.money}
              id={candidate === standing[0] ? field.id : `${field.id}-${candidate.number}`}
              checked={field.values.includes(String(candidate.number))}
            />
          </li>
        ))}
      </ul>
    </GroupFrame>
  );
}

interface BoxProps {
  readonly candidate: Candidate;
  readonly money: number;
  readonly id: string;
  readonly checked: boolean;
}

function CandidateBox({ candidate, money, id, checked }: BoxProps) {
  const gone = candidate.withdrawn !== null;
  return (
    <div class={gone ? 'candidate candidate-gone' : 'candidate'}>
      <input
        type="checkbox"
        id={id}
        name="choice"
        value={String(candidate.number)}
        checked={checked && !gone}
        disabled={gone}
        aria-describedby={`${id}-about`}
      />
      <label for={id}>
        <span class="candidate-number">{candidate.number}</span> {candidate.title}
      </label>
      <div id={`${id}-about`} class="candidate-about">
        <CandidateFacts candidate={candidate} money={money} />
      </div>
    </div>
  );
}

/** Cost, summary, and what is to be known before choosing it. */
export function CandidateFacts({
  candidate,
  money,
}: {
  readonly candidate: Candidate;
  readonly money: number;
}) {
  const page = usePage();
  const { t, href } = page;
  return (
    <>
      <p class="candidate-cost">
        <strong>{page.money(candidate.cost)}</strong>
        {candidate.cost > money && <span class="candidate-note">{t('voting.too-dear')}</span>}
      </p>
      {candidate.withdrawn !== null && (
        <p class="candidate-note">{t('voting.withdrawn', { reason: candidate.withdrawn })}</p>
      )}
      <p class="candidate-summary">{candidate.summary}</p>
      <p class="candidate-links">
        {candidate.proposals.map(({ folio }) => (
          <a href={href(`/proposals/${folio}`)} key={folio}>
            {t('voting.see-proposal', { folio })}
          </a>
        ))}
      </p>
    </>
  );
}

export function orderHint(contest: Contest, t: ReturnType<typeof usePage>['t']): string {
  const seed = contest.listOrder.startsWith('lot:') ? contest.listOrder.slice(4) : undefined;
  const order = seed === undefined ? t('voting.order-folio') : t('voting.order-lot', { seed });
  return t('voting.choices-hint', { order });
}
