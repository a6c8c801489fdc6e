import { AmountField } from '../../ui/components/amount-field.tsx';
import { CheckboxGroup } from '../../ui/components/checkbox-group.tsx';
import { Details } from '../../ui/components/details.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { usePage } from '../../ui/page-context.ts';
import { lowestDistricts } from '../cycle-section.ts';
import { useFormulaParts } from '../pages/money-formula.tsx';
import type { StartData } from './start-page.tsx';

/** A district each: its name, its zones by tick, its money. */
export function DistrictFields(data: StartData) {
  const { t } = usePage();
  const { blueprint, districtCount } = data;
  const given = lowestDistricts(blueprint.cycle.districts ?? []);
  const parts = useFormulaParts();
  const {
    tracks,
    money: { formula },
  } = blueprint.cycle;
  return (
    <Section title={t('cycle.districts.title')}>
      <p>{t('cycle.start.districts-lead')}</p>
      {formula && (
        <p>
          {t('cycle.start.by-formula', {
            track: tracks.find(({ code }) => code === formula.track)?.name ?? formula.track,
            parts: parts(formula),
          })}
        </p>
      )}
      {Array.from({ length: districtCount }, (_, index) => (
        <OneDistrict {...data} index={index} district={given[index]} key={given[index]?.code ?? index} />
      ))}
    </Section>
  );
}

type OneProps = StartData & {
  readonly index: number;
  readonly district: ReturnType<typeof lowestDistricts>[number] | undefined;
};

function OneDistrict({ blueprint, zones, index, district }: OneProps) {
  const { t, form } = usePage();
  const { tracks, money } = blueprint.cycle;
  const number = index + 1;
  const upper = blueprint.cycle.levels.slice(0, -1).map(({ name }) => name);
  const held = district?.zones === 'all' ? zones.map(({ code }) => code) : (district?.zones ?? []);
  return (
    <fieldset class="field stack">
      <legend class="field-label">{district?.name ?? t('cycle.start.district', { number })}</legend>
      <TextField
        name={`districts.${index}.name`}
        label={t('cycle.start.district-name')}
        value={district?.name ?? t('cycle.start.district', { number })}
        size="medium"
      />
      {!district && upper.length > 0 && (
        <TextField
          name={`districts.${index}.above`}
          label={t('cycle.start.above', { levels: upper.join(' / ') })}
          {...(upper.length > 1 && { hint: t('cycle.start.above-hint') })}
          size="medium"
        />
      )}
      {tracks.map((track, column) =>
        track.code === money.formula?.track ? null : (
          <AmountField
            name={`money.${index}.${column}`}
            label={t('cycle.start.money-for', { track: track.name })}
            value={
              money.shares.find(
                (share) =>
                  share.track === track.code &&
                  (share.district === 'each' || share.district === district?.code),
              )?.amount ?? undefined
            }
            optional
            key={track.code}
          />
        ),
      )}
      {money.formula?.indicators.map(({ code, name }, column) => (
        <TextField
          name={`indicators.${index}.${column}`}
          label={t('cycle.start.indicator', { name })}
          value={district?.indicators?.[code]?.toString()}
          size="short"
          key={code}
        />
      ))}
      <Details summary={t('cycle.start.zones')} open={form.errors.length > 0 || zones.length <= 12}>
        <CheckboxGroup
          name={`districts.${index}.zones`}
          label={t('cycle.start.zones-label')}
          options={zones.map(({ code, name }) => ({ value: code, label: name }))}
          values={held}
          optional
          inline
        />
      </Details>
    </fieldset>
  );
}
