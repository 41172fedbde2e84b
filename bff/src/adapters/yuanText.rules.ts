/** Amounts as other systems write them: yuan as a decimal text, ours as whole fen. No float is ever made of them. */

const shape = /^(-?)(0|[1-9]\d{0,12})(?:\.(\d{1,2}))?$/;

/** `"12.3"` → 1230. Null for anything that is no amount of at most two decimals. */
export const fenOf = (text: string): number | null => {
  const parts = shape.exec(text);
  if (!parts) return null;
  const fen = Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(fen) ? (parts[1] && fen !== 0 ? -fen : fen) : null;
};

/** 1230 → `"12.30"`. Throws on what is no safe integer. */
export const yuanOf = (fen: number): string => {
  if (!Number.isSafeInteger(fen)) throw new RangeError('amount is no whole number of fen');
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
