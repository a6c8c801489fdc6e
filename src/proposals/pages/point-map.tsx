import { usePage } from '../../ui/page-context.ts';

interface Props {
  readonly latitude: number;
  readonly longitude: number;
  readonly label: string;
}

/** A point on the city's own map; the place's words stand beside it, so nothing is lost where the map cannot be shown. */
export function PointMap({ latitude, longitude, label }: Props) {
  const { t, href } = usePage();
  return (
    <section
      class="map"
      data-map="point"
      data-zones={href('/proposals/zones.json')}
      data-latitude={latitude}
      data-longitude={longitude}
      data-label={label}
      aria-label={t('proposals.map.point', { title: label })}
    />
  );
}
