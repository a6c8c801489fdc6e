import type { Problem } from '../platform/http/problem.ts';
import { Actions, ButtonLink } from './components/button.tsx';
import { EmptyState } from './components/empty-state.tsx';
import { PlainLayout } from './layouts/plain-layout.tsx';
import { usePage } from './page-context.ts';

/** The page for when there is no page: what happened in a sentence, and where to go from here. */
export function problemPage(kind: Problem) {
  return <ProblemPage kind={kind} />;
}

function ProblemPage({ kind }: { kind: Problem }) {
  const { t, href, quiet, date, city } = usePage();
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
