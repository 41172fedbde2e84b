import type { FundKind } from './reconciliation.entity.js';

export interface FundLine {
  /** 交易, 退款, 扣除交易手续费, 提现, … */
  businessName: string;
  direction: 'in' | 'out';
  /** Always positive. */
  amountFen: number;
  note: string;
}

/** 含手续费0.12元: what of its fee the channel gave back with a refund. */
const feeBackFen = (note: string): number => {
  const [, whole = '0', cents = ''] = /含手续费(\d{1,9})(?:\.(\d{1,2}))?元/.exec(note) ?? [];
  return Number(whole) * 100 + Number(cents.padEnd(2, '0'));
};

const kindOf = ({ businessName }: FundLine): FundKind => {
  if (businessName.includes('手续费')) return 'fee';
  if (businessName.includes('退款')) return 'refund';
  if (/提现|结算/.test(businessName)) return 'settlement';
  if (businessName.includes('充值')) return 'recharge';
  return businessName.includes('交易') ? 'trade' : 'other';
};

/**
 * What a movement of the channel's account is. Its amount with a sign (what came in is positive), and what of it is the
 * channel's fee: positive is kept, negative is given back. WeChat takes the fee of a payment in a row of its own and
 * gives it back within the row of the refund.
 */
export const readFundLine = (line: FundLine): { kind: FundKind; amountFen: number; feeFen: number } => {
  const kind = kindOf(line);
  const amountFen = line.direction === 'in' ? line.amountFen : -line.amountFen;
  if (kind === 'fee') return { kind, amountFen, feeFen: -amountFen || 0 };
  return { kind, amountFen, feeFen: kind === 'refund' ? -feeBackFen(line.note) || 0 : 0 };
};
