import { z } from 'zod';
import { keepPhoto } from '../../platform/files/keep-photo.ts';
import { photoLimits, photoTypes } from '../../platform/files/photo.ts';
import type { UploadedFile } from '../../platform/http/form.ts';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { signedIn } from '../../platform/http/viewer.ts';
import { Actions, Button, ButtonLink } from '../../ui/components/button.tsx';
import { FileField } from '../../ui/components/file-field.tsx';
import { Form } from '../../ui/components/form.tsx';
import { PageHeading } from '../../ui/components/page-heading.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { CitizenLayout } from '../../ui/layouts/citizen-layout.tsx';
import { usePage } from '../../ui/page-context.ts';
import { cleanLine } from '../clean-text.ts';
import { addDraftPhoto, type Draft, removeDraftPhoto } from '../draft.ts';
import type { ProposalPhoto } from '../proposal.ts';
import { type Closed, mayPropose, type Open } from './new-page.tsx';
import { ClosedView } from './new-view.tsx';
import { ProposalPicture } from './proposal-picture.tsx';

type None = Record<string, never>;

export interface Begun extends Open {
  readonly draft: Draft;
}

/** The later steps need what the first one keeps. */
export async function begun(request: PageRequest): Promise<Begun | Closed | ReturnType<typeof redirect>> {
  const asked = await mayPropose(request);
  if (!asked.open) return asked;
  return asked.draft ? { ...asked, draft: asked.draft } : redirect('/proposals/new');
}

export function isBegun(asked: Awaited<ReturnType<typeof begun>>): asked is Begun {
  return 'open' in asked && asked.open;
}

const newPhoto = z.object({
  photo: z.custom<UploadedFile>((file) => typeof file === 'object' && file !== null && 'bytes' in file, {
    message: 'proposals.photos.missing',
  }),
  description: z.string().max(200).transform(cleanLine).default(''),
});

export const photosPage = page<None, None, Begun | Closed>({
  path: '/proposals/new/photos',
  who: signedIn,
  load: (request) => begun(request as PageRequest),
  largestFile: photoLimits.bytes,
  limit: { max: 30, seconds: 60 },
  acts: {
    add: act<None, None, z.infer<typeof newPhoto>>({
      input: newPhoto,
      run: async (request, { photo, description }) => {
        const asked = await begun(request as PageRequest);
        if (!isBegun(asked)) return redirect('/proposals/new');
        const { photos: maximum } = asked.cycle.blueprint.proposals;
        if (asked.draft.photos.length >= maximum)
          return refused('proposals.refused.too-many-photos', { maximum });
        const kept = await keepPhoto(request.tx, { cityId: request.city.id, bytes: photo.bytes });
        if (!kept.ok) return refused(`proposals.photos.${kept.reason}`, kept.details, 'photo');
        const added = await addDraftPhoto(request.tx, asked.key, { ...kept.value, description }, maximum);
        if (!added) return refused('proposals.refused.too-many-photos', { maximum });
        return redirect('/proposals/new/photos', 'proposals.photos.added');
      },
    }),
    remove: act<None, None, { fileId: number }>({
      input: z.object({ fileId: z.coerce.number().int() }),
      run: async (request, { fileId }) => {
        const asked = await begun(request as PageRequest);
        if (isBegun(asked)) await removeDraftPhoto(request.tx, asked.key, fileId);
        return redirect('/proposals/new/photos', 'proposals.photos.removed');
      },
    }),
  },
  view: (data) => (data.open ? <PhotosView {...data} /> : <ClosedView {...data} />),
});

function PhotosView({ draft, cycle }: Begun) {
  const { t, href } = usePage();
  const maximum = cycle.blueprint.proposals.photos;
  const { photos } = draft;
  return (
    <CitizenLayout title={t('proposals.photos.title')} width="text">
      <PageHeading
        title={t('proposals.photos.title')}
        kicker={t('proposals.new.step', { step: 2, steps: 3 })}
        lead={t('proposals.photos.lead', { maximum })}
      />
      {photos.map((photo) => (
        <KeptPhoto photo={photo} key={photo.fileId} />
      ))}
      {photos.length < maximum && (
        <Form act="add" files>
          <FileField
            name="photo"
            label={t('proposals.photos.choose')}
            hint={t('proposals.photos.privacy')}
            accept={photoTypes}
            kinds="JPG, PNG o WebP"
            maxBytes={8_000_000}
            optional
          />
          <TextField
            name="description"
            label={t('proposals.photos.description')}
            hint={t('proposals.photos.description-hint')}
            size="long"
            optional
          />
          <Button kind="quiet">{t('proposals.photos.add')}</Button>
        </Form>
      )}
      <Actions>
        <ButtonLink href={href('/proposals/new/check')}>
          {t(photos.length > 0 ? 'proposals.photos.next' : 'proposals.photos.skip')}
        </ButtonLink>
        <ButtonLink href={href('/proposals/new')} kind="quiet" icon="back">
          {t('proposals.photos.back')}
        </ButtonLink>
      </Actions>
    </CitizenLayout>
  );
}

function KeptPhoto({ photo }: { readonly photo: ProposalPhoto }) {
  const { t } = usePage();
  return (
    <div class="stack">
      <ProposalPicture photo={photo} size="small" />
      {photo.description && <p>{photo.description}</p>}
      <Form act="remove" id={`photo-${photo.fileId}`} hidden={{ fileId: photo.fileId }} inline>
        <Button kind="quiet" small>
          {t('proposals.photos.remove')}
        </Button>
      </Form>
    </div>
  );
}
