import { z } from 'zod';
import { missing, type PageRequest, page } from '../../platform/http/page.ts';
import { normaliseCode } from '../../platform/id.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { spacedReceipt } from '../seal.ts';
import { type Receipt, receiptByCode, voterOf } from '../voter-queries.ts';
import { maySeeBallots } from '../voting-policy.ts';
import { type BallotKey, ballotKeyOf } from '../voting-queries.ts';
import { DemoKeyNotice } from './demo-key-notice.tsx';

interface ReceiptData {
  readonly code: string;
  readonly receipt: Receipt;
  readonly key: BallotKey | undefined;
  /** True where the reader still has a ballot to cast. */
  readonly hasMore: boolean;
}

/** That an envelope is in the box, for whoever has its code; never what is inside. */
export const receiptPage = page({
  path: '/vote/receipt/:code',
  who: maySeeBallots,
  params: z.object({ code: z.string().max(40).transform(normaliseCode) }),
  load,
  view: (data: ReceiptData) => <ReceiptView data={data} />,
});

async function load(request: PageRequest<{ code: string }, Record<string, never>>) {
  const { tx, city, viewer, params } = request;
  const receipt = await receiptByCode(tx, city.id, params.code);
  if (!receipt) return missing;
  const voter =
    viewer.personId === null ? undefined : await voterOf(tx, city.id, receipt.cycleId, viewer.personId);
  const left = voter?.ballots.filter((ballot) => ballot.receipt === null) ?? [];
  return {
    code: params.code,
    receipt,
    key: await ballotKeyOf(tx, city.id, receipt.cycleId),
    hasMore: !receipt.opened && left.length > 0 && voter?.webAllowed === true && voter.checkedInAt === null,
  };
}

function ReceiptView({ data: { code, receipt, key, hasMore } }: { readonly data: ReceiptData }) {
  const { t, date, href } = usePage();
  const title = t('voting.receipt-title');
  return (
    <CitizenLayout title={title} width="text">
      <PageHeading title={title} kicker={receipt.contestTitle} />
      <div class="stack">
        <DemoKeyNotice ballotKey={key} />
        <Notice tone={receipt.ended ? 'warn' : 'good'} title={t(stateKey(receipt))} />
        <p class="receipt-code">{spacedReceipt(code)}</p>
        <p>{t('voting.receipt-keep')}</p>
        <SummaryList
          items={[
            { term: t('voting.receipt-contest'), value: receipt.contestTitle },
            { term: t('voting.receipt-cast-at'), value: date(receipt.castAt, 'moment') },
          ]}
        />
        <section class="prose">
          <h2>{t('voting.receipt-proves-title')}</h2>
          <ul>
            <li>{t('voting.receipt-proves')}</li>
            <li>{t('voting.receipt-hides')}</li>
            {!receipt.opened && <li>{t('voting.receipt-later')}</li>}
          </ul>
        </section>
        {hasMore && <Notice tone="warn" title={t('voting.receipt-next')} />}
        <div class="actions no-print">
          <ButtonLink href={href('/vote')} kind={hasMore ? 'primary' : 'quiet'}>
            {t('voting.back-to-ballots')}
          </ButtonLink>
        </div>
      </div>
    </CitizenLayout>
  );
}

function stateKey({ ended, opened }: Receipt) {
  if (ended === 'replaced') return 'voting.receipt-replaced';
  if (ended === 'paper') return 'voting.receipt-paper';
  return opened ? 'voting.receipt-counted' : 'voting.receipt-in-box';
}
