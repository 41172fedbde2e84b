import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { entities } from './entities.js';
import { type Env, EnvError, readEnv } from './env.js';
import { createFirstAdministrator } from './features/identity/identity.door.js';
import { reportTraining, sayRecognition } from './features/recognition/recognition.door.js';
import { AppError } from './kernel/appError.js';
import { cliTexts } from './locales/cli.js';
import { systemClock } from './platform/clock/clock.js';
import { openDatabase } from './platform/database/database.js';
import { migrateDown, migrateUp, pendingMigrations } from './platform/database/migrate.js';
import { openKeyValue } from './platform/keyvalue/openKeyValue.js';
import { createKeysFile, loadKeys } from './platform/secrets/keys.js';
import { openStorage } from './platform/storage/openStorage.js';

const say = (words: string): void => void process.stdout.write(`${words}\n`);

const migrate = async (env: Env): Promise<void> => {
  const ran = await migrateUp(env.databaseOwnerUrl);
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
          if ((await pendingMigrations(env.databaseOwnerUrl)).length > 0) throw new Error(cliTexts.migrateFirst);
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
    { name: cliTexts.checkStorage, run: async () => (await openStorage(env.storageUrl)).ping() },
    {
      name: cliTexts.checkTemplates,
      run: async () => {
        const missing = Object.entries(env.subscribeTemplates).filter(([, id]) => id === '');
        if (missing.length > 0) throw new Error(cliTexts.templatesMissing(missing.map(([purpose]) => purpose)));
      },
    },
  ];
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

/** Calibrates the recogniser on the sentences of the repository; run it after they have changed. */
const trainRecogniser = async (): Promise<void> => {
  const { calibration, figures } = reportTraining();
  const file = path.resolve('bff/src/data/recogniser.json');
  await writeFile(file, `${JSON.stringify(calibration, null, 2)}\n`);
  say(JSON.stringify(figures, null, 2));
  say(cliTexts.recogniserTrained(file));
};

const commands: Record<string, (env: Env) => Promise<void>> = {
  migrate,
  'migrate:down': (env) => migrateDown(env.databaseOwnerUrl),
  'keys:create': createKeys,
  'admin:create': createAdministrator,
  doctor,
  recognise,
  'recognise:train': trainRecogniser,
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
