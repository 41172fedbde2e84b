import { Text, View } from '@tarojs/components';
import { listReportVouchers, type ReportLine, type ReportVoucher } from 'shared-types/disclosure';
import { formatFen } from 'shared-types/money';
import { dayName } from 'shared-types/time';
import { call } from '../../../lib/api';
import { serverNow } from '../../../lib/clock';
import { usePages } from '../../../lib/paging';
import { disclosureWords as words } from '../../../locales/zh-CN/disclosure';
import { aria } from '../../../ui/aria';
import { Button } from '../../../ui/Button';
import { Icon } from '../../../ui/Icon';
import { Money } from '../../../ui/Money';
import { Failed, Skeleton } from '../../../ui/States';
import { Tap } from '../../../ui/Tap';
import { VoucherFiles } from './VoucherFiles';

const limit = 20;

const factsOf = ({ number, day, supplier, order, reverses }: ReportVoucher): string =>
  [
    number,
    dayName(`${day}T00:00:00+08:00`, serverNow()),
    supplier,
    order,
    reverses === null ? null : words.reverses(reverses),
  ]
    .filter(Boolean)
    .join(' · ');

const Voucher = ({ voucher }: { voucher: ReportVoucher }) => (
  <View className="voucher">
    <Icon name="receipt" size={22} className="tb" />
    <View className="grow">
      <Text className="w5 line">{voucher.title}</Text>
      <Text className="t2 num line">{factsOf(voucher)}</Text>
      <VoucherFiles files={voucher.files} />
    </View>
    <Money fen={voucher.amountFen} />
  </View>
);

/** What stands behind a figure, opened in place. */
const Vouchers = ({ reportId, account }: { reportId: string; account: string }) => {
  const { data, error, reload, hasMore, more, busy } = usePages(async (cursor) => {
    const page = await call(listReportVouchers, { params: { id: reportId }, query: { account, limit, cursor } });
    return { ...page, items: page.items.map((voucher) => ({ ...voucher, id: voucher.entryId })) };
  }, []);
  return (
    <View className="vouchers">
      {data ? (
        data.items.map((voucher) => <Voucher key={voucher.id} voucher={voucher} />)
      ) : error ? (
        <Failed words={error} onRetry={() => void reload()} />
      ) : (
        <Skeleton cards={1} />
      )}
      {hasMore ? (
        <Button word={words.moreVouchers} kind="ghost" className="block more" disabled={busy} onTap={more} />
      ) : null}
    </View>
  );
};

interface Props {
  reportId: string;
  line: ReportLine;
  tone: 'brand' | 'money';
  open: boolean;
  onToggle: () => void;
}

/** One figure of a report: its share of the whole, its amount, and what is behind it. */
export const Figure = ({ reportId, line, tone, open, onToggle }: Props) => {
  const percent = words.percent(line.shareBp);
  const width = `${Math.min(Math.max(line.shareBp / 100, 0), 100)}%`;
  return (
    <View className="figure">
      <Tap
        className="figure-line"
        label={`${line.name} ${formatFen(line.amountFen)} ${words.share(percent)} ${words.vouchers(line.entries)}`}
        onTap={onToggle}
      >
        <Text className="figure-name">{line.name}</Text>
        <View className="figure-bar" {...aria({ hidden: true })}>
          <View className={`figure-share fill-${tone}`} style={{ width }} />
        </View>
        <Text className="t2 num figure-percent">{percent}</Text>
        <Money fen={line.amountFen} />
        <Icon name={open ? 'down' : 'next'} size={16} className="t3" />
      </Tap>
      {open ? <Vouchers reportId={reportId} account={line.account} /> : null}
    </View>
  );
};
