import sharp, { type Sharp } from 'sharp';
import { ok, type Result, refuse } from '../result.ts';

/** Largest photo taken, in bytes as uploaded and in pixels as decoded: a small file can unpack into a huge picture. */
export const photoLimits = { bytes: 8 * 1024 * 1024, pixels: 40_000_000 } as const;

/** What a form's file field accepts. The bytes decide, not the name. */
export const photoTypes = 'image/jpeg,image/png,image/webp';

export type PhotoProblem = 'too-large' | 'too-many-pixels' | 'heic' | 'not-a-photo' | 'damaged';

export interface ReadPhoto {
  readonly large: Picture;
  readonly small: Picture;
}

export interface Picture {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

// One picture after the other: two cores have citizens to serve meanwhile.
sharp.concurrency(1);
sharp.cache(false);

const formats = new Set(['jpeg', 'png', 'webp']);
const edges = { large: 1600, small: 480 } as const;

/**
 * Reads a photo from anybody: upright, without EXIF (a phone writes the place into it), at most 1600 pixels wide or
 * high, and a small copy of 480. The picture is decoded and written anew, so nothing of the original's bytes survives.
 */
export async function readPhoto(bytes: Buffer): Promise<Result<ReadPhoto, PhotoProblem>> {
  if (bytes.length > photoLimits.bytes) return refuse('too-large', { megabytes: 8 });
  if (isHeic(bytes)) return refuse('heic');
  const options = { limitInputPixels: photoLimits.pixels, failOn: 'error', autoOrient: true } as const;
  let picture: Sharp;
  try {
    // The limit is asked for apart from the header: decoding is where a bomb goes off.
    const header = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (!formats.has(header.format ?? '')) return refuse('not-a-photo');
    if (header.width * header.height > photoLimits.pixels)
      return refuse('too-many-pixels', { megapixels: 40 });
    picture = sharp(bytes, options);
  } catch {
    return refuse('not-a-photo');
  }
  try {
    const large = await shrink(picture, edges.large);
    return ok({ large, small: await shrink(sharp(large.bytes), edges.small) });
  } catch {
    return refuse('damaged');
  }
}

async function shrink(picture: Sharp, edge: number): Promise<Picture> {
  const { data, info } = await picture
    .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .webp({ quality: 78, effort: 3 })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}

/** Apple's own format: its decoder is patented and not in our libraries, so people are told how to send a JPG. */
function isHeic(bytes: Buffer): boolean {
  if (bytes.length < 12 || bytes.toString('latin1', 4, 8) !== 'ftyp') return false;
  return ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1'].includes(bytes.toString('latin1', 8, 12));
}
