import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { photoLimits, readPhoto } from './photo.ts';

/** A picture of `width` × `height` with a red left half, so that turning it can be seen. */
async function halfRed(width: number, height: number) {
  const red = await sharp({ create: { width: width / 2, height, channels: 3, background: '#e00000' } })
    .png()
    .toBuffer();
  return sharp({ create: { width, height, channels: 3, background: '#0000e0' } }).composite([
    { input: red, left: 0, top: 0 },
  ]);
}

describe('a photo that somebody sent', () => {
  test('loses where and with what it was taken, and keeps its picture', async () => {
    const taken = await (await halfRed(2000, 1000))
      .withExif({ IFD0: { Make: 'Telefono', Copyright: 'Lucia' }, IFD3: { GPSLatitude: '25/1 39/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const read = await readPhoto(taken);
    if (!read.ok) throw new Error(read.reason);
    for (const { bytes } of Object.values(read.value)) {
      const { exif, iptc, xmp, format } = await sharp(bytes).metadata();
      expect([exif, iptc, xmp, format]).toEqual([undefined, undefined, undefined, 'webp']);
      expect(bytes.includes('Telefono')).toBe(false);
    }
    expect([read.value.large.width, read.value.large.height]).toEqual([1600, 800]);
    expect([read.value.small.width, read.value.small.height]).toEqual([480, 240]);
  });

  test('stands upright although the phone lay on its side', async () => {
    const lying = await (await halfRed(400, 200)).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const read = await readPhoto(lying);
    if (!read.ok) throw new Error(read.reason);
    expect([read.value.large.width, read.value.large.height]).toEqual([200, 400]);
    const { data } = await sharp(read.value.large.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(150); // the red half is above now
  });

  test('small pictures are not blown up', async () => {
    const read = await readPhoto(await (await halfRed(100, 60)).png().toBuffer());
    expect(read.ok && [read.value.large.width, read.value.small.width]).toEqual([100, 100]);
  });

  test.each([
    [
      'a page that calls itself a photo',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      'not-a-photo',
    ],
    ['a program', Buffer.from('MZ\x90\x00 this is no picture'), 'not-a-photo'],
    ['nothing', Buffer.alloc(0), 'not-a-photo'],
    ['an iPhone file', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'heic'],
    ['more than 8 MB', Buffer.alloc(photoLimits.bytes + 1), 'too-large'],
  ])('%s is refused', async (_name, bytes, reason) => {
    expect(await readPhoto(bytes)).toMatchObject({ ok: false, reason });
  });

  test('a GIF is refused although it is a picture', async () => {
    const gif = await (await halfRed(20, 20)).gif().toBuffer();
    expect(await readPhoto(gif)).toMatchObject({ reason: 'not-a-photo' });
  });

  test('half a photo is refused', async () => {
    const whole = await (await halfRed(1200, 900)).png({ compressionLevel: 0 }).toBuffer();
    expect(await readPhoto(whole.subarray(0, whole.length / 2))).toMatchObject({ reason: 'damaged' });
  });

  test('a bomb is refused by its header, before it is unpacked', async () => {
    const bomb = await sharp({ create: { width: 16_000, height: 16_000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(2_000_000);
    const before = process.memoryUsage().rss;
    expect(await readPhoto(bomb)).toMatchObject({ reason: 'too-many-pixels' });
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  });
});
