import { useState } from 'react';
import { listBuildings } from 'shared-types/community';
import { listSpendingOrders, type SpendingOrder } from 'shared-types/spending';
import { useMe } from '../../lib/me';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/spending';
import { SelectField, TextField } from '../../ui/Field';
import type { SpendingForm } from './spendingForm';

interface TieFieldsProps {
  form: SpendingForm;
  set: (part: Partial<SpendingForm>) => void;
}

const Places = ({ form, set }: TieFieldsProps) => {
  const buildings = useRead(listBuildings).data?.items ?? [];
  const units = buildings.find(({ id }) => id === form.buildingId)?.units ?? [];
  return (
    <>
      <SelectField
        label={t.building}
        value={form.buildingId}
        onValue={(buildingId) => set({ buildingId, unitId: '' })}
        choices={[
          { value: '', label: t.wholeCommunity },
          ...buildings.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {units.length > 0 && (
        <SelectField
          label={t.unit}
          value={form.unitId}
          onValue={(unitId) => set({ unitId })}
          choices={[
            { value: '', label: t.wholeBuilding },
            ...units.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
    </>
  );
};

const orderWords = (order: SpendingOrder): string => `${order.number} ${order.title}`;

const OrderSearch = ({ onOrder }: { onOrder: (order: SpendingOrder) => void }) => {
  const [q, setQ] = useState('');
  const asked = q.trim();
  const query = useRead(listSpendingOrders, { query: { q: asked } }, { enabled: asked.length > 1 });
  return (
    <div className="col g2">
      <TextField label={t.orderSearch} value={q} onValue={setQ} maxLength={40} autoComplete="off" />
      {asked.length > 1 && query.data?.items.length === 0 && <p className="t2">{t.orderNone}</p>}
      {asked.length > 1 && (query.data?.items.length ?? 0) > 0 && (
        <fieldset className="opt" aria-label={t.order}>
          {query.data?.items.map((order) => (
            <button key={order.id} type="button" onClick={() => onOrder(order)}>
              <span className="num">{orderWords(order)}</span>
              <span className="t2">{order.placeLabel}</span>
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
};

/** What a spending is about: a building, a unit, a device, a work order. */
export const TieFields = ({ form, set }: TieFieldsProps) => {
  const { may } = useMe();
  return (
    <fieldset className="col g3 bare" aria-label={t.ties}>
      <b className="fs-m">{t.ties}</b>
      <div className="pairs">
        {may('house.read') && <Places form={form} set={set} />}
        <TextField
          label={t.device}
          hint={t.deviceHint}
          value={form.deviceLabel}
          onValue={(deviceLabel) => set({ deviceLabel })}
          maxLength={60}
        />
      </div>
      {form.order ? (
        <div className="row g2 sunk">
          <span className="col grow">
            <b className="w5 num">{orderWords(form.order)}</b>
            <span className="t2">{form.order.placeLabel}</span>
          </span>
          <button type="button" className="btn ghost sm" onClick={() => set({ order: null })}>
            {t.orderOff}
          </button>
        </div>
      ) : (
        <OrderSearch onOrder={(order) => set({ order })} />
      )}
    </fieldset>
  );
};
