import sharp from 'sharp';

/** Drawn, not photographed: small scenes of what breaks. 800 × 600. */
const scene = (background: string, inner: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600" viewBox="0 0 800 600"><rect width="800" height="600" fill="${background}"/>${inner}</svg>`;

const drops = [260, 300, 340, 380, 420]
  .map((x, i) => `<circle cx="${x - 60}" cy="${330 + (i % 3) * 50}" r="${8 + (i % 2) * 5}" fill="#8EC5DE"/>`)
  .join('');

const drawings: Record<string, string> = {
  leak: scene(
    '#6B5648',
    `<rect y="440" width="800" height="160" fill="#4F4038"/><rect x="380" y="120" width="90" height="60" rx="8" fill="#9AA6A8"/><path d="M425 180v110a70 70 0 0 0 140 0v-60h180" fill="none" stroke="#C9D1D3" stroke-width="56"/><path d="M380 160 200 260M380 175 180 330M385 190 220 400" stroke="#8EC5DE" stroke-width="12"/>${drops}<ellipse cx="240" cy="520" rx="190" ry="36" fill="#8EC5DE" opacity=".7"/>`,
  ),
  fixed: scene(
    '#6B5648',
    '<rect y="440" width="800" height="160" fill="#4F4038"/><rect x="370" y="120" width="110" height="34" rx="8" fill="#E0A02E"/><rect x="380" y="150" width="90" height="40" rx="6" fill="#C58A22"/><path d="M425 190v100a70 70 0 0 0 140 0v-60h180" fill="none" stroke="#C9D1D3" stroke-width="56"/><ellipse cx="300" cy="520" rx="220" ry="20" fill="#5E4C42"/>',
  ),
  puddle: scene(
    '#B48A60',
    '<path d="M0 150h800M0 300h800M0 450h800M250 0v150M550 150v150M200 300v150M600 450v150" stroke="#96704A" stroke-width="6"/><path d="M180 330c60-90 220-60 330-70s170 60 110 140-220 90-330 70-150-70-110-140z" fill="#9CC3CC"/><path d="M260 340c80-50 200-40 260-40" stroke="#DCEFF2" stroke-width="14" fill="none" stroke-linecap="round"/>',
  ),
  lamp: scene(
    '#2C3431',
    '<rect x="360" width="80" height="120" fill="#525E5A"/><circle cx="400" cy="210" r="96" fill="#8B928D"/><circle cx="400" cy="210" r="60" fill="#5B635F"/><path d="M370 190l60 40M430 190l-60 40" stroke="#2C3431" stroke-width="10"/><rect x="120" y="360" width="560" height="240" fill="#3A4440"/>',
  ),
  lift: scene(
    '#C9CEC8',
    '<rect x="180" y="60" width="440" height="520" fill="#8D9692"/><rect x="200" y="80" width="196" height="500" fill="#B9C2BE"/><rect x="404" y="80" width="196" height="500" fill="#B9C2BE"/><rect x="396" y="80" width="10" height="500" fill="#47524E"/><rect x="660" y="260" width="60" height="120" rx="10" fill="#5F6B66"/><circle cx="690" cy="296" r="14" fill="#E0A02E"/><circle cx="690" cy="344" r="14" fill="#CDD5D1"/>',
  ),
  wall: scene(
    '#E3DCCB',
    '<path d="M120 0c40 140-30 220 60 330s-40 180 30 270" fill="none" stroke="#8C8371" stroke-width="12"/><path d="M520 80c120-20 190 80 170 190s-150 150-240 90-60-260 70-280z" fill="#C7B68C"/><path d="M560 150c60-10 90 40 80 100s-80 70-120 40-20-130 40-140z" fill="#AE9B6D"/>',
  ),
  drain: scene(
    '#D9DEDB',
    '<rect x="120" y="140" width="560" height="360" rx="40" fill="#B7C0BC"/><rect x="170" y="190" width="460" height="260" rx="30" fill="#93A5A1"/><ellipse cx="400" cy="330" rx="210" ry="90" fill="#6F8B8E"/><circle cx="400" cy="340" r="46" fill="#3F4B49"/><path d="M370 340h60M400 310v60" stroke="#93A5A1" stroke-width="8"/>',
  ),
  door: scene(
    '#CBD6CF',
    '<rect x="240" y="60" width="320" height="520" rx="10" fill="#4B6B60"/><rect x="280" y="110" width="240" height="190" rx="6" fill="#89A89B"/><circle cx="510" cy="360" r="20" fill="#E0A02E"/><rect x="600" y="280" width="90" height="130" rx="12" fill="#36433E"/><circle cx="645" cy="320" r="22" fill="#C7362C"/>',
  ),
  litter: scene(
    '#C8D2BF',
    '<rect y="430" width="800" height="170" fill="#A9A691"/><path d="M250 180h300l-30 330H280z" fill="#5A6E63"/><rect x="230" y="150" width="340" height="44" rx="12" fill="#43544B"/><path d="M290 150c-20-70 80-90 110-40 40-60 130-20 100 40z" fill="#D8C89B"/><circle cx="620" cy="480" r="34" fill="#B0714E"/><rect x="130" y="460" width="90" height="50" rx="10" fill="#8FA8B8"/>',
  ),
};

/** A drawing as JPEG, full and small. */
export const drawPicture = async (name: string): Promise<{ full: Buffer; thumb: Buffer }> => {
  const svg = Buffer.from(drawings[name] ?? drawings.wall ?? '');
  return {
    full: await sharp(svg).jpeg({ quality: 84 }).toBuffer(),
    thumb: await sharp(svg).resize(320).jpeg({ quality: 76 }).toBuffer(),
  };
};

export const pictureNames = Object.keys(drawings);
