import { useState } from 'react';
import { listDispatches } from 'shared-types/dispatch';
import { listProblemTypes } from 'shared-types/repair';
import {
  classifyRepair,
  listRepairs,
  readRepair,
  readRepairBoard,
  type StaffRepairView,
} from 'shared-types/staffRepair';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/handling';
import { Confirm } from '../../ui/Dialog';
import { SelectField, TextField } from '../../ui/Field';
import { Skeleton } from '../../ui/States';
import { typedWords } from './typedWords';

/** A person says what it is; the recogniser's guess stands beside it. */
export const ClassifyDialog = ({ repair, onClose }: { repair: StaffRepairView; onClose: () => void }) => {
  const types = useRead(listProblemTypes, {}, { staleTime: 600_000 });
  const [typeId, setTypeId] = useState(repair.problemType.id);
  const [emergency, setEmergency] = useState(repair.emergency ?? '');
  const [reason, setReason] = useState('');
  const classify = useCommand(classifyRepair, {
    refreshes: [readRepair, listRepairs, readRepairBoard, listDispatches],
    done: t.classified,
    onDone: onClose,
  });
  const type = types.data?.items.find((one) => one.id === typeId);
  const { emergencyHint: hint, seen } = repair.typed;
  return (
    <Confirm
      title={t.classifyTitle}
      action={t.classify}
      busy={classify.isPending}
      disabled={!type}
      onConfirm={() =>
        classify.mutate({
          params: { id: repair.id },
          body: {
            problemTypeId: typeId,
            emergency: emergency || null,
            ...(reason.trim() ? { reason } : {}),
          },
        })
      }
      onClose={onClose}
    >
      <p className={repair.typed.undecided ? 'note money' : 't2'}>{typedWords(repair)}</p>
      {hint && <p className="note danger">{t.hint(hint)}</p>}
      {seen && (
        <p className="row g2 wrap">
          <span className="grow">{t.seenInPicture(seen.name, seen.confidencePercent)}</span>
          <button
            type="button"
            className="btn ghost sm"
            onClick={() => {
              setTypeId(seen.id);
              setEmergency('');
            }}
          >
            {t.takeSeen}
          </button>
        </p>
      )}
      {repair.text && <p className="sunk pre">“{repair.text}”</p>}
      {types.isPending && <Skeleton rows={3} height={36} />}
      <SelectField
        label={t.type}
        value={type ? typeId : ''}
        onValue={(value) => {
          setTypeId(value);
          setEmergency('');
        }}
        choices={[
          ...(type ? [] : [{ value: '', label: t.type }]),
          ...(types.data?.items ?? []).map((one) => ({ value: one.id, label: one.name })),
        ]}
      />
      {type && type.emergencies.length > 0 && (
        <SelectField
          label={t.emergency}
          value={type.emergencies.includes(emergency) ? emergency : ''}
          onValue={setEmergency}
          choices={[
            { value: '', label: t.notEmergency },
            ...type.emergencies.map((one) => ({ value: one, label: one })),
          ]}
        />
      )}
      <TextField label={t.whyChange} value={reason} onValue={setReason} maxLength={200} />
      <p className="t3">{t.classifyWhat}</p>
    </Confirm>
  );
};
