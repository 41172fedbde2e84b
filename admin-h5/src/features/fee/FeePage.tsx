import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { changeFee, createFee, type FeeView, listFees } from 'shared-types/fee';
import { toDay } from 'shared-types/time';
import { fieldsOf } from '../../lib/api';
import { serverNow } from '../../lib/clock';
import { useFilters } from '../../lib/filters';
import { useCommand, useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/fee';
import { ChargeRooms } from '../../ui/MoneyRooms';
import { Page } from '../../ui/Page';
import { Empty, Loaded, SkeletonCards } from '../../ui/States';
import { editOf } from './edit';
import { FeeFields } from './FeeFields';
import { type FeeForm, fromForm, newForm, toForm } from './feeForm';
import { TryPanel } from './TryPanel';

const names = ['as'] as const;
const thisMonth = (): string => toDay(serverNow()).slice(0, 7);
const nextMonth = (): string => {
  const [year = 0, month = 0] = thisMonth().split('-').map(Number);
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
};

interface EditorProps {
  /** Null: a new one. */
  fee: FeeView | null;
  succeeds: boolean;
}

const startOf = ({ fee, succeeds }: EditorProps): FeeForm => {
  if (!fee) return newForm(thisMonth());
  return succeeds ? { ...toForm(fee), validFrom: nextMonth(), validTo: '' } : toForm(fee);
};

const Editor = (props: EditorProps) => {
  const { fee, succeeds } = props;
  const go = useNavigate();
  const [form, setForm] = useState<FeeForm>(() => startOf(props));
  const [tried, setTried] = useState(false);
  const { fee: fields, bad } = useMemo(() => fromForm(form), [form]);
  const after = { done: t.saved, refreshes: [listFees], onDone: () => void go('/bills/fees') };
  const create = useCommand(createFee, after);
  const change = useCommand(changeFee, after);
  const wrong = Object.values(fieldsOf(create.error ?? change.error));
  const edit = editOf(form, (part) => setForm((old) => ({ ...old, ...part })), bad, tried);
  const save = () => {
    setTried(true);
    if (!fields) return;
    if (fee && !succeeds) change.mutate({ params: { id: fee.id }, body: fields });
    else create.mutate({ body: { ...fields, ...(fee ? { succeeds: fee.id } : {}) } });
  };
  const left = Object.keys(bad).length;
  return (
    <>
      {succeeds && <p className="t2">{t.succeedWhat}</p>}
      <div className="story">
        <div>
          <FeeFields edit={edit} />
        </div>
        <div>{form.how !== 'one-off' && <TryPanel fee={fields} month={thisMonth()} />}</div>
      </div>
      {wrong.length > 0 && (
        <p className="note danger" role="alert">
          {wrong.join('；')}
        </p>
      )}
      <div className="savebar">
        <button
          type="button"
          className="btn pri"
          disabled={(tried && !fields) || create.isPending || change.isPending}
          onClick={save}
        >
          {tried && left > 0 ? t.left(left) : t.save}
        </button>
      </div>
    </>
  );
};

/** A fee that is being written: new, changed while nothing was billed of it, or its next version. */
export const FeePage = () => {
  const { id } = useParams();
  const [{ as }] = useFilters(names);
  const succeeds = as === 'succeed';
  const query = useRead(listFees, { query: { scope: 'all' } });
  const fee = query.data?.items.find((one) => one.id === id) ?? null;
  const title = !id ? t.titles.add : fee ? t.titles[succeeds ? 'succeed' : 'change'](fee.name) : t.title;
  return (
    <Page title={title} tools={<ChargeRooms />} back="/bills/fees">
      <Loaded query={query} skeleton={<SkeletonCards count={3} height={180} />}>
        {() => (id && !fee ? <Empty>{t.lost}</Empty> : <Editor key={`${id}${as}`} fee={fee} succeeds={succeeds} />)}
      </Loaded>
    </Page>
  );
};
