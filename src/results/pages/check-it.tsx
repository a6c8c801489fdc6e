import { ButtonLink } from '../../ui/components/button.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { PublishedBallots } from '../published-ballots.ts';

interface Props {
  readonly contestId: number;
  /** Only a count in which voters pay has one. */
  readonly transcript: boolean;
  readonly ballots: PublishedBallots | undefined;
}

/** What of a count can be taken away and checked, and how. */
export function CheckIt({ contestId, transcript, ballots }: Props) {
  const { t, number, href } = usePage();
  const file = (name: string) => href(`/results/${contestId}/${name}`);
  const link = (name: string, words: string) => (
    <ButtonLink href={file(name)} kind="quiet" icon="download" download>
      {words}
    </ButtonLink>
  );
  return (
    <>
      <div class="actions">
        {link('count.json', t('results.download'))}
        {transcript && link('transcript.json', t('results.files.transcript'))}
        {ballots && link('ballots.pb', t('results.files.ballots', { ballots: number(ballots.ballots) }))}
        {ballots && transcript && link('transcript-ballots.json', t('results.files.transcript-ballots'))}
      </div>
      {transcript && <p class="note">{t('results.files.transcript-how')}</p>}
      {ballots ? (
        <>
          <p class="note">
            {t('results.files.ballots-how')} <code class="hash">{ballots.sha256}</code>
          </p>
          <p>
            <a href={file('what-if')}>{t('results.files.what-if')}</a>
          </p>
        </>
      ) : (
        <p class="note">{t('results.files.no-ballots')}</p>
      )}
    </>
  );
}
