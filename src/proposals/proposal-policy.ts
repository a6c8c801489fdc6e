import type { FileRule } from '../platform/files/file-rule.ts';
import { hasRole, type Policy, staff, type Viewer } from '../platform/http/viewer.ts';

/** Who may decide what the public sees of proposals. */
export const releasers: Policy = staff('coordinator', 'administrator');

/** Who may look at what is not released yet. */
export const readers: Policy = staff('coordinator', 'administrator', 'observer', 'evaluator', 'signer');

/** May this person see a proposal that is not public? Its author may, and staff who read. */
export function maySeeUnreleased(viewer: Viewer, authorId: number | null): boolean {
  return readers(viewer) === 'allowed' || (viewer.personId !== null && viewer.personId === authorId);
}

/** Release, hold, redact, take photos out. */
export function mayRelease(viewer: Viewer): boolean {
  return hasRole(viewer, 'coordinator', 'administrator') && releasers(viewer) === 'allowed';
}

/**
 * A proposal's photo: everybody's while the proposal is published and the photo was left in it; before, its author's and
 * staff's. A photo that was taken out is seen by those who release, who must be able to say why. A draft's is its writer's.
 */
export const photoRule: FileRule = {
  name: 'proposal photos',
  access: async (tx, { cityId, fileId, viewer }) => {
    const photos = await tx
      .selectFrom('proposal_photo as photo')
      .innerJoin('proposal', (join) =>
        join.onRef('proposal.city_id', '=', 'photo.city_id').onRef('proposal.id', '=', 'photo.proposal_id'),
      )
      .leftJoin('published_proposal as shown', (join) =>
        join
          .onRef('shown.city_id', '=', 'photo.city_id')
          .onRef('shown.proposal_id', '=', 'photo.proposal_id'),
      )
      .select(['photo.removed_at', 'proposal.author_id', 'shown.folio'])
      .where('photo.city_id', '=', cityId)
      .where('photo.file_id', '=', fileId)
      .execute();
    if (photos.some((photo) => photo.folio !== null && photo.removed_at === null)) return 'everyone';
    const may = photos.some((photo) =>
      photo.removed_at === null ? maySeeUnreleased(viewer, photo.author_id) : mayRelease(viewer),
    );
    if (may || (viewer.personId !== null && (await inDraftOf(viewer.personId)))) return 'viewer';
    return 'nobody';

    async function inDraftOf(personId: number): Promise<boolean> {
      const drafts = await tx
        .selectFrom('proposal_draft')
        .select('photos')
        .where('city_id', '=', cityId)
        .where('person_id', '=', personId)
        .execute();
      return drafts.some((draft) =>
        (draft.photos as { fileId: number }[]).some((photo) => photo.fileId === fileId),
      );
    }
  },
};
