import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { BillSummary } from 'shared-types/billing';
import { formatFen } from 'shared-types/money';
import { pages } from '../../../lib/pages';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Chip } from '../../../ui/Chip';
import { SlipRow } from '../../../ui/Slip';
import { Tick } from '../../../ui/Tick';
import { feeIcon } from '../feeIcons';

const words = billingWords.due;

/** What there is to say of a bill besides its arithmetic. */
const Notes = ({ bill, elsewhere }: { bill: BillSummary; elsewhere: boolean }) => (
  <>
    {bill.lateFeeFen > 0 ? <Text className="t2 num line">{words.lateFee(formatFen(bill.lateFeeFen))}</Text> : null}
    {bill.paidFen + bill.couponFen > 0 ? (
      <Text className="t2 num line">{words.paidPart(formatFen(bill.paidFen + bill.couponFen))}</Text>
    ) : null}
    {bill.overdue || bill.disputed || elsewhere ? (
      <View className="row g3 wrap">
        {bill.overdue ? <Chip shape="overdue" word={words.overdue} /> : null}
        {bill.disputed ? <Chip shape="asking" word={words.disputed} /> : null}
        {elsewhere ? <Chip shape="confirming" word={words.beingPaid} /> : null}
      </View>
    ) : null}
  </>
);

interface Props {
  bill: BillSummary;
  on: boolean;
  /** Somebody else is paying it. */
  elsewhere: boolean;
  onToggle: () => void;
}

/** One bill that is due: a tick, the arithmetic, and what stands behind it. */
export const DueBill = ({ bill, on, elsewhere, onToggle }: Props) => (
  <SlipRow
    icon={feeIcon[bill.icon]}
    name={bill.title}
    fen={bill.outstandingFen}
    words={bill.words}
    lead={<Tick on={on} label={words.choose(bill.title)} disabled={elsewhere} onTap={onToggle} />}
    onTap={() => void Taro.navigateTo({ url: pages.bill(bill.id) })}
  >
    <Notes bill={bill} elsewhere={elsewhere} />
  </SlipRow>
);
