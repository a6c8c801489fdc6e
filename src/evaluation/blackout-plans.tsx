import { blackoutPreview } from '../cycle/blackout-preview.ts';
import { type Fill, fill } from '../platform/http/slot.ts';
import { usePage } from '../ui/page-context.ts';

/** Reveals of decisions that are planned within a blackout: they wait for its end. */
export const revealsInBlackout: Fill = fill(blackoutPreview, async ({ tx, city }, { begins, ends }) => {
  const planned = await tx
    .selectFrom('reveal')
    .select('at')
    .where('city_id', '=', city.id)
    .where('done_at', 'is', null)
    .where('at', '>=', begins)
    .where('at', '<', ends)
    .orderBy('at')
    .execute();
  return planned.length === 0 ? null : <Planned moments={planned.map(({ at }) => at)} />;
});

function Planned({ moments }: { readonly moments: readonly Date[] }) {
  const { t, date } = usePage();
  return (
    <p>{t('evaluation.blackout-reveals', { days: moments.map((at) => date(at, 'moment')).join(', ') })}</p>
  );
}
