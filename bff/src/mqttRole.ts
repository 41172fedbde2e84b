import { startEmbeddedBroker } from './adapters/mqtt/embedded.js';
import { openSender } from './adapters/mqtt/external.js';
import { startIngest } from './adapters/mqtt/ingest.js';
import { intakeNeighbours } from './app.js';
import type { Env } from './env.js';
import { telemetryIntake } from './features/telemetry/telemetry.intake.js';
import type { Deps } from './platform/deps.js';
import { slotsOf } from './platform/slot/slots.js';

export interface MqttRole {
  /** Where devices sign in. */
  url: string;
  stop(): Promise<void>;
}

/** Takes in what devices say: by a broker of its own, or from the one at MQTT_URL, where others may stand beside. */
export const startMqttRole = async (env: Pick<Env, 'mqttUrl' | 'mqttPort' | 'emqx'>, deps: Deps): Promise<MqttRole> => {
  const { log } = deps;
  const intake = telemetryIntake(deps, intakeNeighbours);
  const names = slotsOf(deps, 'anju-ingest');
  const port = env.mqttUrl
    ? await startIngest({ url: env.mqttUrl, handlers: intake, names, log, shared: env.emqx !== null })
    : await startEmbeddedBroker({ handlers: intake, port: env.mqttPort, log });
  deps.mqtt = port;
  return {
    url: port.url,
    stop: async () => {
      await port.close();
      await intake.close();
      deps.mqtt = null;
    },
  };
};

/** For a worker beside: it sends commands over the broker at MQTT_URL, and hears nothing. */
export const startMqttSender = (url: string, deps: Deps): MqttRole => {
  const port = openSender({ url, log: deps.log });
  deps.mqtt = port;
  return { url: port.url, stop: () => port.close() };
};
