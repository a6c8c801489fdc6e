import { mayRunCity } from '../../city/city-policy.ts';
import { AmountField } from '../../ui/components/amount-field.tsx';
import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Button } from '../../ui/components/button.tsx';
import { Checkbox } from '../../ui/components/checkbox.tsx';
import { DateField } from '../../ui/components/date-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { Notice } from '../../ui/components/notice.tsx';
import { PageHeading, Section } from '../../ui/components/page-heading.tsx';
import { SearchForm } from '../../ui/components/search-form.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Blueprint } from '../blueprint.ts';
import { laterValues, takeGeneric } from './start-answers.ts';
import { DistrictFields } from './start-districts.tsx';
import type { StartData } from './start-page.tsx';
import { useValueWords } from './value-words.ts';

/** The second step: everything that only the city can say. */
export function StartForm(data: StartData) {
  const { t, href, locale, form, viewer } = usePage();
  const { blueprint, unknown, unsupported } = data;
  const title = blueprint.title[locale.startsWith('es') ? 'es' : 'en'];
  const later = laterValues(unknown);
  const left = form.errors.some(({ field }) => field === 'acceptLeft');
  const silent = form.errors.some(({ field }) => field === 'acceptBlackout');
  return (
    <DeskLayout title={t('cycle.start.title')}>
      <Breadcrumbs
        trail={[
          { label: t('cycle.desk.title'), href: href('/desk/cycle') },
          { label: t('cycle.start.title'), href: href('/desk/cycle/start') },
        ]}
      />
      <PageHeading title={t('cycle.start.from', { title })} lead={t('cycle.start.lead')} />
      {unsupported.length > 0 && <NotYet unsupported={unsupported} />}
      {blueprint.cycle.phases.some(({ opens }) => opens !== null) && <WhenItStarts />}
      {!blueprint.cycle.districts && <HowManyDistricts count={data.districtCount} />}
      <Form act="start">
        <Section title={t('cycle.start.name-title')}>
          <TextField name="name" label={t('cycle.start.name')} hint={t('cycle.start.name-hint')} />
          <TextField
            name="slug"
            label={t('cycle.start.slug')}
            hint={t('cycle.start.slug-hint')}
            size="short"
            code
          />
          <TextField
            name="prefix"
            label={t('cycle.start.prefix')}
            hint={t('cycle.start.prefix-hint')}
            size="short"
            value={blueprint.cycle.prefix ?? undefined}
          />
        </Section>
        <PhaseFields {...data} />
        <DistrictFields {...data} />
        <MoneyFields {...data} />
        {later.length > 0 && (
          <Section title={t('cycle.start.values-title')}>
            <p>{t('cycle.start.values-lead')}</p>
            {later.map((path, index) => (
              <ValueField path={path} index={index} key={path} />
            ))}
          </Section>
        )}
        {blueprint.city && mayRunCity(viewer) === 'allowed' && <TakeCity part={blueprint.city} />}
        {left && <Checkbox name="acceptLeft" label={t('cycle.start.accept-left')} optional />}
        {silent && <Checkbox name="acceptBlackout" label={t('cycle.start.accept-blackout')} optional />}
        <Button>{t('cycle.start.start')}</Button>
      </Form>
    </DeskLayout>
  );
}

/** What the program cannot do yet: named, and where it is an item of a list, a way to go on without it. */
function NotYet({ unsupported }: Pick<StartData, 'unsupported'>) {
  const { t, url } = usePage();
  const without = new URL(url);
  without.searchParams.set('without', '1');
  const removable = unsupported.some(({ path }) => path.endsWith(']'));
  return (
    <Notice tone="warn" title={t('cycle.start.unsupported-title')}>
      <p>{t('cycle.start.unsupported-lead')}</p>
      <ul>
        {unsupported.map(({ path, key, args }) => (
          <li key={path}>{t('cycle.finding.at', { path, sentence: t(key, args) })}</li>
        ))}
      </ul>
      {removable && <a href={`${without.pathname}${without.search}`}>{t('cycle.start.without')}</a>}
    </Notice>
  );
}

function WhenItStarts() {
  const { t } = usePage();
  return (
    <SearchForm keep={['blueprint', 'districts', 'without']} submitLabel={t('cycle.start.shift-do')}>
      <DateField name="start" label={t('cycle.start.shift')} hint={t('cycle.start.shift-hint')} optional />
    </SearchForm>
  );
}

function TakeCity({ part }: { readonly part: NonNullable<Blueprint['city']> }) {
  const { t } = usePage();
  const words = Object.values(part.words).reduce((sum, texts) => sum + Object.keys(texts).length, 0);
  const label = t('cycle.start.take-city', { departments: part.departments.length, words });
  return <Checkbox name="takeCity" label={label} checked optional />;
}

function HowManyDistricts({ count }: { readonly count: number }) {
  const { t } = usePage();
  return (
    <SearchForm keep={['blueprint', 'start', 'without']} submitLabel={t('cycle.start.show')}>
      <TextField
        name="districts"
        label={t('cycle.start.district-count')}
        type="number"
        size="short"
        value={String(count)}
        optional
      />
    </SearchForm>
  );
}

function PhaseFields({ blueprint, blackouts }: StartData) {
  const { t, date } = usePage();
  return (
    <Section title={t('cycle.start.phases')}>
      <p>{t('cycle.desk.closes-hint')}</p>
      {blackouts.map((one) => (
        <Notice title={t('cycle.start.blackout', { from: date(one.from), to: date(one.to) })} key={one.id}>
          {one.law}
        </Notice>
      ))}
      {blueprint.cycle.phases.map(({ kind, opens, closes }, index) => (
        <fieldset class="field stack" key={kind}>
          <legend class="field-label">{t(`cycle.phase.${kind}`)}</legend>
          <TextField
            name={`phases.${index}.opens`}
            label={t('cycle.desk.opens')}
            type="datetime-local"
            size="medium"
            value={opens ?? undefined}
          />
          <TextField
            name={`phases.${index}.closes`}
            label={t('cycle.desk.closes')}
            type="datetime-local"
            size="medium"
            value={closes ?? undefined}
          />
        </fieldset>
      ))}
    </Section>
  );
}

function MoneyFields({ blueprint }: StartData) {
  const { t } = usePage();
  const { money } = blueprint.cycle;
  return (
    <Section title={t('cycle.money.title')}>
      <AmountField
        name="total"
        label={t('cycle.start.total')}
        hint={t('cycle.start.total-hint')}
        value={money.total ?? undefined}
      />
      {[...money.reserved, { name: '', amount: null }].map(({ name, amount }, index) => (
        <fieldset class="field stack" key={name}>
          <legend class="field-label">{t('cycle.start.reserved', { number: index + 1 })}</legend>
          <TextField
            name={`reserved.${index}.name`}
            label={t('cycle.start.reserved-name')}
            value={name}
            optional
          />
          <AmountField
            name={`reserved.${index}.amount`}
            label={t('cycle.money.amount')}
            value={amount ?? undefined}
            optional
          />
        </fieldset>
      ))}
    </Section>
  );
}

function ValueField({ path, index }: { readonly path: string; readonly index: number }) {
  const { t } = usePage();
  const { label, hint, generic, structured } = useValueWords(path);
  if (structured) {
    const text = `${label}: ${t('cycle.unknown.take-generic', { value: generic ?? '' })}`;
    return <Checkbox name={`values.${index}`} value={takeGeneric} label={text} optional />;
  }
  const usual = generic === undefined ? '' : ` ${t('cycle.start.usual', { value: generic })}`;
  return <TextField name={`values.${index}`} label={label} hint={`${hint}${usual}`} size="medium" optional />;
}
