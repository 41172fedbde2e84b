import { formatFen } from 'shared-types/money';
import { listArrears, readHouseAccount, remindHouse } from 'shared-types/staffAccount';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/account';
import { Confirm } from '../../ui/Dialog';

interface Debtor {
  houseId: string;
  houseLabel: string;
  dueFen: number;
}

/** One message by hand; the server says when it is not the time. */
export const RemindDialog = ({ house, onClose }: { house: Debtor; onClose: () => void }) => {
  const remind = useCommand(remindHouse, {
    done: t.reminded,
    refreshes: [listArrears, readHouseAccount],
    onDone: onClose,
  });
  return (
    <Confirm
      title={t.remindTitle(house.houseLabel)}
      action={t.remind}
      busy={remind.isPending}
      onConfirm={() => remind.mutate({ params: { id: house.houseId } })}
      onClose={onClose}
    >
      <p>{t.remindWhat(formatFen(house.dueFen))}</p>
    </Confirm>
  );
};
