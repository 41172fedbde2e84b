import { useState } from 'react';
import {
  type HouseView,
  listBuildings,
  listHouses,
  readBuildingGrid,
  readHouse,
  transferHouse,
} from 'shared-types/community';
import { useCommand } from '../../lib/query';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/house';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';

interface Owner {
  key: number;
  name: string;
  phone: string;
}

/** Resale: new people in the ledger, every binding ends at once. */
export const Transfer = ({ house, onClose }: { house: HouseView; onClose: () => void }) => {
  const [owners, setOwners] = useState<Owner[]>([{ key: 1, name: '', phone: '' }]);
  const [reason, setReason] = useState('');
  const transfer = useCommand(transferHouse, {
    done: t.transferred,
    refreshes: [readHouse, listHouses, readBuildingGrid, listBuildings],
    onDone: onClose,
  });
  const change = (key: number, part: Partial<Owner>) =>
    setOwners(owners.map((o) => (o.key === key ? { ...o, ...part } : o)));
  const active = house.bindings.length;
  return (
    <Confirm
      title={t.transferTitle(house.label)}
      action={t.transfer}
      danger
      busy={transfer.isPending}
      disabled={!reason.trim() || owners.some((o) => !o.name.trim())}
      onClose={onClose}
      onConfirm={() =>
        transfer.mutate({
          params: { id: house.id },
          body: {
            owners: owners.map((o) => ({ name: o.name, ...(o.phone.trim() ? { phone: o.phone } : {}) })),
            reason,
          },
        })
      }
    >
      <p className="note money">{t.transferWhat(active)}</p>
      {owners.map((owner, i) => (
        <div key={owner.key} className="row g2" style={{ alignItems: 'flex-end' }}>
          <div className="grow">
            <TextField
              label={t.newOwner(i + 1)}
              value={owner.name}
              onValue={(name) => change(owner.key, { name })}
              maxLength={30}
            />
          </div>
          <div className="grow">
            <TextField
              label={t.ownerPhone}
              value={owner.phone}
              onValue={(phone) => change(owner.key, { phone })}
              inputMode="tel"
              maxLength={30}
            />
          </div>
          {owners.length > 1 && (
            <button
              type="button"
              className="btn plain sm"
              onClick={() => setOwners(owners.filter((o) => o.key !== owner.key))}
            >
              {t.removeOwner}
            </button>
          )}
        </div>
      ))}
      {owners.length < 10 && (
        <button
          type="button"
          className="btn plain sm"
          style={{ alignSelf: 'start' }}
          onClick={() => setOwners([...owners, { key: (owners.at(-1)?.key ?? 0) + 1, name: '', phone: '' }])}
        >
          {t.addOwner}
        </button>
      )}
      <TextField label={common.reason} value={reason} onValue={setReason} maxLength={200} />
    </Confirm>
  );
};
