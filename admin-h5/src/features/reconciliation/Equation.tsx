import type { ReactNode } from 'react';
import { formatFen } from 'shared-types/money';
import type { ReconciliationView } from 'shared-types/reconciliation';
import { t } from '../../locales/zh-CN/reconciliation';
import { Shape } from '../../ui/Chip';
import { Icon } from '../../ui/icons';
import { Money } from '../../ui/Money';
import { isTill } from './marks';

type SideOf = ReconciliationView['ours'];

const Side = ({ head, side, absent }: { head: ReactNode; side: SideOf | null; absent: string }) => (
  <div className="card eqc">
    <div className="row g2 t2">{head}</div>
    {side ? (
      <>
        <div className="money-big">
          <Money fen={side.netFen} />
        </div>
        <div className="t2 num">
          {t.side(side.receivedCount, formatFen(side.receivedFen), side.refundCount, formatFen(side.refundFen))}
        </div>
      </>
    ) : (
      <p className="t2">{absent}</p>
    )}
  </div>
);

/** 我们的账 − 渠道账单 = 差异, as large as it is what the page is about. */
export const Equation = ({ sheet }: { sheet: ReconciliationView }) => {
  const even = sheet.differenceFen === 0 && sheet.openDifferences === 0;
  const till = isTill(sheet.channel);
  return (
    <div className="eq">
      <Side
        head={
          <>
            <span className="tb">
              <Icon name="book" size={22} />
            </span>
            {t.ours(sheet.day)}
          </>
        }
        side={sheet.ours}
        absent=""
      />
      <div className="op" role="img" aria-label={t.minus}>
        −
      </div>
      <Side
        head={
          <>
            <span className="tb">
              <Icon name="bill" size={22} />
            </span>
            {till ? t.counted(sheet.channelName) : t.theirs(sheet.channelName)}
          </>
        }
        side={sheet.theirs}
        absent={till ? t.notCounted : t.notYet}
      />
      <div className="op" role="img" aria-label={t.equals}>
        =
      </div>
      <div className={`card eqc ${sheet.differenceFen === null ? '' : even ? 'even' : 'differs'}`}>
        <div className="row g2 w6">
          {sheet.differenceFen !== null && <Shape name={even ? 'done' : 'diff'} size={18} />}
          {sheet.differenceTitle}
        </div>
        {sheet.differenceFen !== null && (
          <div className="money-big">
            <Money fen={sheet.differenceFen} />
          </div>
        )}
        <div className="t2 num">{sheet.differenceWords}</div>
      </div>
    </div>
  );
};
