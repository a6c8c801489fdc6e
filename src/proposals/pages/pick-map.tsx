import { usePage } from '../../ui/page-context.ts';

interface Props {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/**
 * Two hidden fields that a map fills in. Without script they stay as they were, and the list above and the words for the
 * place say the same; the map's own frame appears only with script.
 */
export function PickMap({ latitude, longitude }: Props) {
  const { t, href, form } = usePage();
  const value = (name: string, kept: number | null) => {
    const typed = form.values[name];
    return form.act === 'write' && typeof typed === 'string' ? typed : (kept ?? '');
  };
  return (
    <div
      class="map-pick"
      data-map="pick"
      data-zones={href('/proposals/zones.json')}
      data-title={t('proposals.map.pick')}
      data-hint={t('proposals.map.pick-hint')}
      data-clear={t('proposals.map.clear')}
      data-chosen={t('proposals.map.chosen')}
    >
      <input type="hidden" name="latitude" value={value('latitude', latitude)} />
      <input type="hidden" name="longitude" value={value('longitude', longitude)} />
    </div>
  );
}
