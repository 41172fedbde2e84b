import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { WechatPayError } from './adapters/pay/wechatPay.errors.js';
import { createLiveWechatPay } from './adapters/pay/wechatPay.live.js';
import { listCorrections } from './corrections.js';
import { listMqttDevices } from './deviceAccounts.js';
import { entities } from './entities.js';
import { type Env, EnvError, readEnv } from './env.js';
import { createFirstAdministrator } from './features/identity/identity.door.js';
import { sayRecognition, trainRecogniser } from './features/recognition/recognition.door.js';
import { AppError } from './kernel/appError.js';
import { cliTexts } from './locales/cli.js';
import { systemClock } from './platform/clock/clock.js';
import { openDatabase } from './platform/database/database.js';
import { TooManyRights } from './platform/database/grants.js';
import { migrateDown, migrateUp, missingGuards, pendingMigrations } from './platform/database/migrate.js';
import { openKeyValue } from './platform/keyvalue/openKeyValue.js';
import { createKeysFile, loadKeys } from './platform/secrets/keys.js';
import { openStorage } from './platform/storage/openStorage.js';
import { openProviders } from './providers.js';

const say = (words: string): void => void process.stdout.write(`${words}\n`);

const migrate = async (env: Env): Promise<void> => {
  const ran = await migrateUp(env.databaseOwnerUrl, env.databaseUrl).catch((error: unknown) => {
    throw error instanceof TooManyRights
      ? new EnvError([cliTexts.tooManyRights(error.account, error.statements)])
      : error;
  });
  say(ran.length > 0 ? cliTexts.migrated(ran) : cliTexts.upToDate);
};

const createKeys = async (env: Env): Promise<void> => {
  if (existsSync(env.keysFile)) throw new EnvError([cliTexts.keysThere(env.keysFile)]);
  await createKeysFile(env.keysFile);
  say(cliTexts.keysMade(env.keysFile));
};

/** The first administrator of an installation: made here, by whoever runs the machine, and by no other way. */
const createAdministrator = async (env: Env): Promise<void> => {
  const answers = createInterface({ input: process.stdin });
  const lines = answers[Symbol.asyncIterator]();
  // Line by line, so that answers may also come through a pipe.
  const ask = async (question: string): Promise<string> => {
    process.stdout.write(question);
    const { value } = await lines.next();
    const answer = String(value ?? '').trim();
    if (answer === '') throw new EnvError([cliTexts.noAnswer(question)]);
    return answer;
  };
  try {
    const communityName = await ask(cliTexts.askCommunity);
    const name = await ask(cliTexts.askName);
    const username = await ask(cliTexts.askUsername);
    if (!/^[a-z][a-z0-9._-]{2,31}$/.test(username)) throw new EnvError([cliTexts.badUsername]);
    const db = await openDatabase({ url: env.databaseUrl, entities });
    try {
      const made = await createFirstAdministrator({ db, clock: systemClock }, { communityName, name, username }).catch(
        (error: unknown) => {
          const known = error instanceof AppError && error.code === 'auth.forbidden';
          throw known ? new EnvError([cliTexts.administratorThere]) : error;
        },
      );
      say(cliTexts.administratorMade(username, made.firstPassword));
    } finally {
      await db.close();
    }
  } finally {
    answers.close();
  }
};

interface Check {
  name: string;
  run(): Promise<unknown>;
}

/** What an installation may do without: told where it is off, and its keys read where it is on. */
const providerChecks = (env: Env): { off: string[]; on: Check[] } => {
  const none = { ...env, alipay: null, invoice: null, speech: null, vision: null, phrasing: null, autoDebit: null };
  const off: string[] = [];
  const on: Check[] = [];
  for (const key of ['alipay', 'invoice', 'speech', 'vision', 'phrasing', 'autoDebit'] as const) {
    const words = cliTexts.providers[key];
    if (env[key] === null) off.push(cliTexts.off(words.name, words.off));
    else
      on.push({
        name: words.name,
        run: async () => {
          try {
            openProviders({ ...none, [key]: env[key] }, systemClock);
          } catch {
            throw new Error(cliTexts.keyUnreadable);
          }
        },
      });
  }
  return { off, on };
};

const soonMs = 30 * 86_400_000;

/** A number that nobody ordered: asking for it proves our key, our serial and the platform's answer. */
const neverOrdered = 'anju-doctor-asks';

/** Every certificate that is about to end, then a signed call: the self test where it is offered, else a query. */
const checkWechatPay = async ({ wechat, wechatPay }: Env): Promise<void> => {
  if (!wechatPay) return;
  const pems = [wechatPay.merchantCert, ...wechatPay.platformKeys.values()].filter((pem) =>
    pem.includes('CERTIFICATE'),
  );
  for (const certificate of pems.map((pem) => new X509Certificate(pem)))
    if (Date.parse(certificate.validTo) - systemClock.realNow().getTime() < soonMs)
      throw new Error(cliTexts.certificateEnds(certificate.serialNumber, certificate.validTo));
  const pay = createLiveWechatPay({ ...wechatPay, appId: wechat.appId, realNow: systemClock.realNow });
  await pay.echo().catch(async (error: unknown) => {
    const notOffered = error instanceof WechatPayError && (error.status === 404 || error.code === 'NO_AUTH');
    if (!notOffered) throw error;
    await pay.query(neverOrdered);
  });
};

/** Signs in at the broker as our processes do, and goes again. */
const checkMqtt = async ({ mqttUrl }: Env): Promise<void> => {
  if (!mqttUrl) return;
  const { default: mqtt } = await import('mqtt');
  const client = await mqtt.connectAsync(
    mqttUrl,
    { protocolVersion: 5, reconnectPeriod: 0, connectTimeout: 5000 },
    false,
  );
  await client.endAsync();
};

/** Looks at a configuration from outside and changes nothing; one line each, in plain words. */
const doctor = async (env: Env): Promise<void> => {
  const checks: Check[] = [
    { name: cliTexts.checkKeys, run: async () => loadKeys(env.keysFile) },
    {
      name: cliTexts.checkDatabase,
      run: async () => {
        const db = await openDatabase({ url: env.databaseUrl, entities });
        try {
          await db.ping();
          const behind = (await pendingMigrations(env.databaseOwnerUrl)).length > 0;
          if (behind || (await missingGuards(env.databaseOwnerUrl)).length > 0) throw new Error(cliTexts.migrateFirst);
        } finally {
          await db.close();
        }
      },
    },
    {
      name: cliTexts.checkRedis,
      run: async () => {
        const keyValue = await openKeyValue(env.redisUrl, 'anju:');
        try {
          await keyValue.ping();
        } finally {
          await keyValue.close();
        }
      },
    },
    { name: env.mqttUrl ? cliTexts.checkMqtt : cliTexts.mqttInside, run: () => checkMqtt(env) },
    { name: cliTexts.checkStorage, run: async () => (await openStorage(env.storageUrl)).ping() },
    { name: env.wechatPay ? cliTexts.checkPay : cliTexts.payOff, run: () => checkWechatPay(env) },
    {
      name: cliTexts.checkTemplates,
      run: async () => {
        const missing = Object.entries(env.subscribeTemplates).filter(([, id]) => id === '');
        if (missing.length > 0) throw new Error(cliTexts.templatesMissing(missing.map(([purpose]) => purpose)));
      },
    },
  ];
  const { off, on } = providerChecks(env);
  for (const words of off) say(`– ${words}`);
  checks.push(...on);
  let failed = 0;
  for (const check of checks)
    try {
      await check.run();
      say(`✓ ${check.name}`);
    } catch (error) {
      failed++;
      say(`✗ ${check.name}：${(error as Error).message}`);
    }
  if (failed > 0) process.exitCode = 1;
};

/** One JSON line for each sentence of the input. */
const recognise = async (): Promise<void> => {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }))
    say(JSON.stringify(sayRecognition(line)));
};

/** What staff corrected, a JSON line each, to be read by a person before it is trained on. */
const sayCorrections = async (env: Env): Promise<void> => {
  const db = await openDatabase({ url: env.databaseUrl, entities });
  try {
    for (const correction of await listCorrections(db.reader)) say(JSON.stringify(correction));
  } finally {
    await db.close();
  }
};

/** Trains the recogniser on the sentences of the repository and on a file of corrections; run it after they have changed. */
const retrain = async (): Promise<void> => {
  const at = process.argv.indexOf('--with');
  const file = at < 0 ? undefined : process.argv[at + 1];
  const lines = file === undefined ? [] : (await readFile(file, 'utf8')).split(/\r?\n/);
  const { calibration, weights, figures, thresholds, corrections } = trainRecogniser(lines);
  const files = [
    path.resolve('bff/src/data/recogniser.json'),
    path.resolve('bff/src/data/recogniser.weights.br'),
  ] as const;
  await writeFile(files[0], `${JSON.stringify(calibration, null, 2)}\n`);
  await writeFile(files[1], weights);
  const all = { ...figures, thresholds };
  say(JSON.stringify(file === undefined ? all : { ...all, corrections }, null, 2));
  say(cliTexts.recogniserTrained(files));
};

/** `username,secret` a line, as the office was shown them; a heading and blank lines do no harm. */
const readSecrets = async (file: string | undefined): Promise<Map<string, string>> => {
  if (!file) return new Map();
  const lines = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '').split(/\r?\n/);
  return new Map(
    lines
      .map((line) => line.split(',').map((part) => part.trim()))
      .flatMap(([username = '', secret = '']) => (username.includes('/') && secret ? [[username, secret]] : [])),
  );
};

/** Writes the accounts and rights of all devices into Mosquitto (its dynamic-security plugin). */
const writeMqttRoles = async (env: Env): Promise<void> => {
  if (!env.mqttAdminUrl) throw new EnvError([cliTexts.mqttAdminMissing]);
  const at = process.argv.indexOf('--secrets');
  const secrets = await readSecrets(at < 0 ? undefined : process.argv[at + 1]);
  const { openDynamicSecurity } = await import('./adapters/mqtt/mosquitto.js');
  const db = await openDatabase({ url: env.databaseUrl, entities });
  const security = await openDynamicSecurity(env.mqttAdminUrl);
  try {
    const server = env.mqttUrl ? new URL(env.mqttUrl) : null;
    if (server?.username)
      await security.writeServer(decodeURIComponent(server.username), decodeURIComponent(server.password));
    const devices = await listMqttDevices(db.reader);
    const written = await security.writeDevices(
      devices.map((device) => ({ ...device, secret: secrets.get(`${device.communityId}/${device.deviceId}`) })),
    );
    say(cliTexts.mqttRoles(written));
  } finally {
    await security.close();
    await db.close();
  }
};

const commands: Record<string, (env: Env) => Promise<void>> = {
  migrate,
  'migrate:down': (env) => migrateDown(env.databaseOwnerUrl),
  'keys:create': createKeys,
  'admin:create': createAdministrator,
  doctor,
  'mqtt:roles': writeMqttRoles,
  recognise,
  'recognise:corrections': sayCorrections,
  'recognise:train': retrain,
};

const main = async (): Promise<void> => {
  const name = process.argv[2] ?? '';
  const command = commands[name];
  if (!command) throw new EnvError([cliTexts.usage(Object.keys(commands))]);
  // The doctor judges what is about to go live; the others serve any installation.
  await command(readEnv({ ANJU_ENV: name === 'doctor' ? 'production' : 'test', ...process.env }));
};

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
