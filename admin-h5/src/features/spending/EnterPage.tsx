import { useState } from 'react';
import { useNavigate } from 'react-router';
import { formatFen, parseYuan } from 'shared-types/money';
import { enterSpending, listSpendings, listSuppliers, readSpending, type SpendingView } from 'shared-types/spending';
import { toDay } from 'shared-types/time';
import { fieldsOf, wordsOf } from '../../lib/api';
import { serverNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/spending';
import { BookRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Loaded, SkeletonCards } from '../../ui/States';
import { MoneyFields } from './MoneyFields';
import { bodyOf, formOf, type Missing, missingOf, newForm, type SpendingForm } from './spendingForm';
import { TieFields } from './TieFields';
import { VoucherField } from './VoucherField';

const names = ['corrects'] as const;

interface EditorProps {
  /** What is entered anew; null: nothing was there before. */
  wrong: SpendingView | null;
}

const useEnter = (wrong: SpendingView | null) => {
  const go = useNavigate();
  return useCommand(enterSpending, {
    quiet: true,
    done: t.entered,
    refreshes: [listSpendings, listSuppliers, ...(wrong ? [readSpending] : [])],
    onDone: ({ id }) => void go(`/spendings/${id}`, { replace: true }),
  });
};

const PublicCheck = ({ form, set }: { form: SpendingForm; set: (part: Partial<SpendingForm>) => void }) => (
  <div className="col">
    <label className="check">
      <input
        type="checkbox"
        checked={form.vouchersPublic}
        onChange={(event) => set({ vouchersPublic: event.target.checked })}
      />
      {t.publicVouchers}
    </label>
    <span className="t2">{t.publicHint}</span>
  </div>
);

/** What will come of it: booked at once, or looked at by a second person first. */
const Outlook = ({ amount, aboveFen }: { amount: string; aboveFen: number | undefined }) => {
  const fen = parseYuan(amount);
  if (fen === null || fen < 1 || aboveFen === undefined) return null;
  return <p className="t2">{fen > aboveFen ? t.willWait(formatFen(aboveFen)) : t.willBook}</p>;
};

const Editor = ({ wrong }: EditorProps) => {
  const today = toDay(serverNow());
  const [form, setForm] = useState<SpendingForm>(() => (wrong ? formOf(wrong) : newForm(today)));
  const [tried, setTried] = useState(false);
  const [sending, setSending] = useState(false);
  const aboveFen = useRead(listSpendings, { query: { limit: 1 } }).data?.approveAboveFen;
  const enter = useEnter(wrong);
  const set = (part: Partial<SpendingForm>) => setForm((old) => ({ ...old, ...part }));
  const missing = missingOf(form);
  const said = fieldsOf(enter.error);
  const needs = (field: Missing) => (tried && missing.includes(field) ? t.need[field] : undefined);
  const badAmount = form.amount !== '' && missing.includes('amount') ? t.amountBad : needs('amount');
  const faults = {
    ...said,
    amount: badAmount ?? said.amountFen,
    day: needs('day') ?? said.day,
    memo: needs('memo') ?? said.memo,
  };
  const waits = aboveFen !== undefined && (parseYuan(form.amount) ?? 0) > aboveFen;
  return (
    <form
      className="card pad col g4 narrow"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (missing.length === 0) enter.mutate({ body: bodyOf(form, wrong?.id ?? null) });
      }}
    >
      {wrong && <p className="note brand num">{t.corrects(wrong.number)}</p>}
      <MoneyFields form={form} set={set} today={today} wrong={faults} />
      <VoucherField
        files={form.files}
        onFiles={(files) => set({ files })}
        busy={sending}
        onBusy={setSending}
        error={needs('files')}
      />
      <PublicCheck form={form} set={set} />
      <TieFields form={form} set={set} />
      {enter.error && (
        <p className="note danger" role="alert">
          {Object.values(said)[0] ?? wordsOf(enter.error)}
        </p>
      )}
      <Outlook amount={form.amount} aboveFen={aboveFen} />
      <button type="submit" className="btn pri big" disabled={enter.isPending || sending}>
        {waits ? t.submit : t.save}
      </button>
    </form>
  );
};

/** 记一笔: an expense, public revenue or the maintenance fund's money, with its voucher. */
export const EnterPage = () => {
  const [{ corrects }] = useFilters(names);
  const query = useRead(readSpending, { params: { id: corrects } }, { enabled: corrects !== '' });
  return (
    <Page title={t.enterTitle} tools={<BookRooms />} back="/spendings">
      {corrects ? (
        <Loaded query={query} skeleton={<SkeletonCards count={1} height={480} />}>
          {(wrong) => <Editor key={corrects} wrong={wrong} />}
        </Loaded>
      ) : (
        <Editor wrong={null} />
      )}
    </Page>
  );
};
