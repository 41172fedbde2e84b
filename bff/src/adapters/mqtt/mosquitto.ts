import { randomUUID } from 'node:crypto';
import mqtt, { type MqttClient } from 'mqtt';
import { commandTopic, type DeviceAddress, inboundFilters, inboundTopics, usernameOf } from './topics.js';

/**
 * Credentials and rights in Mosquitto, through its dynamic-security plugin: every device may sign in with its own secret
 * and touch its own topics, as the embedded broker has it.
 */
const control = '$CONTROL/dynamic-security/v1';
const patienceMs = 15_000;
/** Commands of one message. */
const atOnce = 50;

interface Acl {
  acltype: 'publishClientSend' | 'publishClientReceive' | 'subscribeLiteral' | 'subscribePattern';
  topic: string;
  allow: true;
}

interface Answer {
  command: string;
  error?: string;
  data?: { roles?: string[]; clients?: string[] };
}

export interface BrokerDevice extends DeviceAddress {
  /** Undefined: it keeps the one that the broker knows. */
  secret?: string | undefined;
  /** False: it may not sign in any more. */
  isActive: boolean;
}

export interface RolesWritten {
  created: number;
  updated: number;
  disabled: number;
  /** Names that cannot sign in yet: the broker has no secret of theirs. */
  withoutSecret: string[];
}

const allow = (acltype: Acl['acltype'], topic: string): Acl => ({ acltype, topic, allow: true });

const aclsOf = (device: DeviceAddress): Acl[] => [
  ...inboundTopics(device).map((topic) => allow('publishClientSend', topic)),
  allow('subscribeLiteral', commandTopic(device)),
  allow('publishClientReceive', commandTopic(device)),
];

const serverRole = 'anju-server';

/** What the processes of ours need: to hear all devices, and to send commands. */
const serverAcls: Acl[] = [
  ...inboundFilters(null).map((filter) => allow('subscribeLiteral', filter)),
  allow('publishClientReceive', 'anju/v1/#'),
  allow('publishClientSend', 'anju/v1/+/+/command'),
];

const slices = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / atOnce) }, (_, at) => list.slice(at * atOnce, (at + 1) * atOnce));

export interface DynamicSecurity {
  /** Writes the roles of devices as they ought to be; done again it changes nothing. Throws what the broker says. */
  writeDevices(devices: readonly BrokerDevice[]): Promise<RolesWritten>;
  /** The account with which our own processes sign in. */
  writeServer(username: string, password: string): Promise<void>;
  close(): Promise<void>;
}

/** Signs in with the plugin's own administrator. */
export const openDynamicSecurity = async (url: string): Promise<DynamicSecurity> => {
  const client: MqttClient = await mqtt.connectAsync(url, { protocolVersion: 5, reconnectPeriod: 0 }, false);
  await client.subscribeAsync(`${control}/response`, { qos: 1 });
  const waiting = new Map<string, (answers: Answer[]) => void>();
  client.on('message', (_topic, payload) => {
    const { responses } = JSON.parse(payload.toString()) as { responses: (Answer & { correlationData?: string })[] };
    const id = responses[0]?.correlationData;
    if (id) waiting.get(id)?.(responses);
  });

  const ask = async (commands: object[]): Promise<Answer[]> => {
    const correlationData = randomUUID();
    const answered = new Promise<Answer[]>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no answer of the dynamic-security plugin')), patienceMs);
      waiting.set(correlationData, (answers) => {
        clearTimeout(late);
        resolve(answers);
      });
    });
    const body = { commands: commands.map((command) => ({ ...command, correlationData })) };
    await client.publishAsync(control, JSON.stringify(body), { qos: 1 });
    try {
      const answers = await answered;
      const refused = answers.find(({ error }) => error !== undefined);
      if (refused) throw new Error(`${refused.command}: ${refused.error}`);
      return answers;
    } finally {
      waiting.delete(correlationData);
    }
  };

  const known = async (): Promise<{ roles: Set<string>; clients: Set<string> }> => {
    const answers = await ask([
      { command: 'listRoles', count: -1, offset: 0, verbose: false },
      { command: 'listClients', count: -1, offset: 0, verbose: false },
    ]);
    const [roles, clients] = [answers[0]?.data?.roles ?? [], answers[1]?.data?.clients ?? []];
    return { roles: new Set(roles), clients: new Set(clients) };
  };

  const roleCommand = (has: ReadonlySet<string>, rolename: string, acls: Acl[]): object => ({
    ...{ command: has.has(rolename) ? 'modifyRole' : 'createRole', rolename, acls },
  });

  const clientCommands = (
    has: ReadonlySet<string>,
    username: string,
    rolename: string,
    { secret, isActive }: { secret?: string | undefined; isActive: boolean },
  ): object[] => {
    const roles = [{ rolename, priority: 1 }];
    if (!has.has(username)) return secret ? [{ command: 'createClient', username, password: secret, roles }] : [];
    return [
      { command: 'modifyClient', username, roles, ...(secret ? { password: secret } : {}) },
      { command: isActive ? 'enableClient' : 'disableClient', username },
    ];
  };

  return {
    writeDevices: async (devices) => {
      const { roles, clients } = await known();
      const written: RolesWritten = { created: 0, updated: 0, disabled: 0, withoutSecret: [] };
      const commands: object[] = [];
      for (const device of devices) {
        const username = usernameOf(device);
        const isThere = clients.has(username);
        if (!device.isActive) {
          if (isThere) commands.push({ command: 'disableClient', username });
          written.disabled += Number(isThere);
          continue;
        }
        commands.push(roleCommand(roles, username, aclsOf(device)));
        commands.push(...clientCommands(clients, username, username, device));
        if (isThere) written.updated += 1;
        else if (device.secret) written.created += 1;
        else written.withoutSecret.push(username);
      }
      for (const some of slices(commands)) await ask(some);
      return written;
    },
    writeServer: async (username, password) => {
      const { roles, clients } = await known();
      const account = { secret: password, isActive: true };
      await ask([
        roleCommand(roles, serverRole, serverAcls),
        ...clientCommands(clients, username, serverRole, account),
      ]);
    },
    close: () => client.endAsync(),
  };
};
