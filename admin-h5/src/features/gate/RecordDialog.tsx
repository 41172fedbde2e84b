import { useState } from 'react';
import { type ExpectedView, listDoors, listExpected, listPassages, recordPassage } from 'shared-types/staffAccess';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/gate';
import { Confirm } from '../../ui/Dialog';
import { SelectField, TextArea, TextField } from '../../ui/Field';
import { ScopeTabs } from '../../ui/ScopeTabs';

/** Somebody is let in or out by hand: a guest with a pass, or anybody with a reason. */
export const RecordDialog = ({ guest, onClose }: { guest: ExpectedView | null; onClose: () => void }) => {
  const doors = useRead(listDoors);
  const [who, setWho] = useState(guest?.name ?? '');
  const [doorId, setDoor] = useState('');
  const [direction, setDirection] = useState<'in' | 'out'>('in');
  const [plate, setPlate] = useState(guest?.plate ?? '');
  const [reason, setReason] = useState('');
  const record = useCommand(recordPassage, {
    done: t.recorded,
    refreshes: [listExpected, listPassages],
    onDone: onClose,
  });
  const choices = (doors.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const ready = who.trim() && doorId && reason.trim();
  return (
    <Confirm
      title={t.recordTitle}
      action={t.record}
      busy={record.isPending}
      disabled={!ready}
      onConfirm={() =>
        record.mutate({
          body: {
            doorId,
            direction,
            passId: guest?.id ?? null,
            who: who.trim(),
            ...(plate.trim() ? { plate: plate.trim() } : {}),
            reason: reason.trim(),
          },
        })
      }
      onClose={onClose}
    >
      <p className="t2">{guest ? `${guest.name}，${t.guestOf(guest.houseLabel, guest.hostName)}` : t.recordWhat}</p>
      {!guest && <TextField label={t.who} placeholder={t.whoHint} value={who} onValue={setWho} maxLength={20} />}
      <SelectField
        label={t.door}
        value={doorId}
        onValue={setDoor}
        choices={[{ value: '', label: t.chooseDoor }, ...choices]}
      />
      <ScopeTabs
        label={t.direction}
        scopes={t.directions}
        value={direction}
        onValue={(next: 'in' | 'out') => setDirection(next)}
      />
      <TextField label={t.plateField} value={plate} onValue={setPlate} maxLength={12} autoComplete="off" />
      <TextArea label={t.reason} placeholder={t.reasonHint} value={reason} onValue={setReason} maxLength={100} />
    </Confirm>
  );
};
