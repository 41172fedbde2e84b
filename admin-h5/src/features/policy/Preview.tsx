import { useEffect } from 'react';
import type { ResponseOf } from 'shared-types/contract';
import { changePolicy, type PolicyPreview, previewPolicy, readPolicy, type ServicePolicy } from 'shared-types/policy';
import { useCommand } from '../../lib/query';
import { t } from '../../locales/zh-CN/policy';
import { PreviewDialog } from './PreviewDialog';

export type Change = ResponseOf<typeof previewPolicy>['changes'][number];

export const Changes = ({ changes }: { changes: readonly Change[] }) => (
  <table aria-label={t.changes} className="stack">
    <thead>
      <tr>
        <th scope="col">{t.changes}</th>
        <th scope="col">{t.before}</th>
        <th scope="col">{t.after}</th>
      </tr>
    </thead>
    <tbody>
      {changes.map((change) => (
        <tr key={change.path}>
          <td>{change.label}</td>
          <td className="t2" data-head={t.before}>
            {change.before}
          </td>
          <td className="tb w6" data-head={t.after}>
            {change.after}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

/** Two bars from 0 on one scale: what was, and what would have been. */
const Pair = ({ label, before, after }: { label: string; before: number; after: number }) => {
  const most = Math.max(1, before, after);
  return (
    <div className="pair">
      <span>{label}</span>
      <b className="num">
        {before} → {after}
      </b>
      <span className="two" aria-hidden="true">
        <i className="s0" style={{ width: `${(before / most) * 100}%` }} />
        <i className="s1" style={{ width: `${(after / most) * 100}%` }} />
      </span>
    </div>
  );
};

const Effects = ({ preview }: { preview: PolicyPreview }) => {
  const { lastMonth: month } = preview;
  return (
    <div className="col g3">
      <Changes changes={preview.changes} />
      <p className="note brand">{t.openKept(preview.openKept)}</p>
      <div className="col g2">
        <div className="row g2 wrap">
          <b className="grow">{t.lastMonth}</b>
          <span className="t2 num">{t.lastMonthOf(month.requests, month.promises)}</span>
        </div>
        <div className="lgd">
          <span>
            <i className="lg s0" />
            {t.before}
          </span>
          <span>
            <i className="lg s1" />
            {t.after}
          </span>
        </div>
        <Pair label={t.figures.missed} before={month.missedBefore} after={month.missedAfter} />
        <Pair label={t.figures.sampled} before={month.sampledBefore} after={month.sampledAfter} />
        <Pair label={t.figures.chained} before={month.chainedBefore} after={month.chainedAfter} />
      </div>
      {preview.overLimit.length > 0 && (
        <p className="note money">
          <span>
            {t.overLimit(preview.overLimit.length)}
            {preview.overLimit.map((one) => t.overLimitOne(one.name, one.load)).join('，')}
          </span>
        </p>
      )}
    </div>
  );
};

interface PreviewProps {
  policy: ServicePolicy;
  basedOn: number;
  onClose: () => void;
  onSaved: () => void;
}

/** 看看改了会怎样: what would change, what it would have meant, and then, with a reason, the change. */
export const Preview = ({ policy, basedOn, onClose, onSaved }: PreviewProps) => {
  const preview = useCommand(previewPolicy, { quiet: true });
  const save = useCommand(changePolicy, { quiet: true, refreshes: [readPolicy], done: t.saved, onDone: onSaved });
  const ask = preview.mutate;
  useEffect(() => ask({ body: { policy } }), [ask, policy]);
  return (
    <PreviewDialog
      effects={preview.data && <Effects preview={preview.data} />}
      pending={preview.isPending}
      saving={save.isPending}
      error={preview.error ?? save.error}
      onSave={(reason) => save.mutate({ body: { policy, basedOn, reason } })}
      onClose={onClose}
    />
  );
};
