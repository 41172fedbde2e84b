import { useState } from 'react';
import { callbackOutcomes, listRepairs, readRepair, readRepairBoard, recordCallback } from 'shared-types/staffRepair';
import { listCallbacks } from 'shared-types/supervision';
import { useCommand } from '../lib/query';
import { t } from '../locales/zh-CN/handling';
import { Confirm } from './Dialog';
import { TextArea } from './Field';

type Outcome = (typeof callbackOutcomes)[number];

/** What the owner said on the telephone; nobody answering leaves the clock running. */
export const CallbackDialog = ({ id, onClose }: { id: string; onClose: () => void }) => {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [note, setNote] = useState('');
  const record = useCommand(recordCallback, {
    refreshes: [readRepair, listRepairs, readRepairBoard, listCallbacks],
    done: t.calledBack,
    onDone: onClose,
  });
  const needsNote = outcome === 'unsatisfied';
  return (
    <Confirm
      title={t.callbackTitle}
      action={t.callback}
      busy={record.isPending}
      disabled={!outcome || (needsNote && !note.trim())}
      onConfirm={() =>
        outcome && record.mutate({ params: { id }, body: { outcome, ...(note.trim() ? { note } : {}) } })
      }
      onClose={onClose}
    >
      <p className="t2">{t.callbackWhat}</p>
      <fieldset className="opt" aria-label={t.callbackTitle}>
        {callbackOutcomes.map((one) => (
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
      </fieldset>
      <TextArea
        label={needsNote ? t.outcomeNoteNeeded : t.outcomeNote}
        value={note}
        onValue={setNote}
        maxLength={500}
      />
    </Confirm>
  );
};
