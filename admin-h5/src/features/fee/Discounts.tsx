import { useState } from 'react';
import { occupancies } from 'shared-types/fee';
import { t } from '../../locales/zh-CN/fee';
import { Picks, TextField } from '../../ui/Field';
import { HouseSearch } from '../../ui/HouseSearch';
import { Icon } from '../../ui/icons';
import type { Edit } from './edit';
import { type DiscountForm, newDiscount } from './feeForm';
import { useHouseName } from './houseName';

const mostDiscounts = 10;

const HouseTag = ({ id, onRemove }: { id: string; onRemove: () => void }) => {
  const label = useHouseName(id);
  return (
    <button type="button" className="on" title={t.removeHouse(label)} onClick={onRemove}>
      {label}
      <Icon name="close" size={14} />
    </button>
  );
};

const Houses = ({ ids, onIds }: { ids: string[]; onIds: (ids: string[]) => void }) => {
  const [adding, setAdding] = useState(false);
  return (
    <fieldset className="field" aria-label={t.houses}>
      <span>{t.houses}</span>
      <div className="opt">
        {ids.map((id) => (
          <HouseTag key={id} id={id} onRemove={() => onIds(ids.filter((one) => one !== id))} />
        ))}
        {!adding && (
          <button type="button" onClick={() => setAdding(true)}>
            <Icon name="plus" size={14} />
            {t.addHouse}
          </button>
        )}
      </div>
      {adding && (
        <HouseSearch
          onPick={({ id }) => {
            onIds([...new Set([...ids, id])]);
            setAdding(false);
          }}
        />
      )}
    </fieldset>
  );
};

interface DiscountProps {
  one: DiscountForm;
  bad: (field: string) => string | undefined;
  onOne: (part: Partial<DiscountForm>) => void;
  onRemove: () => void;
}

const Discount = ({ one, bad, onOne, onRemove }: DiscountProps) => (
  <section className="rule" aria-label={one.name || t.discounts}>
    <div className="pairs">
      <TextField
        label={t.discountName}
        placeholder={t.discountNameHint}
        maxLength={20}
        value={one.name}
        onValue={(name) => onOne({ name })}
        error={bad('name')}
      />
      <TextField
        label={t.off}
        hint={t.offHint}
        inputMode="decimal"
        maxLength={6}
        value={one.off}
        onValue={(off) => onOne({ off })}
        error={bad('off')}
      />
    </div>
    <Picks
      label={t.occupancies}
      picked={one.occupancies}
      onPicked={(picked) => onOne({ occupancies: picked as DiscountForm['occupancies'] })}
      choices={occupancies.map((value) => ({ value, label: t.occupancy[value] }))}
    />
    <div className="pairs">
      <TextField
        label={t.vacantDays}
        inputMode="numeric"
        maxLength={4}
        value={one.vacantDays}
        onValue={(vacantDays) => onOne({ vacantDays })}
        error={bad('vacantDays')}
      />
      <TextField
        label={t.usages}
        hint={t.usagesHint}
        maxLength={100}
        value={one.usages}
        onValue={(usages) => onOne({ usages })}
      />
    </div>
    <Houses ids={one.houseIds} onIds={(houseIds) => onOne({ houseIds })} />
    {bad('condition') && (
      <p className="td" role="alert">
        {bad('condition')}
      </p>
    )}
    <div>
      <button type="button" className="btn plain sm" aria-label={t.removeDiscount(one.name)} onClick={onRemove}>
        {t.remove}
      </button>
    </div>
  </section>
);

/** Who pays less. */
export const Discounts = ({ edit }: { edit: Edit }) => {
  const { discounts } = edit.form;
  const set = (next: DiscountForm[]) => edit.set({ discounts: next });
  return (
    <section className="card pad col g2" aria-label={t.discounts}>
      <h2 className="fs-m">{t.discounts}</h2>
      <p className="t2">{discounts.length === 0 ? t.noDiscounts : t.discountsHint}</p>
      {discounts.map((one, i) => (
        <Discount
          // biome-ignore lint/suspicious/noArrayIndexKey: discounts have no name of their own while they are typed
          key={i}
          one={one}
          bad={(field) => edit.bad(`discounts.${i}.${field}`)}
          onOne={(part) => set(discounts.map((other, at) => (at === i ? { ...other, ...part } : other)))}
          onRemove={() => set(discounts.filter((_, at) => at !== i))}
        />
      ))}
      {discounts.length < mostDiscounts && (
        <div>
          <button type="button" className="btn sec sm" onClick={() => set([...discounts, newDiscount()])}>
            <Icon name="plus" size={18} />
            {t.addDiscount}
          </button>
        </div>
      )}
    </section>
  );
};
