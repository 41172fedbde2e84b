import { useState } from 'react';
import {
  type FollowUpLevel,
  type FollowUpOutcome,
  followUpOutcomes,
  listStaffFollowUps,
  noteFollowUp,
  readStaffFollowUp,
} from 'shared-types/followUp';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/followUp';
import { Confirm } from '../../ui/Dialog';
import { TextArea } from '../../ui/Field';

interface NoteDialogProps {
  id: string;
  level: FollowUpLevel;
  onClose: () => void;
}

/** What a level did, what the owner said, and whether it hands over. */
export const NoteDialog = ({ id, level, onClose }: NoteDialogProps) => {
  const [outcome, setOutcome] = useState<FollowUpOutcome>('reached');
  const [note, setNote] = useState('');
  const [ownerWords, setOwnerWords] = useState('');
  const [pass, setPass] = useState(true);
  const act = useCommand(noteFollowUp, {
    refreshes: [listStaffFollowUps, readStaffFollowUp],
    done: t.noted,
    onDone: onClose,
  });
  const ready = note.trim() !== '' && (outcome !== 'reached' || ownerWords.trim() !== '');
  return (
    <Confirm
      title={t.addTitle(t.levels[level])}
      action={t.add}
      busy={act.isPending}
      disabled={!ready}
      onConfirm={() =>
        act.mutate({ params: { id }, body: { outcome, note: note.trim(), ownerWords: ownerWords.trim(), pass } })
      }
      onClose={onClose}
    >
      <fieldset className="field" aria-label={t.outcome}>
        <span className="t2">{t.outcome}</span>
        <div className="opt">
          {followUpOutcomes.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={outcome === one}
              className={outcome === one ? 'on' : ''}
              onClick={() => setOutcome(one)}
            >
              {t.outcomes[one]}
            </button>
          ))}
        </div>
      </fieldset>
      <TextArea label={t.note} value={note} onValue={setNote} maxLength={500} />
      {outcome !== 'no-answer' && (
        <TextArea
          label={t.ownerWords}
          hint={outcome === 'reached' ? t.ownerWordsHint : undefined}
          value={ownerWords}
          onValue={setOwnerWords}
          maxLength={500}
        />
      )}
      <label className="check">
        <input type="checkbox" checked={pass} onChange={(event) => setPass(event.target.checked)} />
        {level === 'manager' ? t.passLast : t.pass}
      </label>
      <p className="t3">{t.passHint}</p>
    </Confirm>
  );
};
