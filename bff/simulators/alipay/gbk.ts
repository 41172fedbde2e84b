let table: Map<string, Buffer> | null = null;

/** Node reads GBK but does not write it: the table is turned round once. */
const reversed = (): Map<string, Buffer> => {
  const decoder = new TextDecoder('gbk');
  const made = new Map<string, Buffer>();
  for (let high = 0x81; high <= 0xfe; high++)
    for (let low = 0x40; low <= 0xfe; low++) {
      const bytes = Buffer.from([high, low]);
      const text = decoder.decode(bytes);
      if ([...text].length === 1 && text !== '\ufffd' && !made.has(text)) made.set(text, bytes);
    }
  return made;
};

/** GBK bytes; what GBK lacks becomes a question mark. */
export const toGbk = (text: string): Buffer => {
  table ??= reversed();
  const known = table;
  return Buffer.concat(
    [...text].map((sign) => {
      const code = sign.codePointAt(0) ?? 0;
      return code < 0x80 ? Buffer.from([code]) : (known.get(sign) ?? Buffer.from('?'));
    }),
  );
};
