import { Breadcrumbs } from '../../ui/components/breadcrumbs.tsx';
import { Card, CardList } from '../../ui/components/card.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { DeskLayout } from '../../ui/layouts/desk-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { Blueprint } from '../blueprint.ts';

export interface Offered {
  readonly blueprint: Blueprint;
  readonly unknown: readonly string[];
}

/** The first step: whose rules to begin with. */
export function ChooseBlueprint({ offered }: { readonly offered: readonly Offered[] }) {
  const { t, href, locale } = usePage();
  const language: keyof Blueprint['title'] = locale.startsWith('es') ? 'es' : 'en';
  return (
    <DeskLayout title={t('cycle.start.title')}>
      <Breadcrumbs trail={[{ label: t('cycle.desk.title'), href: href('/desk/cycle') }]} />
      <PageHeading title={t('cycle.start.title')} lead={t('cycle.start.choose')} />
      <CardList>
        {offered.map(({ blueprint, unknown }) => (
          <Card
            title={blueprint.title[language]}
            href={href(`/desk/cycle/start?blueprint=${blueprint.name}`)}
            level={2}
            foot={t('cycle.start.unknown', { count: unknown.length })}
            key={blueprint.name}
          >
            <p>{blueprint.notes[language]}</p>
          </Card>
        ))}
      </CardList>
    </DeskLayout>
  );
}
