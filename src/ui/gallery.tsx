import { page } from '../platform/http/page.ts';
import { anyone } from '../platform/http/viewer.ts';
import { Breadcrumbs } from './components/breadcrumbs.tsx';
import { PageHeading } from './components/page-heading.tsx';
import { GalleryContent } from './gallery/content.tsx';
import { GalleryFigures } from './gallery/figures.tsx';
import { GalleryForms } from './gallery/forms.tsx';
import { GalleryLists } from './gallery/lists.tsx';
import { CitizenLayout } from './layouts/citizen-layout.tsx';

/**
 * Every component in all its states, for who works on the look: only a demonstration has this page, so its
 * sample sentences are written here and not among the city's texts.
 */
export const galleryPage = page({
  path: '/gallery',
  who: anyone,
  exists: ({ demo }) => demo,
  load: async () => ({}),
  view: () => (
    <CitizenLayout title="Muestrario">
      <Breadcrumbs trail={[{ label: 'Inicio', href: '/' }]} />
      <PageHeading
        kicker="Sistema de diseño"
        title="Muestrario de componentes"
        lead="Todo lo que una página puede mostrar, en todos sus estados: vacío, lleno, con error, inactivo."
      />
      <GalleryContent />
      <GalleryFigures />
      <GalleryLists />
      <GalleryForms />
    </CitizenLayout>
  ),
});
