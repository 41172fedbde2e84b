import type { IsapiPort } from '../adapters/access-control/isapi.port.js';
import type { AlipayPort } from '../adapters/alipay/alipay.port.js';
import type { AutoDebitPort } from '../adapters/autodebit/autoDebit.port.js';
import type { InvoicePort } from '../adapters/invoice/invoice.port.js';
import type { EmqxSettings } from '../adapters/mqtt/emqx.js';
import type { MqttPort } from '../adapters/mqtt/mqtt.port.js';
import type { WechatPayPort } from '../adapters/pay/wechatPay.port.js';
import type { PhrasingPort } from '../adapters/phrasing/phrasing.port.js';
import type { SpeechPort } from '../adapters/speech/speech.port.js';
import type { VisionPort } from '../adapters/vision/vision.port.js';
import type { WechatPort } from '../adapters/wechat/wechat.port.js';
import type { Clock } from './clock/clock.js';
import type { Database } from './database/database.js';
import type { KeyValue } from './keyvalue/keyValue.js';
import type { LiveHub } from './live/liveHub.js';
import type { Logger } from './log/logger.js';
import type { Keys } from './secrets/keys.js';
import type { Storage } from './storage/storage.port.js';

/** What every command, query and job is handed; made once in main.ts, and by tests. */
export interface Deps {
  db: Database;
  clock: Clock;
  log: Logger;
  keyValue: KeyValue;
  storage: Storage;
  keys: Keys;
  live: LiveHub;
  wechat: WechatPort;
  /** Null: online payment is not configured. */
  wechatPay: WechatPayPort | null;
  /** Null: the counter has no Alipay code. */
  alipay: AlipayPort | null;
  /** Null: owners get a receipt, not an invoice. */
  invoice: InvoicePort | null;
  /** Null: recordings are not written down. */
  speech: SpeechPort | null;
  /** Null: nobody but people looks at pictures. */
  vision: VisionPort | null;
  /** Null: what answers a question is shown as it is written. */
  phrasing: PhrasingPort | null;
  /** Null: nobody is debited by itself. */
  autoDebit: AutoDebitPort | null;
  /** Face terminals that wait to be called. */
  isapi: IsapiPort;
  /** Null: this process reaches no device. */
  mqtt: MqttPort | null;
  settings: Settings;
}

/** The few things of the environment that features need to know. */
export interface Settings {
  environment: 'demo' | 'test' | 'production';
  publicUrl: string;
  /** The devices' broker is an EMQX that asks us who may do what; null: it is not. */
  emqx: EmqxSettings | null;
  /** Template ids of subscribe messages by our purpose. */
  subscribeTemplates: Record<
    | 'repairAssigned'
    | 'repairFinished'
    | 'bindingDecided'
    | 'billReminder'
    | 'reportPublished'
    | 'invoiceIssued'
    | 'visitorArrived'
    | 'homeVisit'
    | 'complaintAnswered'
    | 'announcementPublished',
    string
  >;
}
