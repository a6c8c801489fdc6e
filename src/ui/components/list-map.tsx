import type { ComponentChildren } from 'preact';
import { usePage } from '../page-context.ts';

interface Props {
  readonly map: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A map beside a list that says the same: who cannot use a map loses nothing. The list comes first. */
export function ListMap({ map, children }: Props) {
  const { t } = usePage();
  return (
    <div class="list-map">
      <div class="list-map-list">{children}</div>
      <section class="list-map-map" aria-label={t('ui.map')}>
        {map}
      </section>
    </div>
  );
}
