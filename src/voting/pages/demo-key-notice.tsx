import { Notice } from '../../ui/components/notice.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { BallotKey } from '../voting-queries.ts';

/** Stands on every voting page of a cycle whose key is known to everybody. */
export function DemoKeyNotice({ ballotKey }: { readonly ballotKey: BallotKey | undefined }) {
  const { t } = usePage();
  return ballotKey?.custody === 'demo' ? <Notice tone="warn">{t('voting.demo-key')}</Notice> : null;
}
