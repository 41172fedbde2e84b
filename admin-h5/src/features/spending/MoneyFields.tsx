import { useId } from 'react';
import { listSuppliers, spendingCategories, spendingKinds } from 'shared-types/spending';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/spending';
import { AmountField } from '../../ui/AmountField';
import { SelectField, TextField } from '../../ui/Field';
import { accountsOf, type SpendingForm, withKind } from './spendingForm';
import { comesIn } from './spendingMarks';

interface MoneyFieldsProps {
  form: SpendingForm;
  set: (part: Partial<SpendingForm>) => void;
  today: string;
  /** What is wrong, by field. */
  wrong: Record<string, string | undefined>;
}

const fundings = ['property', 'public-revenue'] as const;

const Supplier = ({ form, set, wrong }: Omit<MoneyFieldsProps, 'today'>) => {
  const list = useId();
  const known = useRead(listSuppliers, {}, { staleTime: 600_000 }).data?.items ?? [];
  return (
    <>
      <TextField
        label={t.supplier[comesIn(form.kind) ? 'in' : 'out']}
        hint={t.supplierHint}
        value={form.supplier}
        onValue={(supplier) => set({ supplier })}
        maxLength={60}
        list={list}
        error={wrong.supplier}
      />
      <datalist id={list}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
};

const Kinds = ({ form, set }: Pick<MoneyFieldsProps, 'form' | 'set'>) => (
  <fieldset className="field" aria-label={t.kind}>
    <b className="fs-m">{t.kind}</b>
    <div className="opt">
      {spendingKinds.map((kind) => (
        <button
          key={kind}
          type="button"
          className={form.kind === kind ? 'on' : ''}
          aria-pressed={form.kind === kind}
          onClick={() => set(withKind(form, kind))}
        >
          {t.kinds[kind]}
        </button>
      ))}
    </div>
  </fieldset>
);

/** How much, of what kind, through which account, to or from whom. */
export const MoneyFields = ({ form, set, today, wrong }: MoneyFieldsProps) => {
  const accounts = accountsOf(form.kind);
  return (
    <>
      <Kinds form={form} set={set} />
      <div className="pairs">
        <SelectField
          label={t.category}
          value={form.category}
          onValue={(value) =>
            set({ category: spendingCategories[form.kind].find((one) => one === value) ?? form.category })
          }
          choices={spendingCategories[form.kind].map((value) => ({ value, label: t.categories[value] }))}
          error={wrong.category}
        />
        <AmountField label={t.amount} value={form.amount} onValue={(amount) => set({ amount })} error={wrong.amount} />
        <TextField
          label={t.day}
          type="date"
          max={today}
          value={form.day}
          onValue={(day) => set({ day })}
          error={wrong.day}
        />
        {accounts.length > 1 && (
          <SelectField
            label={t.account[comesIn(form.kind) ? 'in' : 'out']}
            value={form.account}
            onValue={(value) => set({ account: accounts.find((one) => one === value) ?? form.account })}
            choices={accounts.map((value) => ({ value, label: t.accounts[value] }))}
            error={wrong.account}
          />
        )}
        {form.kind === 'expense' && (
          <SelectField
            label={t.fundedBy}
            value={form.fundedBy}
            onValue={(value) => set({ fundedBy: fundings.find((one) => one === value) ?? form.fundedBy })}
            choices={fundings.map((value) => ({ value, label: t.fundings[value] }))}
          />
        )}
      </div>
      <Supplier form={form} set={set} wrong={wrong} />
      <TextField
        label={t.memo}
        hint={t.memoHint}
        value={form.memo}
        onValue={(memo) => set({ memo })}
        maxLength={100}
        error={wrong.memo}
      />
    </>
  );
};
