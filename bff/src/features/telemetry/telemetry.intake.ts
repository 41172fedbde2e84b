import type { MqttHandlers } from '../../adapters/mqtt/mqtt.port.js';
import type { Deps } from '../../platform/deps.js';
import { verifyDeviceSecret } from '../device/device.door.js';
import { giveUpMessage, storeMessages } from './commands/storeMessages.js';
import { createIntake, type IntakeOptions } from './intake.js';
import { knownOf } from './known.js';
import type { Heard, IntakeNeighbours } from './telemetry.model.js';

/** A server commits two batches side by side; SQLite has one writer. */
const lanesOf = (deps: Deps): number => (deps.db.engine === 'sqlite' ? 1 : 2);

/** What the broker hands over, kept by group commit. */
export const telemetryIntake = (
  deps: Deps,
  neighbours: IntakeNeighbours,
  more: Partial<IntakeOptions<Heard>> = {},
): MqttHandlers & { waiting(): number; close(): Promise<void> } => {
  const known = knownOf(deps);
  const intake = createIntake<Heard>({
    commit: (batch) => storeMessages(deps, { known, neighbours }, batch),
    giveUp: (heard, error) => giveUpMessage(deps, heard, error),
    sizeOf: ({ payload }) => payload.length + 200,
    lanes: lanesOf(deps),
    ...more,
  });
  return {
    admit: (communityId, deviceId, secret) => verifyDeviceSecret(deps, communityId, deviceId, secret),
    take: (message) => intake.take({ ...message, heardAt: deps.clock.now() }),
    waiting: intake.waiting,
    close: intake.close,
  };
};
