import { isPlayground } from '../../platform/http/city.ts';
import { Button } from '../../ui/components/button.tsx';
import { FileField } from '../../ui/components/file-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { KeyData } from './key-page.tsx';

export function KeyView({ data: { cycle, key, unchecked } }: { readonly data: KeyData }) {
  const { t, city } = usePage();
  const title = t('voting.key-title');
  return (
    <DeskLayout title={title}>
      <PageHeading title={title} kicker={cycle.name} lead={t('voting.key-lead')} />
      {key ? (
        <>
          <Notice tone="good" title={t('voting.key-in-use')} />
          <SummaryList items={[{ term: t('voting.key-id'), value: <code>{key.keyId}</code> }]} />
          {key.custody === 'demo' && <Notice tone="warn">{t('voting.demo-key')}</Notice>}
        </>
      ) : (
        <>
          <Notice tone="warn">{t('voting.key-loss')}</Notice>
          <MakeSection unchecked={unchecked} />
          <CheckSection />
          {isPlayground(city) && <DemoSection />}
        </>
      )}
    </DeskLayout>
  );
}

function MakeSection({ unchecked }: Pick<KeyData, 'unchecked'>) {
  const { t } = usePage();
  const isAgain = unchecked.length > 0;
  return (
    <Section title={t('voting.key-step-make')}>
      <p>{t('voting.key-make-text')}</p>
      {isAgain && <Notice>{t('voting.key-made', { keys: unchecked.join(', ') })}</Notice>}
      <Form act="make">
        <div>
          <Button kind={isAgain ? 'quiet' : 'primary'} icon="download">
            {t(isAgain ? 'voting.key-make-again' : 'voting.key-make')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}

function CheckSection() {
  const { t } = usePage();
  return (
    <Section title={t('voting.key-step-check')}>
      <p>{t('voting.key-check-text')}</p>
      <Form act="check" files>
        <KeyFileField />
        <div>
          <Button icon="check">{t('voting.key-check')}</Button>
        </div>
      </Form>
    </Section>
  );
}

export function KeyFileField() {
  const { t } = usePage();
  return (
    <FileField
      name="file"
      label={t('voting.key-file')}
      hint={t('voting.key-file-kinds')}
      accept=".json,application/json"
      maxBytes={1024 * 1024}
    />
  );
}

function DemoSection() {
  const { t } = usePage();
  return (
    <Section title={t('voting.key-demo-title')}>
      <p>{t('voting.key-demo-text')}</p>
      <Form act="demo">
        <div>
          <Button kind="quiet">{t('voting.key-demo')}</Button>
        </div>
      </Form>
    </Section>
  );
}
