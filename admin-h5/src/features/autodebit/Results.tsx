import { type ChangeEvent, useRef, useState } from 'react';
import {
  importResults,
  listBatches,
  listDebits,
  previewResults,
  type ResultPreview,
  readBatch,
} from 'shared-types/autodebit';
import { newKey } from 'shared-types/client';
import { formatFen } from 'shared-types/money';
import { upload, wordsOf } from '../../lib/api';
import { refresh } from '../../lib/query';
import { t } from '../../locales/zh-CN/autodebit';
import { Confirm } from '../../ui/Dialog';
import { Icon } from '../../ui/icons';
import { toast } from '../../ui/toastStore';

const linesOf = (preview: ResultPreview): string[] => [
  ...(preview.paid > 0 ? [t.willPay(preview.paid, formatFen(preview.paidFen))] : []),
  ...(preview.failed > 0 ? [t.willFail(preview.failed)] : []),
  ...(preview.known > 0 ? [t.known(preview.known)] : []),
  ...(preview.missing > 0 ? [t.missing(preview.missing)] : []),
];

const Preview = ({ preview }: { preview: ResultPreview }) => (
  <>
    {preview.seenBefore && <p className="note warn">{t.seenBefore}</p>}
    {preview.paid + preview.failed === 0 && !preview.seenBefore && <p>{t.nothing}</p>}
    {linesOf(preview).map((line) => (
      <p key={line} className="num">
        {line}
      </p>
    ))}
    {preview.faults.length > 0 && (
      <section className="col g2" aria-label={t.faults(preview.faults.length)}>
        <b className="td">{t.faults(preview.faults.length)}</b>
        {preview.faults.map(({ line, debitNo, words }) => (
          <span key={`${line} ${debitNo} ${words}`} className="num">
            {t.fault(line, debitNo, words)}
          </span>
        ))}
      </section>
    )}
  </>
);

/** The bank's answer: read and shown first, then booked. */
export const ResultsButton = ({ batchId }: { batchId: string }) => {
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState<{ file: File; preview: ResultPreview } | null>(null);
  const key = useRef(newKey());
  const input = { params: { id: batchId } };
  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toast(wordsOf(error), 'danger');
    }
    setBusy(false);
  };
  const pick = (event: ChangeEvent<HTMLInputElement>) => {
    const field = event.target;
    const file = field.files?.[0];
    if (!file) return;
    void attempt(async () => {
      const preview = await upload(previewResults, file, file.name, newKey(), input);
      key.current = newKey();
      setAsked({ file, preview: preview as ResultPreview });
      field.value = '';
    });
  };
  const book = () =>
    void attempt(async () => {
      if (!asked) return;
      await upload(importResults, asked.file, asked.file.name, key.current, input);
      toast(t.importDone);
      setAsked(null);
      await refresh(readBatch, listBatches, listDebits);
    });
  return (
    <>
      <label className="btn pri" style={{ cursor: 'pointer' }}>
        <Icon name="import" />
        {busy && !asked ? t.reading : t.pickResult}
        <input
          type="file"
          className="sr"
          accept=".csv,.txt"
          aria-label={t.pickResult}
          disabled={busy}
          onChange={pick}
        />
      </label>
      {asked && (
        <Confirm
          title={t.previewTitle}
          action={t.import}
          busy={busy}
          disabled={asked.preview.paid + asked.preview.failed === 0}
          onConfirm={book}
          onClose={() => setAsked(null)}
        >
          <Preview preview={asked.preview} />
        </Confirm>
      )}
    </>
  );
};
