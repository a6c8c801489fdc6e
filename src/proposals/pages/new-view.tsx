import { PhaseClosed } from '../../cycle/phase-closed.tsx';
import { Actions, Button, ButtonLink } from '../../ui/components/button.tsx';
import { Details } from '../../ui/components/details.tsx';
import { EmptyState } from '../../ui/components/empty-state.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { RadioGroup } from '../../ui/components/radio-group.tsx';
import type { Choice } from '../../ui/components/select-field.tsx';
import { SelectField } from '../../ui/components/select-field.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Draft } from '../draft.ts';
import { writeWhere } from '../place.ts';
import type { Closed, NewForm } from './new-page.tsx';
import { PickMap } from './pick-map.tsx';

export function NewView(data: NewForm | Closed) {
  return data.open ? <ProposalForm {...data} /> : <ClosedView {...data} />;
}

/** Why the form is not there, and what can be done instead. */
export function ClosedView({ reason, details, phases, draft }: Closed) {
  const { t, href } = usePage();
  return (
    <CitizenLayout title={t('proposals.new.title')} width="text">
      <PageHeading title={t('proposals.new.title')} />
      {reason === 'phase-closed' ? (
        <>
          <PhaseClosed kind="proposals" phases={phases} />
          {phases.some(({ kind, blackout }) => kind === 'proposals' && blackout) && (
            <KeptText draft={draft} />
          )}
        </>
      ) : (
        <EmptyState
          title={t(`proposals.refused.${reason}`, details)}
          action={
            <>
              {reason === 'not-a-resident' && (
                <ButtonLink href={href('/me/verify')}>{t('proposals.new.verify')}</ButtonLink>
              )}
              {reason === 'limit-reached' && (
                <ButtonLink href={href('/me/proposals')}>{t('proposals.mine.title')}</ButtonLink>
              )}
              <ButtonLink href={href('/proposals')} kind="quiet">
                {t('proposals.list.show-all')}
              </ButtonLink>
            </>
          }
        >
          {t('proposals.closed.meanwhile')}
        </EmptyState>
      )}
    </CitizenLayout>
  );
}

/** Her own words, the draft's or those that a form has just brought, so that she sees that nothing was lost. */
function KeptText({ draft }: { readonly draft: Draft | undefined }) {
  const { t, form } = usePage();
  const { title, problem, idea } = form.errors.length > 0 ? form.values : (draft?.answers ?? {});
  const texts = [title, problem, idea].flatMap((text) =>
    typeof text === 'string' && text.trim() !== '' ? [text] : [],
  );
  if (texts.length === 0) return null;
  return (
    <Details summary={t('proposals.new.your-words')} open>
      {texts.map((text) => (
        <p class="written" key={text}>
          {text}
        </p>
      ))}
    </Details>
  );
}

function ProposalForm(data: NewForm) {
  const { t } = usePage();
  const { cycle, draft } = data;
  const { titleLength, textLength } = cycle.blueprint.proposals;
  const typed = draft?.answers;
  return (
    <CitizenLayout
      title={t('proposals.new.title')}
      width="text"
      scripts={['proposal-map.js']}
      styles={['map.css']}
    >
      <PageHeading
        title={t('proposals.new.title')}
        kicker={t('proposals.new.step', { step: 1, steps: 3 })}
        lead={t('proposals.new.lead')}
      />
      {typed && <Notice tone="info">{t('proposals.new.draft')}</Notice>}
      <Hints {...data} />
      <Form act="write">
        <TextArea
          name="problem"
          label={t('proposals.form.problem')}
          hint={t('proposals.form.problem-hint')}
          value={typed?.problem}
          maxLength={textLength}
        />
        <TextArea
          name="idea"
          label={t('proposals.form.idea')}
          hint={t('proposals.form.idea-hint')}
          value={typed?.idea}
          maxLength={textLength}
          rows={6}
        />
        <TextField
          name="title"
          label={t('proposals.form.title')}
          hint={t('proposals.form.title-hint', { maximum: titleLength })}
          value={typed?.title}
          size="long"
        />
        <SelectField
          name="category"
          label={t('proposals.category')}
          options={data.labels.categories.map(({ code, name }) => ({ value: code, label: name }))}
          value={typed?.category}
        />
        <TrackField {...data} />
        <PlaceFields {...data} />
        <p class="field-hint">{t('proposals.form.public')}</p>
        <Actions>
          <Button>{t('proposals.new.next')}</Button>
        </Actions>
      </Form>
      {typed && (
        <Form act="discard" id="discard" inline>
          <Button kind="quiet">{t('proposals.new.discard')}</Button>
        </Form>
      )}
    </CitizenLayout>
  );
}

/** What the rules say before anybody writes: costs and ages. */
function Hints({ cycle }: NewForm) {
  const { t, money } = usePage();
  const { minimumAge, minimumCost, maximumCost } = cycle.blueprint.proposals;
  const highest = Object.values(maximumCost).filter((cost) => cost !== null && cost > 0);
  const hints = [
    minimumAge ? t('proposals.form.age', { age: minimumAge }) : '',
    minimumCost ? t('proposals.form.minimum-cost', { cost: money(minimumCost) }) : '',
    highest.length === 1 ? t('proposals.form.maximum-cost', { cost: money(highest[0] as number) }) : '',
  ].filter(Boolean);
  return hints.length > 0 ? (
    <ul class="prose">
      {hints.map((hint) => (
        <li>{hint}</li>
      ))}
    </ul>
  ) : null;
}

function TrackField({ cycle, labels, tracks, draft }: NewForm) {
  const { t, money } = usePage();
  if (labels.tracks.length < 2) return null;
  const options = labels.tracks.map(({ code, name, description }): Choice => {
    const highest = cycle.blueprint.proposals.maximumCost[code];
    const hint = [description, highest ? t('proposals.form.maximum-cost', { cost: money(highest) }) : ''];
    const left = tracks.includes(code);
    return {
      value: code,
      label: name,
      hint: left ? hint.filter(Boolean).join(' ') : t('proposals.form.track-used'),
      disabled: !left,
    };
  });
  return (
    <RadioGroup name="track" label={t('proposals.track')} options={options} value={draft?.answers.track} />
  );
}

function PlaceFields(data: NewForm) {
  const { t } = usePage();
  const typed = data.draft?.answers;
  return (
    <>
      <SelectField
        name="where"
        label={t('proposals.form.where')}
        hint={t('proposals.form.where-hint')}
        options={placeChoices(data, t('proposals.form.whole-district'))}
        value={typed?.where}
      />
      <TextField
        name="place"
        label={t('proposals.form.place')}
        hint={t('proposals.form.place-hint')}
        value={typed?.place}
        size="long"
        optional
      />
      <PickMap latitude={typed?.latitude ?? null} longitude={typed?.longitude ?? null} />
    </>
  );
}

/** Zones under their district; a district that is one zone is one choice. */
function placeChoices({ labels: { districts }, zones }: NewForm, whole: string): Choice[] {
  const lowest = districts.filter((district) => district.lowest);
  return lowest.flatMap((district): Choice[] => {
    const inside = zones.filter(({ id }) => district.zoneIds.includes(id));
    const [only] = inside;
    if (inside.length === 1 && only)
      return [{ value: writeWhere({ zoneId: only.id }), label: district.name }];
    const group = lowest.length > 1 ? district.name : undefined;
    return [
      { value: writeWhere({ districtId: district.id }), label: whole, group },
      ...inside.map(({ id, name }): Choice => ({ value: writeWhere({ zoneId: id }), label: name, group })),
    ];
  });
}
