import { Details } from '../../ui/components/details.tsx';
import { Section } from '../../ui/components/page-heading.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { District } from '../cycle.ts';
import type { CycleData } from './cycle-page.tsx';

/** Which zones make which district, so that everybody finds where she belongs. */
export function CycleDistricts({ districts, zoneNames }: CycleData) {
  const { t } = usePage();
  return (
    <Section title={t('cycle.districts.title')} id="districts">
      <p>{t('cycle.districts.lead')}</p>
      <Branch parentId={null} districts={districts} zoneNames={zoneNames} />
    </Section>
  );
}

type BranchProps = Pick<CycleData, 'districts' | 'zoneNames'> & { readonly parentId: number | null };

function Branch({ parentId, districts, zoneNames }: BranchProps) {
  const { t } = usePage();
  const here = districts.filter((district) => district.parentId === parentId);
  return (
    <>
      {here.map((district) => (
        <Details
          summary={t('cycle.districts.summary', { name: district.name, count: district.zoneIds.length })}
          open={districts.length <= 4}
          key={district.id}
        >
          {district.lowest ? (
            <p>{zoneList(district, zoneNames)}</p>
          ) : (
            <Branch parentId={district.id} districts={districts} zoneNames={zoneNames} />
          )}
        </Details>
      ))}
    </>
  );
}

function zoneList({ zoneIds }: District, names: ReadonlyMap<number, string>): string {
  return zoneIds
    .map((id) => names.get(id) ?? '')
    .sort((a, b) => a.localeCompare(b, 'es'))
    .join(', ');
}
