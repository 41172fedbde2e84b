import { Text, View } from '@tarojs/components';
import { formatFen } from 'shared-types/money';
import type { ConsentView } from 'shared-types/payment';
import { dayTime } from 'shared-types/time';
import { serverNow } from '../../../lib/clock';
import { billingWords } from '../../../locales/zh-CN/billing';
import { Button } from '../../../ui/Button';
import { Chip, type ShapeName } from '../../../ui/Chip';

const words = billingWords.ask;
const shapeOf: Record<ConsentView['status'], ShapeName> = {
  open: 'waiting',
  paid: 'paid',
  expired: 'void',
  revoked: 'void',
};

interface Props {
  consent: ConsentView;
  busy: boolean;
  onRevoke: () => void;
}

/** One request to pay that was sent: what it is for, and whether it was answered. */
export const ConsentCard = ({ consent, busy, onRevoke }: Props) => (
  <View className="card pad-card">
    <View className="row g2">
      <Text className="fs-m w6 num grow">{formatFen(consent.totalFen)}</Text>
      <Chip shape={shapeOf[consent.status]} word={words.status[consent.status]} />
    </View>
    <Text className="t2 line">{consent.fees.map(({ name }) => name).join('、')}</Text>
    {consent.status === 'open' ? (
      <View className="row g2">
        <Text className="t2 num grow">{words.until(dayTime(consent.expiresAt, serverNow()))}</Text>
        <Button word={words.revoke} kind="ghost" size="sm" disabled={busy} onTap={onRevoke} />
      </View>
    ) : null}
  </View>
);
