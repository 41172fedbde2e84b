/** Yuan of the wire to whole fen and back; the simulator's own, so that it judges the product's. */
export const toFen = (yuan: unknown): number | null => {
  if (typeof yuan !== 'string' && typeof yuan !== 'number') return null;
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(String(yuan));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
};

export const toYuan = (fen: number): string => {
  const sign = fen < 0 ? '-' : '';
  const size = Math.abs(fen);
  return `${sign}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`;
};
