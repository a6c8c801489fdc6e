import { Bar, share } from '../../ui/components/meter.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { usePage } from '../../ui/page-context.ts';
import { fewestTold, type KeptExplanation, supportersStory } from '../explanation.ts';
import { minorUnits } from '../rounds.ts';

interface Props {
  readonly explanation: KeptExplanation;
  readonly contestId: number;
  readonly title: (candidate: string) => string;
  /** Whether the ballots are public. */
  readonly open: boolean;
}

/** Equal Shares from the side of one candidate: what its supporters had, and what they paid for with it. */
export function SupportersMoney({ explanation, contestId, title, open }: Props) {
  const { t, money, href } = usePage();
  const { cost, votes, candidate } = explanation;
  const story = supportersStory(explanation, open);
  const lasting = explanation.reasons.find((reason) => reason.code === 'supporters-cannot-pay');
  return (
    <Section title={t('results.why.money')} id="money">
      {!story && <p>{t('results.why.too-few-told', { fewest: fewestTold })}</p>}
      {story && (
        <>
          <p>{t('results.why.money-lead', { start: money(minorUnits(story.start)), cost: money(cost) })}</p>
          <ol class="rounds">
            {story.paid.map(({ winner, people }) => (
              <li class="round" key={winner}>
                <p class="meter-words">
                  {winner === candidate ? (
                    <span>{title(winner)}</span>
                  ) : (
                    <a href={href(`/results/${contestId}/${winner}`)}>{title(winner)}</a>
                  )}
                  <span class="meter-figure">{t('results.why.paid-for', { people, votes })}</span>
                </p>
                <Bar parts={[{ size: share(people, votes), tone: 'main' }]} />
              </li>
            ))}
          </ol>
          {story.others && (
            <p class="note">
              {t('results.why.others-told', { winners: story.others.winners, fewest: fewestTold })}
            </p>
          )}
          {lasting && (
            <p>
              {t('results.why.at-the-end', {
                money: money(minorUnits(lasting.money)),
                short: money(lasting.short),
              })}
            </p>
          )}
        </>
      )}
    </Section>
  );
}
