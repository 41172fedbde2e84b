import { useState } from 'react';
import { issueCard, listCardsOfHouse } from 'shared-types/kiosk';
import { useCommand } from '../../lib/query';
import { t as common } from '../../locales/zh-CN/common';
import { t } from '../../locales/zh-CN/house';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';

interface Props {
  holder: { personId: string; name: string };
  /** Doors on the way home that take cards. */
  terminals: readonly string[];
  /** The card that they have is read once more: it shall open doors. */
  forDoors: boolean;
  onClose: () => void;
}

/** A card is read: a new one, or the one that they have, for the doors. */
export const IssueCard = ({ holder, terminals, forDoors, onClose }: Props) => {
  const [number, setNumber] = useState('');
  const [doors, setDoors] = useState(forDoors);
  const issue = useCommand(issueCard, {
    refreshes: [listCardsOfHouse],
    done: doors ? t.cardIssuedDoors : t.cardIssued,
    onDone: onClose,
  });
  return (
    <Confirm
      title={forDoors ? t.doorsFor(holder.name) : t.cardFor(holder.name)}
      action={common.save}
      busy={issue.isPending}
      disabled={!/^\d{6,20}$/.test(number)}
      onClose={onClose}
      onConfirm={() => issue.mutate({ params: { id: holder.personId }, body: { number, doors } })}
    >
      {forDoors && <p className="t2">{t.readAgain}</p>}
      <TextField
        label={t.cardNumber}
        hint={doors ? t.cardNumberDoors : t.cardNumberHint}
        value={number}
        inputMode="numeric"
        autoComplete="off"
        maxLength={20}
        onValue={(typed) => setNumber(typed.trim())}
      />
      {terminals.length === 0 ? (
        <p className="t2">{t.noTerminals}</p>
      ) : (
        !forDoors && (
          <label className="row g2">
            <input type="checkbox" checked={doors} onChange={(event) => setDoors(event.target.checked)} />
            <span>{t.opensDoors}</span>
          </label>
        )
      )}
      {doors && <p className="t2">{t.doorsThere(terminals)}</p>}
    </Confirm>
  );
};
