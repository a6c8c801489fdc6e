import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Actions, Button, ButtonLink } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { SummaryList } from '../../ui/components/summary-list.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { categoryName, districtName, trackName } from '../pages/labels.ts';
import { ProposalPicture } from '../pages/proposal-picture.tsx';
import { StageTag } from '../pages/stage.tsx';
import { findPersonalData } from '../personal-data.ts';
import { type TextField as Field, textFields } from '../proposal.ts';
import type { StaffPhoto } from '../proposal-for-staff.ts';
import { mayRelease } from '../proposal-policy.ts';
import { MarkedText } from './marked-text.tsx';
import type { ReleaseData } from './release-page.tsx';
import { queueQuery } from './release-queue.ts';

export function ReleaseView(data: ReleaseData) {
  const { t, href, viewer } = usePage();
  const { proposal, filter, labels } = data;
  const { folio, texts, release, stage } = proposal;
  const may = mayRelease(viewer) && stage !== 'withdrawn';
  const query = queueQuery(filter);
  return (
    <DeskLayout
      title={`${folio}: ${texts.title.text}`}
      aside={may && <Decide {...data} />}
      scripts={may ? ['desk-keys.js'] : []}
    >
      <Breadcrumbs trail={[{ label: t('proposals.desk.title'), href: href(`/desk/proposals${query}`) }]} />
      <PageHeading
        title={texts.title.text}
        kicker={`${folio} · ${categoryName(labels, proposal.category)} · ${districtName(labels, proposal.districtId)}`}
      />
      <div class="tags">
        <StageTag stage={stage} />
      </div>
      {release.reason && (
        <Notice tone="info">{t('proposals.desk.last-reason', { reason: release.reason })}</Notice>
      )}
      <Found {...data} may={may} />
      {textFields.slice(1).map((field) =>
        texts[field].text ? (
          <Section title={t(`proposals.${field}`)} key={field}>
            <MarkedText text={texts[field].text} />
            {texts[field].redactions > 0 && may && (
              <Details summary={t('proposals.desk.as-written')}>
                <p class="prose written">{texts[field].written}</p>
              </Details>
            )}
          </Section>
        ) : null,
      )}
      <Photos photos={proposal.photos} may={may} />
      <Facts {...data} />
      <Actions>
        {data.previous !== null && (
          <ButtonLink kind="quiet" icon="back" href={href(`/desk/proposals/${data.previous}${query}`)}>
            {t('ui.previous')}
          </ButtonLink>
        )}
        {data.next !== null && (
          <span data-next>
            <ButtonLink kind="quiet" icon="next" href={href(`/desk/proposals/${data.next}${query}`)}>
              {t('ui.next')}
            </ButtonLink>
          </span>
        )}
      </Actions>
    </DeskLayout>
  );
}

/** What the rules found, each with the button that takes it out; the first answers to one key. */
function Found({ proposal, may }: ReleaseData & { readonly may: boolean }) {
  const { t } = usePage();
  const found = textFields.flatMap((field) =>
    findPersonalData(proposal.texts[field].text).map((finding) => ({ field, ...finding })),
  );
  const words = found.filter(
    (one, index) =>
      found.findIndex((other) => other.field === one.field && other.text === one.text) === index,
  );
  if (words.length === 0) return null;
  return (
    <Notice tone="warn" title={t('proposals.desk.personal', { count: words.length })}>
      <ul class="stack">
        {words.map(({ field, kind, text }, index) => {
          const why = t('proposals.desk.mask-reason', { kind: t(`proposals.kind.${kind}`) });
          return (
            <li key={`${field}-${text}`}>
              {t(`proposals.kind.${kind}`)}: <mark>{text}</mark> ({t(`proposals.${field}`)})
              {may && (
                <Form act="mask" id={`mask-${index}`} hidden={{ field, words: text, why }} inline>
                  <Button kind="quiet" small>
                    {t('proposals.desk.mask')}
                  </Button>
                </Form>
              )}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

function Decide({ proposal }: ReleaseData) {
  const { t } = usePage();
  const { release } = proposal;
  return (
    <div class="stack">
      <h2>{t('proposals.desk.decide')}</h2>
      <p>{t('proposals.desk.decide-hint')}</p>
      {release.decision !== 'released' && (
        <Form act="release" id="release" hidden={{ seen: release.nth }}>
          <Button icon="check">{t('proposals.desk.release')}</Button>
        </Form>
      )}
      {release.decision !== 'held' && (
        <Form act="hold" id="hold" hidden={{ seen: release.nth }}>
          <TextArea
            name="reason"
            label={t('proposals.desk.hold-reason')}
            hint={t('proposals.desk.hold-hint')}
            rows={3}
          />
          <Button kind="quiet" icon="lock">
            {t('proposals.desk.hold')}
          </Button>
        </Form>
      )}
      <MaskForm />
      <p data-desk-keys={t('proposals.desk.keys')} />
    </div>
  );
}

/** For what no rule finds: a name, an insult. */
function MaskForm() {
  const { t, form } = usePage();
  const fields = textFields.map((field: Field) => ({ value: field, label: t(`proposals.${field}`) }));
  return (
    <Details summary={t('proposals.desk.mask-other')} open={form.act === 'mask'}>
      <Form act="mask" id="mask">
        <SelectField
          name="field"
          label={t('proposals.desk.mask-where')}
          options={fields}
          value="idea"
          empty={false}
        />
        <TextField
          name="words"
          label={t('proposals.desk.mask-words')}
          hint={t('proposals.desk.mask-words-hint')}
        />
        <TextField name="why" label={t('proposals.desk.reason')} />
        <Button kind="quiet">{t('proposals.desk.mask')}</Button>
      </Form>
    </Details>
  );
}

function Photos({ photos, may }: { readonly photos: readonly StaffPhoto[]; readonly may: boolean }) {
  const { t, form } = usePage();
  if (photos.length === 0) return null;
  return (
    <Section title={t('proposals.photos')}>
      {photos.map((photo) =>
        photo.removedReason === null ? (
          <div class="stack" key={photo.id}>
            <ProposalPicture photo={photo} size="small" />
            {photo.description && <p>{photo.description}</p>}
            {may && (
              <Details summary={t('proposals.desk.remove-photo')} open={form.act === 'photo'}>
                <Form act="photo" id={`photo-${photo.id}`} hidden={{ photoId: photo.id }}>
                  <TextField name="why" label={t('proposals.desk.reason')} />
                  <Button kind="danger" small>
                    {t('proposals.desk.remove-photo')}
                  </Button>
                </Form>
              </Details>
            )}
          </div>
        ) : (
          <p key={photo.id}>{t('proposals.desk.photo-gone', { reason: photo.removedReason })}</p>
        ),
      )}
    </Section>
  );
}

function Facts({ proposal, labels, zones }: ReleaseData) {
  const { t, date } = usePage();
  const { latitude, longitude, zoneId } = proposal;
  const zone = zones.find(({ id }) => id === zoneId)?.name;
  return (
    <SummaryList
      items={[
        { term: t('proposals.district'), value: districtName(labels, proposal.districtId) },
        ...(zone ? [{ term: t('proposals.zone'), value: zone }] : []),
        ...(latitude === null || longitude === null
          ? []
          : [{ term: t('proposals.point'), value: `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` }]),
        { term: t('proposals.track'), value: trackName(labels, proposal.track) },
        { term: t('proposals.submitted'), value: date(proposal.submittedAt, 'moment') },
        { term: t('proposals.channel'), value: t(`proposals.channel.${proposal.channel}`) },
      ]}
    />
  );
}
