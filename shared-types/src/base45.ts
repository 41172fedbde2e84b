const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const signValues = new Map([...alphabet].map((sign, value) => [sign, value]));

/** RFC 9285: bytes in the 45 signs that a QR code packs two into eleven bits. */
export const toBase45 = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const pair = at + 1 < bytes.length;
    let value = pair ? (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0) : (bytes[at] ?? 0);
    for (let signs = pair ? 3 : 2; signs > 0; signs--) {
      text += alphabet[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return text;
};

/** The bytes again; null where the text is no base 45. Every byte string has one text: nothing else is read. */
export const fromBase45 = (text: string): Uint8Array | null => {
  if (text.length % 3 === 1) return null;
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 3) {
    const values = [...text.slice(at, at + 3)].map((sign) => signValues.get(sign));
    if (values.some((value) => value === undefined)) return null;
    const [low = 0, middle = 0, high = 0] = values;
    const value = low + middle * 45 + high * 2025;
    if (values.length === 2) {
      if (value > 0xff) return null;
      bytes.push(value);
    } else {
      if (value > 0xffff) return null;
      bytes.push(value >> 8, value & 0xff);
    }
  }
  return Uint8Array.from(bytes);
};
