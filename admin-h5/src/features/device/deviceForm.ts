import type { DeviceKind, DeviceProtocol } from 'shared-types/device';
import type { DeviceBody, DeviceView } from 'shared-types/staffDevice';
import type { PickedHouse } from '../../ui/HouseSearch';

export type Where = 'none' | 'area' | 'house' | 'building';

/** A device as it is typed. */
export interface DeviceForm {
  code: string;
  kind: DeviceKind;
  protocol: DeviceProtocol | '';
  name: string;
  where: Where;
  areaId: string;
  buildingId: string;
  unitId: string;
  house: PickedHouse | null;
  spot: string;
  vendor: string;
  brand: string;
  model: string;
  serial: string;
  installedOn: string;
  warrantyUntil: string;
  remark: string;
  lifecycle: 'in-use' | 'in-stock';
}

export const emptyForm: DeviceForm = {
  ...{ code: '', kind: 'lift', protocol: '', name: '', where: 'area', areaId: '', buildingId: '', unitId: '' },
  ...{ house: null, spot: '', vendor: '', brand: '', model: '', serial: '', installedOn: '', warrantyUntil: '' },
  ...{ remark: '', lifecycle: 'in-use' },
};

const whereOf = ({ houseId, areaId, buildingId }: DeviceView['place']): Where => {
  if (houseId) return 'house';
  if (areaId) return 'area';
  return buildingId ? 'building' : 'none';
};

export const formOf = (device: DeviceView): DeviceForm => {
  const { place } = device;
  return {
    ...{ code: device.code, kind: device.kind, protocol: device.protocol, name: device.name, where: whereOf(place) },
    areaId: place.areaId ?? '',
    buildingId: place.buildingId ?? '',
    unitId: place.unitId ?? '',
    house: place.houseId ? { id: place.houseId, label: place.label } : null,
    spot: place.spot ?? '',
    vendor: device.vendor ?? '',
    brand: device.brand ?? '',
    model: device.model ?? '',
    serial: device.serial ?? '',
    installedOn: device.installedOn ?? '',
    warrantyUntil: device.warrantyUntil ?? '',
    remark: device.remark ?? '',
    lifecycle: 'in-use',
  };
};

/** Whether the place that was chosen is named. */
export const placeMissing = ({ where, areaId, buildingId, house }: DeviceForm): boolean =>
  (where === 'area' && !areaId) || (where === 'building' && !buildingId) || (where === 'house' && !house);

export const isWhole = (form: DeviceForm): boolean =>
  form.code.trim() !== '' && form.name.trim() !== '' && !placeMissing(form);

/** Of the places only the chosen one is sent. */
export const bodyOf = (form: DeviceForm): DeviceBody => ({
  code: form.code.trim(),
  kind: form.kind,
  ...(form.protocol && { protocol: form.protocol }),
  name: form.name.trim(),
  houseId: form.where === 'house' ? (form.house?.id ?? null) : null,
  areaId: form.where === 'area' ? form.areaId : null,
  buildingId: form.where === 'building' ? form.buildingId : null,
  unitId: form.where === 'building' && form.unitId ? form.unitId : null,
  spot: form.spot,
  vendor: form.vendor,
  brand: form.brand,
  model: form.model,
  serial: form.serial,
  installedOn: form.installedOn || null,
  warrantyUntil: form.warrantyUntil || null,
  remark: form.remark,
});
