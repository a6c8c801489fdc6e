import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { crestLimits } from '../../platform/files/crest.ts';
import { Button } from '../../ui/components/button.tsx';
import { FileField } from '../../ui/components/file-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { May } from '../../ui/components/may.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { Table } from '../../ui/components/table.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { PageContext, usePage } from '../../ui/page-context.ts';
import type { CityColours } from '../../ui/theme.ts';
import { mayRunCity } from '../city-policy.ts';
import { themeAddress } from '../theme-route.ts';
import type { LookData } from './look-page.tsx';

/** A specimen, the same in every language. */
const letters = 'Aa';

export function LookView(data: LookData) {
  const { t } = usePage();
  return (
    <InColours colours={data.isPreview ? data.colours : undefined}>
      <DeskLayout title={t('city.look.title')}>
        <PageHeading title={t('city.look.title')} lead={t('city.look.lead')} />
        <Crest />
        <Colours {...data} />
        <Address />
        <Contact />
      </DeskLayout>
    </InColours>
  );
}

/** Draws a page in colours that the city is only trying: the page itself is the preview. */
function InColours(props: {
  readonly colours: CityColours | undefined;
  readonly children: ComponentChildren;
}) {
  const page = useContext(PageContext);
  if (!page || !props.colours) return <>{props.children}</>;
  const theme = `${page.city.base}${themeAddress(props.colours)}`;
  return (
    <PageContext.Provider value={{ ...page, city: { ...page.city, theme } }}>
      {props.children}
    </PageContext.Provider>
  );
}

function Crest() {
  const { t, city } = usePage();
  return (
    <Section title={t('city.look.crest')} id="crest">
      {city.crest && <img class="crest" src={city.crest} alt="" width="128" height="128" />}
      <May policy={mayRunCity}>
        <Form act="crest" id="crest" files>
          <FileField
            name="file"
            label={t('city.look.crest-file')}
            hint={t('city.look.crest-hint')}
            accept="image/png,image/jpeg,image/svg+xml,image/webp"
            kinds="PNG, JPG, SVG"
            maxBytes={crestLimits.bytes}
          />
          <Button>{t('city.look.crest-save')}</Button>
        </Form>
        {city.crest && (
          <Form act="remove-crest" id="remove-crest" inline>
            <Button kind="quiet" small>
              {t('city.look.crest-remove')}
            </Button>
          </Form>
        )}
      </May>
    </Section>
  );
}

function Colours({ colours, isOwn, isPreview, contrasts }: LookData) {
  const { t } = usePage();
  return (
    <Section title={t('city.look.colours')} id="colours">
      <p>{t('city.look.colours-lead')}</p>
      {isPreview && <Notice>{t('city.look.previewing')}</Notice>}
      <May
        policy={mayRunCity}
        otherwise={
          <SummaryList
            items={[
              { term: t('city.look.primary'), value: colours.primary },
              { term: t('city.look.accent'), value: colours.accent },
            ]}
          />
        }
      >
        <Form act={['preview', 'colours']} id="colours">
          <TextField
            name="primary"
            type="color"
            label={t('city.look.primary')}
            hint={t('city.look.primary-hint')}
            value={colours.primary}
          />
          <TextField
            name="accent"
            type="color"
            label={t('city.look.accent')}
            hint={t('city.look.accent-hint')}
            value={colours.accent}
          />
          <Button act="preview" kind="quiet">
            {t('city.look.preview')}
          </Button>
          <Button act="colours">{t('city.look.save')}</Button>
        </Form>
      </May>
      <Contrasts contrasts={contrasts} />
      {isOwn && (
        <May policy={mayRunCity}>
          <Form act="reset" id="reset" inline>
            <Button kind="quiet" small>
              {t('city.look.reset')}
            </Button>
          </Form>
        </May>
      )}
    </Section>
  );
}

/** The colours are attributes of a drawing, because no page carries a style of its own. */
function Contrasts({ contrasts }: Pick<LookData, 'contrasts'>) {
  const { t, number } = usePage();
  return (
    <Table
      caption={t('city.look.contrasts')}
      stack
      rows={contrasts}
      rowKey={({ scheme, name }) => `${scheme} ${name}`}
      columns={[
        { header: t('city.look.where'), heading: true, cell: ({ name }) => t(`city.look.pair.${name}`) },
        { header: t('city.look.scheme'), cell: ({ scheme }) => t(`city.look.scheme.${scheme}`) },
        {
          header: t('city.look.sample'),
          cell: ({ words, ground }) => (
            <svg width="72" height="32" viewBox="0 0 72 32" aria-hidden="true" focusable="false">
              <rect width="72" height="32" rx="4" fill={ground} />
              <text x="36" y="22" text-anchor="middle" font-size="16" fill={words}>
                {letters}
              </text>
            </svg>
          ),
        },
        { header: t('city.look.ratio'), numeric: true, cell: ({ ratio }) => number(ratio) },
      ]}
    />
  );
}

function Address() {
  const { t, city, url } = usePage();
  return (
    <Section title={t('city.address.title')} id="address">
      <SummaryList
        items={[
          { term: t('city.address.slug'), value: `/${city.slug}` },
          {
            term: t('city.address.time-zone'),
            value: t('city.address.time-zone-why', { zone: city.timeZone.replaceAll('_', ' ') }),
          },
        ]}
      />
      <May
        policy={mayRunCity}
        otherwise={
          <p>
            {t('city.address.host')}: {city.host ?? '—'}
          </p>
        }
      >
        <Form act="host" id="host">
          <TextField
            name="host"
            label={t('city.address.host')}
            hint={t('city.address.host-hint', { server: url.hostname })}
            value={city.host}
            code
            optional
          />
          <Button>{t('city.address.save')}</Button>
        </Form>
      </May>
    </Section>
  );
}

function Contact() {
  const { t, city } = usePage();
  return (
    <Section title={t('city.contact.title')} id="contact">
      <May policy={mayRunCity} otherwise={<p>{city.contact || '—'}</p>}>
        <Form act="contact" id="contact">
          <TextArea
            name="contact"
            label={t('city.contact.text')}
            hint={t('city.contact.hint')}
            value={city.contact}
            maxLength={600}
            rows={4}
            optional
          />
          <Button>{t('city.contact.save')}</Button>
        </Form>
      </May>
    </Section>
  );
}
