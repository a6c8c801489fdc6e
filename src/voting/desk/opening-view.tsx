import { Button } from '../../ui/components/button.tsx';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { Stats, StatTile } from '../../ui/components/stat-tile.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { KeyFileField } from './key-view.tsx';
import type { OpeningData } from './opening-page.tsx';

export function OpeningView({ data }: { readonly data: OpeningData }) {
  const { t } = usePage();
  const title = t('voting.open-title');
  return (
    <DeskLayout title={title}>
      <PageHeading title={title} kicker={data.cycle.name} lead={t('voting.open-lead')} />
      <div class="stack">
        <Inside data={data} />
      </div>
    </DeskLayout>
  );
}

function Inside({ data: { opening, phase, key, differences } }: { readonly data: OpeningData }) {
  const { t, date, number } = usePage();
  if (opening) {
    return (
      <>
        <Notice tone="good" title={t('voting.opened-title')}>
          {t('voting.opened-text')}
        </Notice>
        <Stats>
          <StatTile
            label={t('voting.opened-envelopes')}
            value={number(opening.envelopes)}
            note={date(opening.openedAt, 'moment')}
          />
        </Stats>
      </>
    );
  }
  if (!key) return <Notice tone="warn">{t('voting.open-refusal.no-key')}</Notice>;
  if (phase?.state !== 'closed') {
    return phase ? <Notice>{t('voting.open-wait', { date: date(phase.closesAt, 'moment') })}</Notice> : null;
  }
  return <OpenForm isDemo={key.custody === 'demo'} differences={differences} />;
}

function OpenForm({ isDemo, differences }: { readonly isDemo: boolean; readonly differences: number }) {
  const { t } = usePage();
  return (
    <Form act={isDemo ? 'demo' : 'open'} files={!isDemo}>
      {differences > 0 && <Notice tone="warn">{t('voting.open-differences', { count: differences })}</Notice>}
      {!isDemo && <KeyFileField />}
      {differences > 0 && <Checkbox name="accept" label={t('voting.open-accept')} />}
      <div>
        <Button>{t(isDemo ? 'voting.open-demo' : 'voting.open')}</Button>
      </div>
    </Form>
  );
}
