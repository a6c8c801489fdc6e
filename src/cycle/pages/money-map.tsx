import { usePage } from '../../ui/page-context.ts';
import type { DistrictMap } from '../district-map.ts';

interface Props {
  readonly map: DistrictMap;
  /** District ids in the order of the list beside it, with their money in minor units. */
  readonly money: readonly { readonly id: number; readonly amount: number }[];
}

/** Where the money goes: the more, the darker. The numbers are those of the list, which says all of it in words. */
export function MoneyMap({ map, money }: Props) {
  const { t } = usePage();
  const most = Math.max(1, ...money.map(({ amount }) => amount));
  const place = new Map(money.map(({ id, amount }, index) => [id, { number: index + 1, amount }]));
  return (
    <svg
      class="money-map"
      viewBox={`-6 -6 ${map.width + 12} ${map.height + 12}`}
      role="img"
      aria-label={t('cycle.money.map')}
    >
      {map.shapes.map(({ districtId, ground }) => (
        <path
          key={districtId}
          class="money-map-ground"
          d={ground}
          fill-rule="evenodd"
          fill-opacity={0.15 + 0.45 * ((place.get(districtId)?.amount ?? 0) / most)}
        />
      ))}
      {map.shapes.map(({ districtId, border }) => (
        <path key={districtId} class="money-map-border" d={border} />
      ))}
      {map.shapes.map(({ districtId, at: [x, y] }) => (
        <g key={districtId}>
          <circle class="money-map-spot" cx={x} cy={y} r="20" />
          <text class="money-map-number" x={x} y={y + 8} text-anchor="middle" font-size="24">
            {place.get(districtId)?.number}
          </text>
        </g>
      ))}
    </svg>
  );
}
