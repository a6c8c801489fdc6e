import { z } from 'zod';
import { type PageRequest, page } from '../../platform/http/page.ts';
import { anyone } from '../../platform/http/viewer.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { SearchForm } from '../../ui/components/search-form.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { readFolio } from '../folio.ts';
import type { PublicStage } from '../proposal.ts';
import { publicStatus } from '../proposal-queries.ts';
import { StageTag } from './stage.tsx';

interface Query {
  readonly folio: string;
}

interface Status {
  readonly typed: string;
  readonly folio: string | undefined;
  readonly stage: PublicStage | 'received' | undefined;
}

async function load({ tx, city, query }: PageRequest<object, Query>): Promise<Status> {
  const folio = readFolio(query.folio);
  return { typed: query.folio, folio, stage: folio ? await publicStatus(tx, city.id, folio) : undefined };
}

/** For who has a slip of paper and no account. It tells nothing that the public may not know. */
export const statusPage = page<Record<string, never>, Query, Status>({
  path: '/proposals/status',
  who: anyone,
  query: z.object({ folio: z.string().max(60).catch('').default('') }),
  limit: { max: 30, seconds: 60, reads: true },
  load,
  view: StatusView,
});

function StatusView(status: Status) {
  const { t, href } = usePage();
  return (
    <CitizenLayout title={t('proposals.status.title')} width="text">
      <PageHeading title={t('proposals.status.title')} lead={t('proposals.status.lead')} />
      <SearchForm action={href('/proposals/status')} submitLabel={t('proposals.status.look')}>
        <TextField name="folio" label={t('proposals.folio')} hint={t('proposals.status.hint')} size="medium" code optional />
      </SearchForm>
      {status.typed && <Found {...status} />}
    </CitizenLayout>
  );
}

function Found({ typed, folio, stage }: Status) {
  const { t, href } = usePage();
  if (!folio || !stage) {
    return (
      <Notice tone="warn" live title={t('proposals.status.unknown', { folio: folio ?? typed })}>
        {t('proposals.status.unknown-hint')}
      </Notice>
    );
  }
  return (
    <Notice tone="info" live title={folio}>
      <p>
        <StageTag stage={stage} />
      </p>
      <p>{t(`proposals.next.${stage}`)}</p>
      {stage !== 'received' && (
        <ButtonLink kind="quiet" href={href(`/proposals/${folio}`)}>
          {t('proposals.status.open')}
        </ButtonLink>
      )}
    </Notice>
  );
}
