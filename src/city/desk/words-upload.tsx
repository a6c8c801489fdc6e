import type { Texts } from '../../platform/i18n/texts.ts';
import { Button } from '../../ui/components/button.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';

interface Props {
  readonly locale: string;
  readonly texts: Texts;
  readonly changed: number;
  /** How many will show in Spanish afterwards. */
  readonly open: number;
}

/** What an uploaded translation would change. It travels in the form: nothing is kept until it is confirmed. */
export function UploadPreview({ locale, texts, changed, open }: Props) {
  const { t } = usePage();
  return (
    <DeskLayout title={t('city.words.upload')}>
      <PageHeading title={t('city.words.upload')} />
      <Notice tone="good" title={t('city.words.ready')}>
        {t('city.words.counts', { count: changed, open })}
      </Notice>
      <Form act="apply" hidden={{ locale, texts: JSON.stringify(texts) }}>
        <Button>{t('city.words.apply')}</Button>
      </Form>
    </DeskLayout>
  );
}
