import { useState } from 'react';
import type { listBuildings } from 'shared-types/community';
import type { ResponseOf } from 'shared-types/contract';
import { t } from '../../locales/zh-CN/announcement';
import { Picks } from '../../ui/Field';
import { HouseSearch } from '../../ui/HouseSearch';
import { Icon } from '../../ui/icons';
import type { Form } from './form';

export type Buildings = ResponseOf<typeof listBuildings>['items'];

const roleChoices = Object.entries(t.form.roles).map(([value, label]) => ({ value, label }));
const staffChoice = { value: 'staff', label: t.form.staff };

interface Props {
  form: Form;
  set: (part: Partial<Form>) => void;
  buildings: Buildings;
  error?: string | undefined;
}

const Houses = ({ form, set }: Pick<Props, 'form' | 'set'>) => {
  const [searching, setSearching] = useState(false);
  return (
    <div className="col g2">
      <span className="t2">{t.form.houses}</span>
      <div className="row g2 wrap">
        {form.houses.map(({ id, label }) => (
          <button
            key={id}
            type="button"
            className="btn ghost sm"
            aria-label={t.form.removeHouse(label)}
            onClick={() => set({ houses: form.houses.filter((one) => one.id !== id) })}
          >
            {label}
            <Icon name="close" size={14} />
          </button>
        ))}
        {!searching && (
          <button type="button" className="btn plain sm" onClick={() => setSearching(true)}>
            {t.form.addHouse}
          </button>
        )}
      </div>
      {searching && (
        <HouseSearch
          onPick={(house) => {
            if (!form.houses.some(({ id }) => id === house.id)) set({ houses: [...form.houses, house] });
          }}
        />
      )}
    </div>
  );
};

/** Whom it is for: people by role, and places from whole buildings down to single houses. */
export const AudienceFields = ({ form, set, buildings, error }: Props) => (
  <>
    <Picks
      label={t.form.who}
      choices={[...roleChoices, staffChoice]}
      picked={[...form.roles, ...(form.staff ? ['staff'] : [])]}
      onPicked={(picked) =>
        set({
          roles: roleChoices.flatMap(({ value }) => (picked.includes(value) ? [value as Form['roles'][number]] : [])),
          staff: picked.includes('staff'),
        })
      }
    />
    {form.roles.length > 0 && (
      <>
        <Picks
          label={t.form.where}
          choices={buildings.map(({ id, name }) => ({ value: id, label: name }))}
          picked={form.buildingIds}
          onPicked={(buildingIds) => set({ buildingIds })}
        />
        {buildings
          .filter(({ id, units }) => form.buildingIds.includes(id) && units.length > 1)
          .map(({ id, name, units }) => (
            <Picks
              key={id}
              label={t.form.units(name)}
              choices={units.map((unit) => ({ value: unit.id, label: unit.name }))}
              picked={form.unitIds}
              onPicked={(unitIds) => set({ unitIds })}
            />
          ))}
        <Houses form={form} set={set} />
      </>
    )}
    {error && (
      <p className="td" role="alert">
        {error}
      </p>
    )}
  </>
);
