import QRCode from 'qrcode';
import sharp from 'sharp';

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const mostKept = 200;
const kept = new Map<string, Promise<Buffer>>();

/** The same scene is drawn once: labels are asked for again and again. */
export const drawPlaceCode = (scene: string, widthPx: number): Promise<Buffer> => {
  const key = `${widthPx} ${scene}`;
  const known = kept.get(key);
  if (known) return known;
  if (kept.size >= mostKept) kept.clear();
  const drawn = draw(scene, widthPx);
  kept.set(key, drawn);
  void drawn.catch(() => kept.delete(key));
  return drawn;
};

/** A code that a phone really reads (as QR, where WeChat draws its own kind), with its scene in words below. */
const draw = async (scene: string, widthPx: number): Promise<Buffer> => {
  const captionPx = Math.round(widthPx * 0.14);
  const codePx = widthPx - captionPx;
  const code = await QRCode.toBuffer(scene, { width: codePx, margin: 2, errorCorrectionLevel: 'M' });
  const family = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";
  const caption = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${captionPx}">` +
      `<text x="50%" y="62%" text-anchor="middle" font-family="${family}" font-size="${Math.round(captionPx * 0.36)}" ` +
      `fill="#4E5955">模拟 ${escaped(scene)}</text></svg>`,
  );
  return sharp({ create: { width: widthPx, height: widthPx, channels: 3, background: '#fff' } })
    .composite([
      { input: code, left: Math.round((widthPx - codePx) / 2), top: 0 },
      { input: caption, left: 0, top: codePx },
    ])
    .jpeg({ quality: 88 })
    .toBuffer();
};
