import { listDevicePlaces } from 'shared-types/staffDevice';
import { useRead } from '../../lib/query';
import { t } from '../../locales/zh-CN/device';
import { SelectField, TextField } from '../../ui/Field';
import { HouseField } from '../../ui/HouseSearch';
import type { DeviceForm, Where } from './deviceForm';

interface PlaceFieldsProps {
  form: DeviceForm;
  set: (part: Partial<DeviceForm>) => void;
  error?: string | undefined;
}

const wheres: readonly Where[] = ['area', 'building', 'house', 'none'];

/** A public area, a building with its unit, or somebody's house. */
export const PlaceFields = ({ form, set, error }: PlaceFieldsProps) => {
  const places = useRead(listDevicePlaces, {}, { staleTime: 60_000 }).data;
  const units = places?.buildings.find(({ id }) => id === form.buildingId)?.units ?? [];
  const choose = { value: '', label: t.form.choose };
  return (
    <>
      <SelectField
        label={t.form.where}
        error={error}
        value={form.where}
        onValue={(where) => set({ where: where as Where })}
        choices={wheres.map((value) => ({ value, label: t.form.places[value] }))}
      />
      {form.where === 'area' && (
        <SelectField
          label={t.form.area}
          value={form.areaId}
          onValue={(areaId) => set({ areaId })}
          choices={[choose, ...(places?.areas ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
        />
      )}
      {form.where === 'building' && (
        <>
          <SelectField
            label={t.form.building}
            value={form.buildingId}
            onValue={(buildingId) => set({ buildingId, unitId: '' })}
            choices={[choose, ...(places?.buildings ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          />
          {units.length > 0 && (
            <SelectField
              label={t.form.unit}
              value={form.unitId}
              onValue={(unitId) => set({ unitId })}
              choices={[
                { value: '', label: t.form.wholeBuilding },
                ...units.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
        </>
      )}
      {form.where === 'house' && (
        <HouseField label={t.form.house} house={form.house} onHouse={(house) => set({ house })} />
      )}
      <TextField
        label={t.form.spot}
        hint={t.form.spotHint}
        value={form.spot}
        onValue={(spot) => set({ spot })}
        maxLength={60}
      />
    </>
  );
};
