import { type ChangeEvent, useState } from 'react';
import { listMandates, readAutoDebitDesk, registerMandate } from 'shared-types/autodebit';
import { parseYuan } from 'shared-types/money';
import { uploadPhoto, wordsOf } from '../../lib/api';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/autodebit';
import { Confirm } from '../../ui/Dialog';
import { TextField } from '../../ui/Field';
import { HouseField, type PickedHouse } from '../../ui/HouseSearch';
import { Icon } from '../../ui/icons';
import { toast } from '../../ui/toastStore';

const FormFiles = ({ ids, onIds }: { ids: readonly string[]; onIds: (ids: string[]) => void }) => {
  const [busy, setBusy] = useState(false);
  const send = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const file = input.files?.[0];
    if (!file) return;
    setBusy(true);
    try {
      onIds([...ids, (await uploadPhoto(file, file.name)).id]);
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
    input.value = '';
    setBusy(false);
  };
  return (
    <div className="row g3 wrap">
      <label className="btn ghost" style={{ cursor: 'pointer' }}>
        <Icon name="import" size={18} />
        {busy ? t.sendingForm : t.addForm}
        <input
          type="file"
          className="sr"
          accept="image/*,.pdf"
          aria-label={t.form}
          disabled={busy || ids.length >= 5}
          onChange={(event) => void send(event)}
        />
      </label>
      <span className="t2">{ids.length > 0 ? t.formCount(ids.length) : t.form}</span>
    </div>
  );
};

/** A form that the payer signed for the bank. */
export const RegisterDialog = ({ onClose }: { onClose: () => void }) => {
  const [house, setHouse] = useState<PickedHouse | null>(null);
  const [holderName, setHolder] = useState('');
  const [bankName, setBank] = useState('');
  const [card, setCard] = useState('');
  const [agreement, setAgreement] = useState('');
  const [limit, setLimit] = useState('');
  const [fileIds, setFileIds] = useState<string[]>([]);
  const register = useCommand(registerMandate, {
    done: t.registered,
    refreshes: [listMandates, readAutoDebitDesk],
    onDone: onClose,
  });
  const cardNumber = card.trim();
  const agreementNo = agreement.trim();
  const cardBad = cardNumber !== '' && !/^\d(?: ?\d){11,18}$/.test(cardNumber);
  const agreementBad = agreementNo !== '' && !/^[0-9A-Za-z-]{4,32}$/.test(agreementNo);
  const limitFen = limit.trim() === '' ? null : parseYuan(limit);
  const limitBad = limit.trim() !== '' && (limitFen === null || limitFen < 1);
  const ready =
    house && holderName.trim() && bankName.trim() && cardNumber && agreementNo && fileIds.length > 0 && !limitBad;
  return (
    <Confirm
      title={t.registerTitle}
      action={t.register}
      busy={register.isPending}
      disabled={!ready || cardBad || agreementBad}
      onConfirm={() =>
        house &&
        register.mutate({
          body: {
            houseId: house.id,
            holderName: holderName.trim(),
            bankName: bankName.trim(),
            cardNumber,
            agreementNo,
            fileIds,
            ...(limitFen ? { limitFen } : {}),
          },
        })
      }
      onClose={onClose}
    >
      <p className="t2">{t.registerWhat}</p>
      <HouseField label={t.house} house={house} onHouse={setHouse} />
      <TextField label={t.holder} value={holderName} onValue={setHolder} maxLength={30} autoComplete="off" />
      <TextField label={t.bank} value={bankName} onValue={setBank} maxLength={30} autoComplete="off" />
      <TextField
        label={t.card}
        value={card}
        onValue={setCard}
        inputMode="numeric"
        maxLength={40}
        autoComplete="off"
        error={cardBad ? t.cardBad : undefined}
      />
      <TextField
        label={t.agreement}
        value={agreement}
        onValue={setAgreement}
        maxLength={32}
        autoComplete="off"
        error={agreementBad ? t.agreementBad : undefined}
      />
      <TextField
        label={t.limit}
        value={limit}
        onValue={setLimit}
        inputMode="decimal"
        error={limitBad ? t.limitBad : undefined}
      />
      <FormFiles ids={fileIds} onIds={setFileIds} />
    </Confirm>
  );
};
