import { Actions, Button, ButtonLink } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Booth } from '../records/desk-rows.ts';
import type { VoterAtBooth } from '../records/voter-at-booth.ts';

interface Props {
  readonly booth: Booth;
  readonly voter: VoterAtBooth;
}

/** One look at the person and her document before the web is closed to her. Whether she voted there is not shown. */
export function ConfirmView({ booth, voter }: Props) {
  const { t, href } = usePage();
  const title = t('voting.check-in-confirm-title');
  return (
    <DeskLayout title={title}>
      <PageHeading title={title} kicker={booth.name} />
      <div class="stack">
        <SummaryList
          items={[
            { term: t('voting.check-in-name'), value: voter.name ?? t('voting.check-in-no-name') },
            { term: t('voting.check-in-zone'), value: voter.zone },
            { term: t('voting.check-in-papers'), value: voter.papers.join(', ') },
          ]}
        />
        <Notice tone="warn">{t('voting.check-in-warning')}</Notice>
        <Form act="check-in" hidden={{ person: voter.personId }}>
          <Actions>
            <Button icon="check">{t('voting.check-in')}</Button>
            <ButtonLink href={href(`/desk/booths/${booth.id}`)} kind="quiet">
              {t('voting.check-in-back')}
            </ButtonLink>
          </Actions>
        </Form>
      </div>
    </DeskLayout>
  );
}
