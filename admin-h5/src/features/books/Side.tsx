import { t } from '../../locales/zh-CN/books';
import { Money } from '../../ui/Money';

/** A balance and the side on which it stands: 借 ¥12.00, 贷 ¥12.00, 平. */
export const Side = ({ fen }: { fen: number }) =>
  fen === 0 ? (
    <span className="t2">{t.flat}</span>
  ) : (
    <span className="nowrap">
      <span className="t2">{fen > 0 ? t.debit : t.credit} </span>
      <Money fen={Math.abs(fen)} />
    </span>
  );

/** What moved on one side; a dash where nothing did. */
export const Moved = ({ fen }: { fen: number }) => (fen === 0 ? <span className="t3">—</span> : <Money fen={fen} />);

/** A cell of figures; where nothing is, a phone leaves it out. */
export const endOf = (fen: number): string => (fen === 0 ? 'end nil' : 'end');
