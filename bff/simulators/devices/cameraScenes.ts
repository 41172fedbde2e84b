import sharp from 'sharp';
/** What the cameras' software can see. */
export const cameraKinds = ['thrown-object', 'blocked-lane', 'loitering', 'ebike-smoke'] as const;
export type CameraKind = (typeof cameraKinds)[number];

/** Drawn, not photographed: what each kind of event looks like from above. 640 × 360. */
const scene = (inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360" viewBox="0 0 640 360"><rect width="640" height="360" fill="#5F6B66"/>${inner}</svg>`;
const box = (x: number, y: number, w: number, h: number): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="none" stroke="#E0A02E" stroke-width="4"/>`;
const block = (windows: string): string =>
  `<rect x="80" y="0" width="300" height="300" fill="#CFC8B8"/>${windows}<rect y="300" width="640" height="60" fill="#4A5450"/>`;
const windows = [0, 1, 2, 3]
  .flatMap((row) =>
    [0, 1, 2].map(
      (column) => `<rect x="${110 + column * 90}" y="${20 + row * 70}" width="56" height="44" fill="#7C8B93"/>`,
    ),
  )
  .join('');

const scenes: Record<CameraKind, string> = {
  'thrown-object': scene(
    `${block(windows)}<path d="M380 70q80 30 90 200" fill="none" stroke="#F0E6CF" stroke-width="3" stroke-dasharray="8 8"/><rect x="456" y="250" width="28" height="22" fill="#C0533F"/>${box(440, 236, 60, 50)}`,
  ),
  'blocked-lane': scene(
    `<path d="M220 0h200l120 360H100z" fill="#4A5450"/><path d="M320 0v360" stroke="#E8D48A" stroke-width="6" stroke-dasharray="30 20"/><path d="M230 120h180v130H230z" fill="#9FB4C0"/><path d="M246 136h148v40H246z" fill="#2E3A40"/><circle cx="256" cy="250" r="18" fill="#222"/><circle cx="384" cy="250" r="18" fill="#222"/>${box(214, 104, 212, 168)}`,
  ),
  loitering: scene(
    `<rect y="220" width="640" height="140" fill="#7A857F"/><rect x="60" y="40" width="140" height="180" fill="#8A6D4F"/><circle cx="400" cy="150" r="22" fill="#33403B"/><path d="M376 180h48l10 90h-68z" fill="#33403B"/><path d="M240 250q80-30 150 10" fill="none" stroke="#E8D48A" stroke-width="3" stroke-dasharray="6 8"/>${box(356, 118, 90, 162)}`,
  ),
  'ebike-smoke': scene(
    `<rect y="240" width="640" height="120" fill="#4A5450"/><rect x="90" y="150" width="460" height="14" fill="#B7C0BC"/><g fill="none" stroke="#22302B" stroke-width="10"><circle cx="180" cy="280" r="34"/><circle cx="290" cy="280" r="34"/><path d="M180 280l40-60h50l20 60"/></g><g fill="#D9D6CE" opacity=".8"><circle cx="240" cy="190" r="40"/><circle cx="280" cy="140" r="54"/><circle cx="230" cy="100" r="62"/><circle cx="310" cy="70" r="70"/></g>${box(140, 20, 250, 300)}`,
  ),
};

const drawn = new Map<CameraKind, Promise<Buffer>>();

/** A JPEG of the scene, drawn once. */
export const drawScene = (kind: CameraKind): Promise<Buffer> => {
  const known = drawn.get(kind) ?? sharp(Buffer.from(scenes[kind])).jpeg({ quality: 80 }).toBuffer();
  drawn.set(kind, known);
  return known;
};
