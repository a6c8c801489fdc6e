import { z } from 'zod';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { Button } from '../../ui/components/button.tsx';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { handlesPrivacy } from '../privacy-policy.ts';
import { noticesOf, type PublishedNotice } from '../privacy-queries.ts';
import { publishNotice } from '../publish-notice.ts';
import { PrivacyPlaces } from './privacy-places.tsx';

type None = Record<string, never>;

interface Data {
  readonly last: PublishedNotice | undefined;
}

const longest = 30_000;
const field = (locale: string) => `texts.${locale.replace('-', '_')}`;

export const noticeDesk = page<None, None, Data>({
  path: '/desk/privacy/notice',
  who: handlesPrivacy,
  load: async ({ tx, city }) => ({ last: (await noticesOf(tx, city.id))[0] }),
  acts: {
    publish: act({
      input: z.object({
        texts: z.record(z.string(), z.string().trim().min(1).max(longest)),
        material: z.literal('yes').optional(),
        after: z.coerce.number().int().min(0),
      }),
      run: publish,
    }),
  },
  view: (data) => <NoticeDesk {...data} />,
});

async function publish(
  { tx, city, viewer, now }: PageRequest<None, None>,
  input: { texts: Record<string, string>; material?: 'yes' | undefined; after: number },
) {
  const texts = Object.fromEntries(
    city.locales.flatMap((locale) => {
      const text = input.texts[locale.replace('-', '_')];
      return text ? [[locale, text.replaceAll('\r\n', '\n')]] : [];
    }),
  );
  const done = await publishNotice(tx, {
    cityId: city.id,
    actorId: viewer.personId as number,
    texts,
    material: input.material === 'yes',
    after: input.after,
    now,
  });
  return done.ok
    ? redirect('/privacy', 'privacy.desk.published', { version: done.value })
    : refused(`privacy.error.${done.reason}`, done.details);
}

function NoticeDesk({ last }: Data) {
  const { t, city, locale } = usePage();
  const languages = new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' });
  return (
    <DeskLayout title={t('privacy.desk.notice')}>
      <PageHeading title={t('privacy.desk.notice')} lead={t('privacy.desk.notice-lead')} />
      <PrivacyPlaces />
      {!last && <Notice tone="info">{t('privacy.desk.first-notice')}</Notice>}
      <Section title={t('privacy.desk.next-version', { version: (last?.version ?? 0) + 1 })}>
        <Form act="publish" id="publish" hidden={{ after: last?.version ?? 0 }}>
          {city.locales.map((one) => (
            <TextArea
              key={one}
              name={field(one)}
              label={languages.of(one) ?? one}
              hint={t('privacy.desk.notice-hint')}
              rows={18}
              maxLength={longest}
              value={last?.texts[one] ?? (last ? '' : t('privacy.notice.draft', { city: city.name }))}
            />
          ))}
          <Checkbox
            name="material"
            label={t('privacy.desk.material')}
            hint={t('privacy.desk.material-hint')}
            optional
          />
          <Button>{t('privacy.desk.publish')}</Button>
        </Form>
      </Section>
    </DeskLayout>
  );
}
