import { moneyParts } from 'shared-types/money';

interface MoneyProps {
  fen: number;
  /** Amber: only for what is still to be paid. */
  due?: boolean;
  /** Plus sign in front of what came in. */
  signed?: boolean;
}

/** ¥1,234.56 as every amount is set: a small sign of currency and small cents, tabular figures, U+2212 for less than nothing. */
export const Money = ({ fen, due = false, signed = false }: MoneyProps) => {
  const { sign, whole, cents } = moneyParts(fen);
  return (
    <span className={`money${due ? ' t-money' : ''}`}>
      {sign || (signed && fen > 0 ? '+' : '')}
      <small>¥</small>
      {whole}
      <small>.{cents}</small>
    </span>
  );
};
