/** What a device tells us, by the last part of its topic (surface.md, MQTT topics). */
export const inboundKinds = ['telemetry', 'event', 'command/ack', 'state'] as const;
export type InboundKind = (typeof inboundKinds)[number];

export interface DeviceMessage {
  communityId: string;
  deviceId: string;
  kind: InboundKind;
  payload: Buffer;
}

/** A command on its way to a device. */
export interface DeviceCommand {
  communityId: string;
  deviceId: string;
  payload: string;
}

/** What the broker's side asks of ours. */
export interface MqttHandlers {
  /** Whether this device may sign in with this secret. Asked by the embedded broker; an external one knows by itself. */
  admit(communityId: string, deviceId: string, secret: string): Promise<boolean>;
  /** Resolves when what the message says is kept for good: only then is it acknowledged. Rejects: it must come again. */
  take(message: DeviceMessage): Promise<void>;
}

/** The broker could not be told: whatever was to be sent is tried again later. */
export class BrokerAway extends Error {
  override readonly name = 'BrokerAway';
}

export interface MqttPort {
  /** Where devices sign in, as far as we know. */
  readonly url: string;
  /** Whether the broker can be reached now. */
  ready(): boolean;
  /** Hands a command to the broker. Whether the device hears it is another matter. Throws `BrokerAway`. */
  send(command: DeviceCommand): Promise<void>;
  /** Takes no more messages and waits for those that are under way. */
  close(): Promise<void>;
}

/** No message of a device is longer, in bytes: 200 readings of a few values fit many times. */
export const mostBytes = 64 * 1024;
