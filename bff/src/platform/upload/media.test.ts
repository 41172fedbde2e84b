import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { checkPdf, inspectMedia, processImage } from './media.js';

const heic = await readFile(fileURLToPath(new URL('./fixtures/house.heic', import.meta.url)));

/** Red on the left, blue on the right. */
const twoColours = (width: number, height: number): sharp.Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    {
      input: { create: { width: Math.floor(width / 2), height, channels: 3, background: '#0000ff' } },
      left: Math.ceil(width / 2),
      top: 0,
    },
  ]);

const pixel = async (jpeg: Buffer, left: number, top: number): Promise<number[]> => {
  const { data } = await sharp(jpeg)
    .removeAlpha()
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data];
};
const isReddish = ([r = 0, , b = 0]: number[]): boolean => r > 180 && b < 80;
const isBluish = ([r = 0, , b = 0]: number[]): boolean => b > 180 && r < 80;

/** A black PNG of one bit a pixel, a few kilobytes whatever its size. */
const pngOf = (width: number, height: number): Buffer => {
  const chunk = (type: string, content: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(content.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const pixels = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
};

describe('pictures', () => {
  test('lose their place, camera and every other metadata', async () => {
    const taken = await twoColours(400, 300)
      .withExif({
        IFD0: { Make: 'SECRETCAM', Artist: 'Wang' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '31/1 13/1 49/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '121/1 28/1 25/1',
        },
      })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret/></x:xmpmeta>')
      .jpeg()
      .toBuffer();
    expect(taken.includes('SECRETCAM')).toBe(true);
    expect((await sharp(taken).metadata()).exif).toBeDefined();
    const { full, thumb } = await processImage(taken);
    for (const made of [full, thumb]) {
      const { exif, xmp, iptc, icc } = await sharp(made).metadata();
      expect([exif, xmp, iptc, icc]).toEqual([undefined, undefined, undefined, undefined]);
      for (const trace of ['SECRETCAM', 'Exif', 'GPS', 'xmpmeta']) expect(made.includes(trace)).toBe(false);
    }
  });

  test('are turned upright as the camera noted', async () => {
    // Orientation 6: to be turned by 90° clockwise, so that the left edge becomes the top.
    const lying = await twoColours(400, 200).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const { full, width, height } = await processImage(lying);
    expect([width, height]).toEqual([200, 400]);
    expect(isReddish(await pixel(full, 100, 20))).toBe(true);
    expect(isBluish(await pixel(full, 100, 380))).toBe(true);
  });

  test('are brought to 2048 and 320 px, and small ones are not blown up', async () => {
    const large = await processImage(await twoColours(4000, 1000).png().toBuffer());
    expect([large.width, large.height]).toEqual([2048, 512]);
    expect(await sharp(large.thumb).metadata()).toMatchObject({ format: 'jpeg', width: 320, height: 80 });
    const small = await processImage(await twoColours(40, 30).webp().toBuffer());
    expect([small.width, small.height]).toEqual([40, 30]);
  });

  test('keep the first frame of an animation, and white behind transparency', async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 20, height: 20, channels: 4, background } })
        .png()
        .toBuffer();
    const animation = await sharp([await frame('#ff0000'), await frame('#0000ff')], { join: { animated: true } })
      .webp()
      .toBuffer();
    expect((await sharp(animation, { animated: true }).metadata()).pages).toBe(2);
    const first = await processImage(animation);
    expect([first.width, first.height]).toEqual([20, 20]);
    expect(isReddish(await pixel(first.full, 10, 10))).toBe(true);
    const clear = await processImage(await frame('#00000000'));
    expect((await pixel(clear.full, 10, 10)).every((value) => value > 250)).toBe(true);
  });

  test('in HEIC are accepted', async () => {
    expect(await inspectMedia(heic)).toEqual({ kind: 'image', mime: 'image/heic', ext: 'heic' });
    const { full, thumb, width, height } = await processImage(heic);
    expect([width, height]).toEqual([640, 480]);
    expect(await sharp(full).metadata()).toMatchObject({ format: 'jpeg' });
    expect(await sharp(thumb).metadata()).toMatchObject({ width: 320, height: 240 });
    const [r = 0, g = 0, b = 0] = await pixel(full, 120, 300);
    expect([Math.abs(r - 0x0e) < 12, Math.abs(g - 0x7c) < 12, Math.abs(b - 0x66) < 12]).toEqual([true, true, true]);
  });

  test('that were cut short are broken', async () => {
    const jpeg = await sharp({
      create: {
        width: 600,
        height: 600,
        channels: 3,
        noise: { type: 'gaussian', mean: 120, sigma: 40 },
        background: '#000',
      },
    })
      .jpeg()
      .toBuffer();
    const cut = [jpeg.subarray(0, jpeg.length / 2), heic.subarray(0, heic.length / 2)];
    for (const one of cut) await expect(processImage(one)).rejects.toMatchObject({ code: 'file.broken' });
  });

  test('that unpack to far more than they are, are refused before they are unpacked', async () => {
    const bomb = pngOf(16_000, 16_000);
    expect(bomb.length).toBeLessThan(100_000);
    const startedAt = performance.now();
    expect((await processImage(pngOf(1000, 1000))).width).toBe(1000);
    await expect(processImage(bomb)).rejects.toMatchObject({ code: 'file.broken' });
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });

  test('many at once are all made', async () => {
    const jpeg = await twoColours(300, 200).jpeg().toBuffer();
    const made = await Promise.all(Array.from({ length: 12 }, () => processImage(jpeg)));
    expect(made.every(({ width }) => width === 300)).toBe(true);
  });
});

/** Box of an MP4 file. */
const box = (type: string, ...content: Buffer[]): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...content]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(body.length + 4);
  return Buffer.concat([size, body]);
};
const mp4 = (brand: string, handler: string): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from(`${brand}\0\0\0\0`, 'latin1')),
    box(
      'moov',
      box('trak', box('mdia', box('hdlr', Buffer.from(`\0\0\0\0\0\0\0\0${handler}`, 'latin1'), Buffer.alloc(12)))),
    ),
  ]);
const webm = (codec: string): Buffer =>
  Buffer.concat([
    Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d', 'hex'),
    Buffer.from(codec),
    Buffer.alloc(64),
  ]);
const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0', 'latin1'), Buffer.alloc(40)]);
const mp3 = Buffer.concat([
  Buffer.from('ID3\x03\0\0\0\0\0\0', 'latin1'),
  Buffer.from('fffb9064', 'hex'),
  Buffer.alloc(500),
]);
const aac = Buffer.concat([Buffer.from('fff15080', 'hex'), Buffer.alloc(200)]);
const ogg = Buffer.concat([
  Buffer.from('OggS\0\x02', 'latin1'),
  Buffer.alloc(22),
  Buffer.from('OpusHead'),
  Buffer.alloc(40),
]);

test.each([
  ['mp3', mp3, 'audio/mpeg', 'mp3'],
  ['m4a', mp4('M4A ', 'soun'), 'audio/x-m4a', 'm4a'],
  ['sound in an mp4', mp4('mp42', 'soun'), 'audio/mp4', 'm4a'],
  ['aac', aac, 'audio/aac', 'aac'],
  ['wav', wav, 'audio/wav', 'wav'],
  ['sound in a webm', webm('A_OPUS'), 'audio/webm', 'webm'],
])('%s is a recording', async (_name, bytes, mime, ext) => {
  expect(await inspectMedia(bytes)).toEqual({ kind: 'audio', mime, ext });
});

test('opus in ogg is a recording', async () => {
  expect(await inspectMedia(ogg)).toMatchObject({ kind: 'audio', mime: 'audio/ogg' });
});

const program = await readFile(process.execPath).then((bytes) => bytes.subarray(0, 100_000));
const gif = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
  .gif()
  .toBuffer();

test.each([
  ['a program', program],
  ['a Windows program', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)])],
  ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
  [
    'a drawing that can hold scripts',
    Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
  ],
  ['a page that begins like a GIF', Buffer.from('GIF89a<script>alert(1)</script>')],
  ['a GIF', gif],
  ['a film in an mp4', mp4('mp42', 'vide')],
  ['a film in a webm', webm('V_VP9')],
  ['text', Buffer.from('hello')],
  ['nothing', Buffer.alloc(0)],
  ['a cut zip', Buffer.from('504b0304140000000800', 'hex')],
])('%s is refused', async (_name, bytes) => {
  await expect(inspectMedia(bytes)).rejects.toMatchObject({ code: 'file.type_refused' });
  await expect(processImage(bytes)).rejects.toMatchObject({ code: expect.stringMatching(/^file\./) as string });
});

test('a PDF is known as one, is no picture, and must be whole', async () => {
  const begun = Buffer.from('%PDF-1.7\n');
  expect(await inspectMedia(begun)).toEqual({ kind: 'document', mime: 'application/pdf', ext: 'pdf' });
  await expect(processImage(begun)).rejects.toMatchObject({ code: 'file.type_refused' });
  expect(() => checkPdf(begun)).toThrow('file.broken');
  expect(() => checkPdf(Buffer.from('%PDF-1.7\n%%EOF\n'))).not.toThrow();
});
