import { lobbyCity } from '../platform/http/city.ts';
import type { Problem } from '../platform/http/problem.ts';
import { Actions, ButtonLink } from './components/button.tsx';
import { EmptyState } from './components/empty-state.tsx';
import { LobbyLayout } from './layouts/lobby-layout.tsx';
import { PlainLayout } from './layouts/plain-layout.tsx';
import { usePage } from './page-context.ts';

/** The page for when there is no page: what happened in a sentence, and where to go from here. */
export function problemPage(kind: Problem) {
  return <ProblemPage kind={kind} />;
}

function ProblemPage({ kind }: { kind: Problem }) {
  const { t, href, quiet, date, city } = usePage();
  if (city === lobbyCity) return <LobbyProblem kind={kind} />;
  const closed = quiet && {
    law: quiet.laws.join(' · '),
    day: date(new Date(quiet.until.getTime() - 1)),
  };
  return (
    <PlainLayout title={t(`layout.problem.${kind}`)}>
      <EmptyState
        title={t(`layout.problem.${kind}`)}
        drawing={kind === 'missing' ? 'lens' : 'bench'}
        level={1}
        action={
          <Actions>
            {kind === 'practice' && city.practice ? (
              <ButtonLink href={`${city.practice.base}/sign-in?next=/desk/practice`}>
                {t('layout.sign-in')}
              </ButtonLink>
            ) : (
              <>
                <ButtonLink href={href('/')}>{t('layout.problem.home')}</ButtonLink>
                <ButtonLink href={href('/proposals')} kind="quiet">
                  {t('layout.problem.proposals')}
                </ButtonLink>
              </>
            )}
          </Actions>
        }
      >
        <p>
          {kind === 'blackout'
            ? t('layout.problem.blackout-why', closed ?? { law: '', day: '' })
            : t(`layout.problem.${kind}-why`)}
        </p>
      </EmptyState>
    </PlainLayout>
  );
}

/** Where the address names no city: the only way on is the list of cities. */
function LobbyProblem({ kind }: { kind: Problem }) {
  const { t } = usePage();
  return (
    <LobbyLayout title={t(`layout.problem.${kind}`)}>
      <EmptyState
        title={t(`layout.problem.${kind}`)}
        drawing={kind === 'unknown-city' ? 'lens' : 'bench'}
        level={1}
        action={kind !== 'no-city' && <ButtonLink href="/">{t('layout.problem.cities')}</ButtonLink>}
      >
        <p>{t(`layout.problem.${kind}-why`)}</p>
      </EmptyState>
    </LobbyLayout>
  );
}
