import { largestFile } from '../../platform/http/body.ts';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Button } from '../../ui/components/button.tsx';
import { Card, CardList } from '../../ui/components/card.tsx';
import { Details } from '../../ui/components/details.tsx';
import { FileField } from '../../ui/components/file-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Blueprint } from '../blueprint.ts';
import type { KnownDocument } from '../known-documents.ts';

export interface Offered extends Pick<KnownDocument, 'key' | 'uploadedAt'> {
  readonly blueprint: Blueprint;
  readonly unknown: readonly string[];
  /** How many of its rules the program cannot do yet. */
  readonly unsupported: number;
}

/** The first step: whose rules to begin with. */
export function ChooseBlueprint({ offered }: { readonly offered: readonly Offered[] }) {
  const { t, href, locale, date, form } = usePage();
  const language: keyof Blueprint['title'] = locale.startsWith('es') ? 'es' : 'en';
  return (
    <DeskLayout title={t('cycle.start.title')}>
      <Breadcrumbs trail={[{ label: t('cycle.desk.title'), href: href('/desk/cycle') }]} />
      <PageHeading title={t('cycle.start.title')} lead={t('cycle.start.choose')} />
      <CardList>
        {offered.map(({ key, uploadedAt, blueprint, unknown, unsupported }) => (
          <Card
            title={blueprint.title[language]}
            href={href(`/desk/cycle/start?blueprint=${key}`)}
            level={2}
            foot={[
              t('cycle.start.unknown', { count: unknown.length }),
              ...(unsupported > 0
                ? [t('cycle.command.unsupported-count', { count: unsupported }).replace(/\.$/, '')]
                : []),
            ].join('; ')}
            key={key}
          >
            <p>{blueprint.notes[language]}</p>
            {uploadedAt && <p class="note">{t('cycle.start.uploaded-on', { day: date(uploadedAt) })}</p>}
          </Card>
        ))}
      </CardList>
      <Section title={t('cycle.start.upload')} id="upload">
        <Details summary={t('cycle.start.upload')} open={form.act === 'upload'}>
          <p>{t('cycle.start.upload-lead')}</p>
          <Form act="upload" id="upload" files>
            <FileField
              name="file"
              label={t('cycle.start.upload-file')}
              accept=".json,application/json"
              kinds="JSON"
              maxBytes={largestFile}
            />
            <Button>{t('cycle.start.upload')}</Button>
          </Form>
        </Details>
      </Section>
    </DeskLayout>
  );
}
