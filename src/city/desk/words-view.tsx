import { Button } from '../../ui/components/button.tsx';
import { FileField } from '../../ui/components/file-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { May } from '../../ui/components/may.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SearchForm } from '../../ui/components/search-form.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { Table } from '../../ui/components/table.tsx';
import { StatusTag } from '../../ui/components/tag.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { mayRunCity } from '../city-policy.ts';
import type { FoundText } from '../find-words.ts';
import type { Language, WordsData } from './words-page.tsx';

export const wordsPlace = '/desk/words';
/** Bytes; all texts of a language are a quarter of it. */
export const largestWordsFile = 1_000_000;

export function WordsView(data: WordsData) {
  const { t } = usePage();
  return (
    <DeskLayout title={t('city.words.title')}>
      <PageHeading title={t('city.words.title')} lead={t('city.words.lead')} />
      <Find {...data} />
      <Languages languages={data.languages} />
      <May policy={mayRunCity}>
        <Upload {...data} />
      </May>
    </DeskLayout>
  );
}

/** "polaco (pl)": the reader's word and the code that files and forms use. */
function useLanguageOptions(languages: readonly Language[]) {
  const { locale } = usePage();
  const names = new Intl.DisplayNames([locale, 'es-MX'], { type: 'language' });
  return languages.map((one) => ({
    value: one.locale,
    label: `${names.of(one.locale) ?? one.locale} (${one.locale})`,
  }));
}

function Find({ query, found, count, languages }: WordsData) {
  const { t, href } = usePage();
  const isAsked = query.q !== '' || query.which !== 'all';
  return (
    <Section title={t('city.words.find')} id="find">
      <SearchForm action={href(wordsPlace)} submitLabel={t('city.words.search')} filtered={isAsked}>
        <TextField name="q" label={t('city.words.find-what')} value={query.q} />
        <SelectField
          name="locale"
          label={t('city.words.language')}
          options={useLanguageOptions(languages)}
          value={query.locale}
          empty={false}
        />
        <SelectField
          name="which"
          label={t('city.words.which')}
          options={(['own', 'open'] as const).map((value) => ({
            value,
            label: t(`city.words.which-${value}`),
          }))}
          value={query.which}
          empty={t('city.words.which-all')}
          optional
        />
      </SearchForm>
      {isAsked && <p role="status">{t('city.words.found', { count })}</p>}
      {count > found.length && <p>{t('city.words.first', { count: found.length })}</p>}
      {found.map((text) => (
        <Text key={text.key} text={text} locale={query.locale as string} />
      ))}
    </Section>
  );
}

function Text({
  text: { key, original, own },
  locale,
}: {
  readonly text: FoundText;
  readonly locale: string;
}) {
  const { t } = usePage();
  return (
    <article class="own-text">
      <h3>
        <code>{key}</code>{' '}
        {own !== undefined && <StatusTag tone="accent">{t('city.words.changed')}</StatusTag>}
      </h3>
      <p class="soft">
        {t('city.words.original')}: {original}
      </p>
      <May
        policy={mayRunCity}
        otherwise={
          own !== undefined && (
            <p>
              {t('city.words.own')}: {own}
            </p>
          )
        }
      >
        <Form act="change" id={`text-${key}`} hidden={{ locale, key }}>
          <TextArea
            name="text"
            label={t('city.words.own')}
            hint={original.includes('{') ? t('city.words.own-hint') : undefined}
            value={own ?? original}
            rows={Math.min(8, Math.ceil(original.length / 70) + 1)}
          />
          <Button kind="quiet">{t('city.words.save')}</Button>
        </Form>
        {own !== undefined && (
          <Form act="back" id={`back-${key}`} hidden={{ locale, key }} inline>
            <Button kind="quiet" small>
              {t('city.words.back')} <span class="visually-hidden">{key}</span>
            </Button>
          </Form>
        )}
      </May>
    </article>
  );
}

function Languages({ languages }: { readonly languages: readonly Language[] }) {
  const { t, href } = usePage();
  const options = useLanguageOptions(languages);
  const labelOf = (locale: string) => options.find(({ value }) => value === locale)?.label ?? locale;
  return (
    <Section title={t('city.words.languages')} id="languages">
      <p>{t('city.words.languages-lead')}</p>
      <Table
        caption={t('city.words.languages')}
        captionHidden
        rows={languages}
        rowKey={({ locale }) => locale}
        stack
        columns={[
          { header: t('city.words.language'), heading: true, cell: ({ locale }) => labelOf(locale) },
          {
            header: t('city.words.state'),
            cell: ({ isShipped, own, all }) =>
              isShipped ? t('city.words.built-in') : t('city.words.share', { own, all }),
          },
          {
            header: t('city.words.actions'),
            cell: ({ locale }) => (
              <div class="actions">
                <a href={href(`${wordsPlace}/${locale}/csv`)} download>
                  {t('city.words.download-csv')} <span class="visually-hidden">{locale}</span>
                </a>
                <a href={href(`${wordsPlace}/${locale}/json`)} download>
                  {t('city.words.download-json')} <span class="visually-hidden">{locale}</span>
                </a>
                <May policy={mayRunCity}>
                  {locale !== languages[0]?.locale && (
                    <Form act="raise-language" id={`up-${locale}`} hidden={{ locale }} inline>
                      <Button kind="quiet" small>
                        {t('city.words.up')} <span class="visually-hidden">{locale}</span>
                      </Button>
                    </Form>
                  )}
                  {languages.length > 1 && (
                    <Form act="remove-language" id={`remove-${locale}`} hidden={{ locale }} inline>
                      <Button kind="quiet" small>
                        {t('city.words.remove')} <span class="visually-hidden">{locale}</span>
                      </Button>
                    </Form>
                  )}
                </May>
              </div>
            ),
          },
        ]}
      />
      <May policy={mayRunCity}>
        <Form act="add-language" id="add-language">
          <TextField
            name="locale"
            label={t('city.words.tag')}
            hint={t('city.words.tag-hint')}
            size="short"
            code
          />
          <Button kind="quiet">{t('city.words.add')}</Button>
        </Form>
      </May>
    </Section>
  );
}

function Upload({ languages }: WordsData) {
  const { t } = usePage();
  const last = languages.at(-1)?.locale;
  return (
    <Section title={t('city.words.upload')} id="upload">
      <p>{t('city.words.upload-lead')}</p>
      <Form act="check" id="upload" files>
        <SelectField
          name="locale"
          label={t('city.words.language')}
          options={useLanguageOptions(languages)}
          value={last}
          empty={false}
        />
        <FileField
          name="file"
          label={t('city.words.file')}
          accept=".csv,.json,text/csv,application/json"
          kinds="CSV, JSON"
          maxBytes={largestWordsFile}
        />
        <Button>{t('city.words.check')}</Button>
      </Form>
    </Section>
  );
}
