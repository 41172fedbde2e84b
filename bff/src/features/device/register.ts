import type { DeviceKind, DeviceLifecycle, DeviceProtocol } from 'shared-types/device';
import { newId, randomCode } from '../../kernel/ids.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { DeviceEntity } from './device.entity.js';
import { protocolOf } from './device.rules.js';
import type { PlaceColumns } from './place.js';

type Optional =
  | 'vendor'
  | 'firmware'
  | 'brand'
  | 'model'
  | 'serial'
  | 'installedOn'
  | 'warrantyUntil'
  | 'remark'
  | 'secretHash';

export interface NewDevice extends Partial<Pick<DeviceEntity, Optional>> {
  communityId: string;
  kind: DeviceKind;
  code: string;
  name: string;
  protocol?: DeviceProtocol | undefined;
  lifecycle?: DeviceLifecycle | undefined;
}

/** A row of the registry; nothing is written. Without a secret's hash it cannot sign in yet. */
export const draftDevice = (clock: Clock, device: NewDevice, place: PlaceColumns): DeviceEntity => {
  const at = clock.now();
  return {
    ...place,
    communityId: device.communityId,
    id: newId(at),
    code: device.code,
    qrCode: randomCode(12),
    kind: device.kind,
    protocol: device.protocol ?? protocolOf[device.kind],
    name: device.name,
    vendor: device.vendor ?? null,
    lifecycle: device.lifecycle ?? 'in-use',
    lifecycleReason: null,
    lifecycleAt: at,
    online: false,
    lastSeenAt: null,
    firmware: device.firmware ?? null,
    brand: device.brand ?? null,
    model: device.model ?? null,
    serial: device.serial ?? null,
    installedOn: device.installedOn ?? null,
    warrantyUntil: device.warrantyUntil ?? null,
    remark: device.remark ?? null,
    secretHash: device.secretHash ?? null,
    secretSetAt: device.secretHash ? clock.realNow() : null,
    oldSecretHash: null,
    oldSecretUntil: null,
    address: null,
    loginEncrypted: null,
    createdAt: at,
    updatedAt: at,
  };
};
