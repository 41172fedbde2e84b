import { meterKinds } from 'shared-types/reading';
import { t } from '../../locales/zh-CN/fee';
import { SelectField, TextField } from '../../ui/Field';
import { HouseField } from '../../ui/HouseSearch';
import type { Edit } from './edit';
import type { FeeForm, How } from './feeForm';
import { useHouseName } from './houseName';

const mostTiers = 8;
const months = Array.from({ length: 12 }, (_, i) => i + 1);

type TextKey = 'price' | 'month' | 'owned' | 'leased' | 'usual';

const Amount = ({ field, edit, hint }: { field: TextKey; edit: Edit; hint?: string }) => (
  <TextField
    label={t[field]}
    hint={hint}
    inputMode="decimal"
    maxLength={14}
    value={edit.form[field]}
    onValue={(value) => edit.set({ [field]: value })}
    error={edit.bad(field)}
  />
);

const Cycle = ({ edit }: { edit: Edit }) => (
  <div className="pairs">
    <SelectField
      label={t.every}
      value={String(edit.form.everyMonths)}
      onValue={(value) => edit.set({ everyMonths: Number(value) as FeeForm['everyMonths'] })}
      choices={(['1', '3', '6', '12'] as const).map((value) => ({ value, label: t.everies[value] }))}
    />
    {edit.form.everyMonths > 1 && (
      <SelectField
        label={t.firstMonth}
        value={String(edit.form.firstMonth)}
        onValue={(value) => edit.set({ firstMonth: Number(value) })}
        choices={months.map((n) => ({ value: String(n), label: t.monthOf(n) }))}
      />
    )}
  </div>
);

const Tiers = ({ edit }: { edit: Edit }) => {
  const { tiers, meter } = edit.form;
  const unit = t.units[meter];
  const last = tiers.length - 1;
  const change = (i: number, part: Partial<FeeForm['tiers'][number]>) =>
    edit.set({ tiers: tiers.map((tier, at) => (at === i ? { ...tier, ...part } : tier)) });
  return (
    <fieldset className="col g3" aria-label={t.tiers}>
      {tiers.map((tier, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: tiers have no name of their own
        <div key={i} className="pairs">
          {i === last ? (
            <p className="t2">{last > 0 ? `${t.tier(i + 1)}：${t.tierRest}` : ''}</p>
          ) : (
            <TextField
              label={`${t.tier(i + 1)}，${t.tierUpTo(unit)}`}
              inputMode="decimal"
              maxLength={12}
              value={tier.upTo}
              onValue={(upTo) => change(i, { upTo })}
              error={edit.bad(`tiers.${i}.upTo`)}
            />
          )}
          <TextField
            label={t.tierPrice(unit)}
            hint={i === 0 ? t.priceHint : undefined}
            inputMode="decimal"
            maxLength={12}
            value={tier.price}
            onValue={(price) => change(i, { price })}
            error={edit.bad(`tiers.${i}.price`)}
          />
        </div>
      ))}
      <div className="row g2">
        {tiers.length < mostTiers && (
          <button
            type="button"
            className="btn plain sm"
            onClick={() => edit.set({ tiers: [...tiers, { upTo: '', price: '' }] })}
          >
            {t.addTier}
          </button>
        )}
        {last > 0 && (
          <button type="button" className="btn plain sm" onClick={() => edit.set({ tiers: tiers.slice(0, -1) })}>
            {`${t.remove}${t.tier(last + 1)}`}
          </button>
        )}
      </div>
    </fieldset>
  );
};

const Metered = ({ edit }: { edit: Edit }) => (
  <>
    <SelectField
      label={t.meter}
      value={edit.form.meter}
      onValue={(value) => edit.set({ meter: value as FeeForm['meter'] })}
      choices={meterKinds.map((value) => ({ value, label: t.meters[value] }))}
    />
    <Tiers edit={edit} />
  </>
);

const Pool = ({ edit }: { edit: Edit }) => {
  const { form, set } = edit;
  const label = useHouseName(form.restTo);
  return (
    <>
      <div className="pairs">
        <SelectField
          label={t.by}
          value={form.by}
          onValue={(value) => set({ by: value as FeeForm['by'] })}
          choices={(['area', 'house'] as const).map((value) => ({ value, label: t.bys[value] }))}
        />
        <SelectField
          label={t.level}
          value={form.level}
          onValue={(value) => set({ level: value as FeeForm['level'] })}
          choices={(['community', 'building'] as const).map((value) => ({ value, label: t.levels[value] }))}
        />
      </div>
      <SelectField
        label={t.rest}
        value={form.restToOne ? 'one' : 'spread'}
        onValue={(value) => set({ restToOne: value === 'one' })}
        error={edit.bad('restTo')}
        choices={(['spread', 'one'] as const).map((value) => ({ value, label: t.rests[value] }))}
      />
      {form.restToOne && (
        <HouseField
          label={t.rests.one}
          house={form.restTo ? { id: form.restTo, label } : null}
          onHouse={(house) => set({ restTo: house?.id ?? null })}
        />
      )}
    </>
  );
};

const fieldsOf: Record<How, (props: { edit: Edit }) => React.ReactNode> = {
  area: ({ edit }) => (
    <>
      <Amount field="price" edit={edit} hint={t.priceHint} />
      <Cycle edit={edit} />
    </>
  ),
  'per-house': ({ edit }) => (
    <>
      <Amount field="month" edit={edit} />
      <Cycle edit={edit} />
    </>
  ),
  metered: Metered,
  pool: Pool,
  parking: ({ edit }) => (
    <>
      <div className="pairs">
        <Amount field="owned" edit={edit} />
        <Amount field="leased" edit={edit} />
      </div>
      <Cycle edit={edit} />
    </>
  ),
  'one-off': ({ edit }) => <Amount field="usual" edit={edit} />,
};

/** The numbers of the way that a fee is reckoned. */
export const RuleFields = ({ edit }: { edit: Edit }) => {
  const Fields = fieldsOf[edit.form.how];
  return <Fields edit={edit} />;
};
