/** Whole units of a decimal text, without floats: ("2.835", 4) is 28350. Null: no such number, or too many decimals. */
export const parseDecimal = (text: string, digits: number): number | null => {
  const match = /^(\d{1,9})(?:\.(\d+))?$/.exec(text.trim());
  const rest = match?.[2] ?? '';
  if (!match || rest.length > digits) return null;
  return Number(match[1]) * 10 ** digits + Number(rest.padEnd(digits, '0') || '0');
};

/** (28350, 4) is 2.835: no needless zeros. */
export const plainDecimal = (value: number, digits: number): string => {
  const unit = 10 ** digits;
  const rest = String(value % unit)
    .padStart(digits, '0')
    .replace(/0+$/, '');
  return `${Math.floor(value / unit)}${digits > 0 && rest ? `.${rest}` : ''}`;
};
