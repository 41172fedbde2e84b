import { useState } from 'react';
import {
  approveBinding,
  type BindingStatus,
  bindingStatuses,
  endBindingByStaff,
  listBindings,
  rejectBinding,
  type StaffBindingView,
} from 'shared-types/binding';
import { readRepairBoard } from 'shared-types/staffRepair';
import { useNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { useCommand, usePages } from '../../lib/query';
import { when } from '../../lib/words';
import { t } from '../../locales/zh-CN/binding';
import { t as common } from '../../locales/zh-CN/common';
import { Chip, type StatusName } from '../../ui/Chip';
import { Confirm } from '../../ui/Dialog';
import { TextArea } from '../../ui/Field';
import { Page } from '../../ui/Page';
import { Empty, Loaded, More, SkeletonCards } from '../../ui/States';

const names = ['status'] as const;
const chips: Record<BindingStatus, StatusName> = { pending: 'review', active: 'done', rejected: 'void', ended: 'void' };
const changed = [listBindings, readRepairBoard];

const Decide = ({ binding }: { binding: StaffBindingView }) => {
  const [open, setOpen] = useState<'approve' | 'reject' | 'end' | null>(null);
  const [reason, setReason] = useState('');
  const close = () => {
    setOpen(null);
    setReason('');
  };
  const approve = useCommand(approveBinding, { refreshes: changed, done: t.approved, onDone: close });
  const reject = useCommand(rejectBinding, { refreshes: changed, done: t.rejected, onDone: close });
  const end = useCommand(endBindingByStaff, { refreshes: changed, done: t.ended, onDone: close });
  const params = { id: binding.id };
  const may = (action: StaffBindingView['actions'][number]) => binding.actions.includes(action);
  return (
    <div className="row g2 wrap">
      {may('approve') && (
        <button
          type="button"
          className={`btn sm ${binding.nameMatches ? 'pri' : 'sec'}`}
          aria-label={`${t.approve} ${binding.applicantName} ${binding.houseLabel}`}
          onClick={() => setOpen('approve')}
        >
          {t.approve}
        </button>
      )}
      {may('reject') && (
        <button
          type="button"
          className="btn ghost sm"
          aria-label={`${t.reject} ${binding.applicantName} ${binding.houseLabel}`}
          onClick={() => setOpen('reject')}
        >
          {t.reject}
        </button>
      )}
      {may('end') && (
        <button
          type="button"
          className="btn ghost sm"
          aria-label={`${t.end} ${binding.applicantName} ${binding.houseLabel}`}
          onClick={() => setOpen('end')}
        >
          {t.end}
        </button>
      )}
      {open === 'approve' && (
        <Confirm
          title={t.approveTitle}
          action={t.approve}
          busy={approve.isPending}
          onConfirm={() => approve.mutate({ params })}
          onClose={close}
        >
          {!binding.nameMatches && <p className="note money">{t.approveDiffers}</p>}
          <p>{t.approveWhat(binding.applicantName, binding.houseLabel)}</p>
        </Confirm>
      )}
      {open === 'reject' && (
        <Confirm
          title={t.rejectTitle}
          action={t.reject}
          danger
          busy={reject.isPending}
          disabled={!reason.trim()}
          onConfirm={() => reject.mutate({ params, body: { reason } })}
          onClose={close}
        >
          <p>{t.rejectWhat(binding.applicantName)}</p>
          <TextArea label={common.reason} value={reason} onValue={setReason} maxLength={200} />
        </Confirm>
      )}
      {open === 'end' && (
        <Confirm
          title={t.endTitle}
          action={t.end}
          danger
          busy={end.isPending}
          disabled={!reason.trim()}
          onConfirm={() => end.mutate({ params, body: { reason } })}
          onClose={close}
        >
          <p>{t.endWhat(binding.applicantName, binding.houseLabel)}</p>
          <TextArea label={common.reason} value={reason} onValue={setReason} maxLength={200} />
        </Confirm>
      )}
    </div>
  );
};

const Card = ({ binding }: { binding: StaffBindingView }) => {
  const now = useNow();
  return (
    <article className="card pad col g3" aria-label={`${binding.applicantName} ${binding.houseLabel}`}>
      <div className="row g2">
        <b className="fs-m grow el">{binding.houseLabel}</b>
        <Chip name={chips[binding.status]} pill>
          {t.statuses[binding.status]}
        </Chip>
      </div>
      <div className="row g3 top-a">
        <div className="sunk grow">
          <div className="t2">{t.applicant}</div>
          <b className="fs-m">{binding.applicantName}</b>
          <div className="num t2">{binding.phoneMasked ?? common.none}</div>
          <div>{t.wants(common.bindingRoles[binding.role])}</div>
        </div>
        <div className="sunk grow">
          <div className="t2">{t.ledger}</div>
          <b className="fs-m">{binding.ledgerNames.join('、') || t.noLedger}</b>
          <div className="t2">{t.boundNow(binding.boundNow)}</div>
          {binding.nameMatches ? <Chip name="verified">{t.matches}</Chip> : <Chip name="diff">{t.differs}</Chip>}
        </div>
      </div>
      <dl className="kv">
        {binding.note && (
          <>
            <dt>{t.note}</dt>
            <dd className="pre">{binding.note}</dd>
          </>
        )}
        <dt>{t.appliedAt}</dt>
        <dd className="num">{when(binding.appliedAt, now)}</dd>
        {binding.decidedAt && (
          <>
            <dt>{t.decided}</dt>
            <dd className="num">{[when(binding.decidedAt, now), binding.decidedBy].filter(Boolean).join(' ')}</dd>
          </>
        )}
        {binding.reason && (
          <>
            <dt>{t.reason}</dt>
            <dd className="pre">{binding.reason}</dd>
          </>
        )}
      </dl>
      <Decide binding={binding} />
    </article>
  );
};

export const BindingsPage = () => {
  const [filters, set] = useFilters(names);
  const status = (bindingStatuses as readonly string[]).includes(filters.status)
    ? (filters.status as BindingStatus)
    : 'pending';
  const query = usePages(listBindings, { query: { status } });
  return (
    <Page
      title={t.title}
      live
      tools={
        <fieldset className="seg" aria-label={t.title} style={{ alignSelf: 'start' }}>
          {bindingStatuses.map((one) => (
            <button
              key={one}
              type="button"
              className={status === one ? 'on' : ''}
              aria-pressed={status === one}
              onClick={() => set({ status: one === 'pending' ? '' : one })}
            >
              {t.statuses[one]}
            </button>
          ))}
        </fieldset>
      }
    >
      <Loaded query={{ ...query, data: query.data }} skeleton={<SkeletonCards height={180} />}>
        {() =>
          query.items.length === 0 ? (
            <Empty>{t.empty[status]}</Empty>
          ) : (
            <>
              <div
                style={{
                  display: 'grid',
                  gridTemplateColumns: 'repeat(auto-fill, minmax(min(380px, 100%), 1fr))',
                  gap: 12,
                  alignItems: 'start',
                }}
              >
                {query.items.map((binding) => (
                  <Card key={binding.id} binding={binding} />
                ))}
              </div>
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
};
