import { openSender, openSubscriber, type Retired, type Subscriber } from './external.js';
import type { MqttHandlers, MqttPort } from './mqtt.port.js';

/** Stable names of the processes that share the work (`platform/slot`). */
export interface ClientNames {
  claim(): Promise<string>;
  claimOnly(): Promise<string | null>;
  renew(name: string): Promise<boolean>;
  adopt(): Promise<string | null>;
  others(): Promise<boolean>;
  release(name: string, what: 'at-once' | 'later' | 'gone'): Promise<void>;
}

export interface IngestOptions {
  url: string;
  handlers: MqttHandlers;
  names: ClientNames;
  log: { warn(details: object, message: string): void };
  /**
   * Whether several processes take their part each. False: one takes everything, the others stand by, and the broker
   * keeps what comes meanwhile. So it is with Mosquitto, which forgets shared subscriptions when it is started again,
   * until their bearers are back: what devices say before that is acknowledged, and lost (decision 0016).
   */
  shared: boolean;
  /** How often it says that it lives, and looks after the dead. */
  everyMs?: number;
}

/**
 * A broker that loses its power may forget that a session was ended, and go on giving it messages. So a name is given up
 * only when its session was not there any more, a lease later.
 */
const leavingOf = (retired: Retired): 'at-once' | 'later' | 'gone' =>
  retired === 'stands' ? 'at-once' : retired === 'ended' ? 'later' : 'gone';

const usualEveryMs = 5000;

const tell =
  ({ log }: Pick<IngestOptions, 'log'>) =>
  (error: Error): void =>
    log.warn({ error: error.message }, 'looking after the names at the broker');

/** `what` every so often, never beside itself; trouble is told, and it is done again the next time. */
const repeatedly = (
  what: () => Promise<void>,
  options: Pick<IngestOptions, 'log' | 'everyMs'>,
): { now(): Promise<void>; stop(): Promise<void> } => {
  const { everyMs = usualEveryMs } = options;
  let busy: Promise<void> | null = null;
  const now = (): Promise<void> => {
    busy ??= what()
      .catch(tell(options))
      .finally(() => {
        busy = null;
      });
    return busy;
  };
  const timer = setInterval(() => void now(), everyMs);
  return {
    now,
    stop: async () => {
      clearInterval(timer);
      await busy;
    },
  };
};

const tookOurPlace = 'another process took our place at the broker';

type Subscribe = (clientId: string, retiring?: boolean) => Subscriber;

/** One process takes everything, under the one name; the others wait until it is gone. */
const readAlone = async (options: IngestOptions, subscribe: Subscribe): Promise<{ close(): Promise<void> }> => {
  const { names, log } = options;
  let own: Subscriber | null = null;
  const look = async (): Promise<void> => {
    if (own && !(await names.renew(own.clientId))) {
      log.warn({ name: own.clientId }, tookOurPlace);
      const lost = own;
      own = null;
      await lost.close();
    }
    const name = own ? null : await names.claimOnly();
    if (name) own = subscribe(name);
  };
  const looking = repeatedly(look, options);
  await looking.now();
  return {
    close: async () => {
      await looking.stop();
      if (!own) return;
      await own.close();
      await names.release(own.clientId, 'at-once').catch(() => undefined);
    },
  };
};

/**
 * Together with any number of processes like it. A shared subscription gives a dead process its part too, for the broker
 * keeps its session: the others take up the name of the dead, take what stands there, and end that session.
 */
const readTogether = async (options: IngestOptions, subscribe: Subscribe): Promise<{ close(): Promise<void> }> => {
  const { names, log, everyMs = usualEveryMs } = options;
  let own = subscribe(await names.claim());
  const heirs = new Set<Promise<void>>();

  /** Takes what stands in the session of a name whose bearer is gone. */
  const inherit = async (dead: string): Promise<void> => {
    const heir = subscribe(dead, true);
    const alive = setInterval(() => void names.renew(dead).catch(() => undefined), everyMs);
    try {
      await names.release(dead, leavingOf(await heir.retire(30_000)));
    } finally {
      clearInterval(alive);
    }
  };

  const look = async (): Promise<void> => {
    if (!(await names.renew(own.clientId))) {
      // We were silent for so long that another has our name by now: it must not be thrown out again.
      log.warn({ name: own.clientId }, tookOurPlace);
      await own.close();
      own = subscribe(await names.claim());
    }
    // Side by side, and not waited for here: emptying a session may take longer than the lease of our own name.
    for (let dead = await names.adopt(); dead; dead = await names.adopt()) {
      const one = inherit(dead)
        .catch(tell(options))
        .finally(() => heirs.delete(one));
      heirs.add(one);
    }
  };
  const looking = repeatedly(look, options);
  return {
    close: async () => {
      await looking.stop();
      await Promise.all(heirs);
      const others = await names.others().catch(() => false);
      // The last one leaves its session behind: what comes meanwhile waits there.
      const retired = others ? await own.retire(10_000) : 'stands';
      if (!others) await own.close();
      await names.release(own.clientId, leavingOf(retired)).catch(() => undefined);
    },
  };
};

/** Takes what devices say from an external broker. */
export const startIngest = async (options: IngestOptions): Promise<MqttPort> => {
  const { url, handlers, log, shared } = options;
  const subscribe: Subscribe = (clientId, retiring = false) =>
    openSubscriber({ url, handlers, clientId, log, shared, retiring });
  const sender = openSender({ url, log });
  const reading = await (shared ? readTogether : readAlone)(options, subscribe);
  return {
    url: sender.url,
    ready: sender.ready,
    send: sender.send,
    close: async () => {
      await reading.close();
      await sender.close();
    },
  };
};
