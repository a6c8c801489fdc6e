import { fileAddress } from '../../platform/files/file-address.ts';
import { Photo } from '../../ui/components/photo.tsx';
import { usePage } from '../../ui/page-context.ts';
import type { ProposalPhoto } from '../proposal.ts';

interface Props {
  readonly photo: ProposalPhoto;
  readonly size: 'large' | 'small';
  readonly eager?: boolean;
  /** True where the title beside it says enough. */
  readonly silent?: boolean;
}

/** A stored photo; the small size is at most 480 pixels wide or high. */
export function ProposalPicture({ photo, size, eager, silent }: Props) {
  const { href } = usePage();
  const factor = size === 'small' ? Math.min(1, 480 / Math.max(photo.width, photo.height)) : 1;
  return (
    <Photo
      src={href(fileAddress(photo.fileId, size))}
      alt={silent ? '' : photo.description}
      width={Math.round(photo.width * factor)}
      height={Math.round(photo.height * factor)}
      eager={eager ?? false}
      caption={!silent && size === 'large' && photo.description ? photo.description : undefined}
    />
  );
}
