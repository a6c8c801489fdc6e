import sharp, { type Sharp } from 'sharp';
import { ok, type Result, refuse } from '../result.ts';
import type { Picture } from './photo.ts';

export const crestLimits = { bytes: 2_000_000, pixels: 40_000_000, least: 48 } as const;

export type CrestProblem = 'too-large' | 'not-a-picture' | 'too-small' | 'active';

/** What an SVG may carry beside a drawing. It would be drawn without; refusing tells whoever made it that it is there. */
const active: readonly [name: string, pattern: RegExp][] = [
  ['<script>', /<\s*(?:[\w-]+:)?script\b/i],
  ['<foreignObject>', /<\s*(?:[\w-]+:)?foreignObject\b/i],
  ['on…=', /[\s"'/]on[a-z]+\s*=/i],
  ['javascript:', /javascript\s*:/i],
  ['<!ENTITY>', /<!ENTITY/i],
  ['href', /\b(?:href|src)\s*=\s*["']?\s*(?!["'#\s]|data:image\/(?:png|jpe?g))/i],
  ['url(…)', /url\(\s*["']?\s*(?!["'#\s]|data:image\/(?:png|jpe?g))/i],
  ['@import', /@import/i],
];

/**
 * Reads a coat of arms: PNG, JPEG, WebP or SVG. It is drawn anew as PNG in two sizes (512 and 128 pixels at most), so that
 * nothing of the file that came ever reaches a browser.
 */
export async function readCrest(
  bytes: Buffer,
): Promise<Result<{ readonly large: Picture; readonly small: Picture }, CrestProblem>> {
  if (bytes.length > crestLimits.bytes) return refuse('too-large', { megabytes: 2 });
  // A packed SVG would hide from the search below.
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return refuse('not-a-picture');
  try {
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (!['png', 'jpeg', 'webp', 'svg'].includes(format ?? '')) return refuse('not-a-picture');
    if (format === 'svg') {
      const what = activeContent(bytes);
      if (what) return refuse('active', { what });
    } else if (Math.min(width, height) < crestLimits.least) {
      return refuse('too-small', { pixels: crestLimits.least });
    }
    if (width * height > crestLimits.pixels) return refuse('too-large', { megabytes: 2 });
    const density = format === 'svg' ? densityFor(Math.max(width, height)) : undefined;
    const options = {
      limitInputPixels: crestLimits.pixels,
      failOn: 'error',
      ...(density && { density }),
    } as const;
    const large = await drawn(sharp(bytes, options), 512);
    return ok({ large, small: await drawn(sharp(large.bytes), 128) });
  } catch {
    return refuse('not-a-picture');
  }
}

/** An SVG in UTF-16 has a NUL in every letter; without them it is searched like any other. */
function activeContent(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1').replaceAll('\0', '');
  // Schema names of the drawing's own language are addresses that nobody opens.
  const drawing = text.replace(/\sxmlns(?::[\w-]+)?\s*=\s*("[^"]*"|'[^']*')/gi, '');
  return active.find(([, pattern]) => pattern.test(drawing))?.[0];
}

/** Dots per inch at which a drawing of so many pixels fills 512 of them; 72 is its own size. */
function densityFor(edge: number): number {
  return Math.min(2400, Math.max(72, Math.ceil((72 * 512) / Math.max(1, edge))));
}

async function drawn(picture: Sharp, edge: number): Promise<Picture> {
  const { data, info } = await picture
    .resize({ width: edge, height: edge, fit: 'inside' })
    .toColourspace('srgb')
    .png({ compressionLevel: 9 })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}
