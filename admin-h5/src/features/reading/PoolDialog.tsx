import { useState } from 'react';
import { parseYuan, plainYuan } from 'shared-types/money';
import { enterPool, listPools } from 'shared-types/reading';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/reading';
import { AmountField } from '../../ui/AmountField';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';

/** A sum that is missing, or one that is there and not billed yet. */
export interface PoolPlace {
  feeId: string;
  feeName: string;
  buildingId: string | null;
  buildingName: string;
  totalFen?: number;
  voucher?: string;
}

export const PoolDialog = ({ place, period, onClose }: { place: PoolPlace; period: string; onClose: () => void }) => {
  const [total, setTotal] = useState(place.totalFen === undefined ? '' : plainYuan(place.totalFen));
  const [voucher, setVoucher] = useState(place.voucher ?? '');
  const enter = useCommand(enterPool, { done: t.poolSaved, refreshes: [listPools], onDone: onClose });
  const fen = parseYuan(total);
  const bad = total !== '' && (fen === null || fen < 1);
  return (
    <Confirm
      title={t.changeTitle(place.feeName, place.buildingName)}
      action={t.enter}
      busy={enter.isPending}
      disabled={!fen || bad || !voucher.trim()}
      onConfirm={() =>
        enter.mutate({
          params: { id: place.feeId },
          body: { period, buildingId: place.buildingId, totalFen: fen ?? 0, voucher: voucher.trim() },
        })
      }
      onClose={onClose}
    >
      <AmountField label={t.total} value={total} onValue={setTotal} error={bad ? t.totalBad : undefined} />
      <TextField label={t.voucher} value={voucher} onValue={setVoucher} maxLength={100} />
    </Confirm>
  );
};
