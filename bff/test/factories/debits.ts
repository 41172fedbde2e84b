import * as api from 'shared-types/autodebit';
import { newKey } from 'shared-types/client';
import * as rules from 'shared-types/moneyPolicy';
import { bankResultOf } from '../../simulators/papay/bank.js';
import { defaultMoneyPolicy } from '../../src/features/policy/policy.door.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { openSession } from '../../src/platform/session/sessions.js';
import { makeOwner } from './community.js';
import { makeBill, makePayingCommunity, newOpenid, type PayingCommunity } from './payments.js';
import { type TestServer, upload } from './testServer.js';

type Terms = rules.MoneyPolicy['autoDebit'];

/** A photo of a form, as small as a JPEG can be. */
const form = Buffer.from(
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
);

const longMs = 1000 * 86_400_000;

/** Months pass in these tests: a session of staff that goes idle is another test's subject. */
const stays = async ({ deps }: TestServer, actorId: string): Promise<string> =>
  inTransaction(deps.db, (tx) =>
    openSession(tx, deps.clock, { actorKind: 'staff', actorId, idleMs: longMs, maxMs: longMs }),
  );

/** Turns auto debit on (or otherwise) as a manager does; `basedOn` counts the changes before. */
export const setTerms = async (
  server: Pick<TestServer, 'client'>,
  manager: { token: string },
  terms: Partial<Terms>,
  basedOn = 0,
): Promise<void> => {
  const policy = { ...defaultMoneyPolicy, autoDebit: { ...defaultMoneyPolicy.autoDebit, ...terms } };
  await server.client(manager.token)(rules.changeMoneyPolicy, {
    body: { policy, basedOn, reason: '开通代扣' },
    idempotencyKey: newKey(),
  });
};

/** A community with auto debit turned on, its papay simulator over HTTP, and hands for owner and finance. */
export const debitTown = async (server: TestServer, terms: Partial<Terms> = {}) => {
  const { deps, simulators } = server;
  // Where the simulators send their notifications to.
  deps.settings.publicUrl = server.origin;
  const world = simulators.control.papay;
  const home: PayingCommunity = await makePayingCommunity(server);
  for (const person of [home.desk, home.finance, home.manager]) person.token = await stays(server, person.id);
  await setTerms(server, home.manager, { on: true, ...terms });
  const finance = server.client(home.finance.token);
  const call = server.client(home.owner.token);
  const house = { params: { id: home.houseId } };

  const view = () => call(api.readAutoDebit, house);
  const start = () => call(api.signAutoDebit, { ...house, idempotencyKey: newKey() });
  /** Everything that papay has to tell arrives, and what follows happens. */
  const hear = async (): Promise<void> => {
    await world.notices.deliver();
    await server.drain();
  };
  /** The owner agrees on WeChat's page, and we hear of it. */
  const sign = async () => {
    const { jump } = await start();
    const contract = world.sign(jump.extraData, home.owner.openid);
    if (typeof contract === 'string') throw new Error(contract);
    await hear();
    return contract;
  };
  const to = async (at: string): Promise<void> => {
    deps.clock.set(at);
    await server.drain();
  };
  /** Over the notice and the day itself: WeChat has been asked. */
  const toDebitDay = async (): Promise<void> => {
    await to('2026-12-19T09:00:00+08:00');
    await to('2026-12-20T09:00:00+08:00');
  };
  /** What the bank needs to take from a further house's card. */
  const register = async (index: number, holderName: string, more: { limitFen?: number } = {}) => {
    const made = community(home, index);
    const { body } = await upload(server, home.finance.token, form);
    await finance(api.registerMandate, {
      body: {
        houseId: made.id,
        holderName,
        bankName: '工商银行',
        cardNumber: `6222 0210 0111 22${index} 4321`,
        agreementNo: `AG-${index}-2026`,
        fileIds: [String(body.id)],
        ...more,
      },
      idempotencyKey: newKey(),
    });
    return made.id;
  };
  const owe = (amountFen: number, more: { houseId?: string; dueOn?: string } = {}): Promise<string> =>
    makeBill(deps, { id: home.id, houseId: more.houseId ?? home.houseId }, amountFen, {
      dueOn: more.dueOn ?? '2026-12-25',
    });
  const exportFile = () => finance(api.exportBatch, { idempotencyKey: newKey() });
  const textOf = async (batchId: string): Promise<string> => {
    const answer = await fetch(`${server.origin}/api/v1/staff/auto-debit/batches/${batchId}/file`, {
      headers: { authorization: `Bearer ${home.finance.token}` },
    });
    return Buffer.from(await answer.arrayBuffer()).toString('utf8');
  };
  const send = async (
    batchId: string,
    text: string | Buffer,
    what: 'preview' | 'results' = 'results',
    key = newKey(),
  ) => {
    const { status, body } = await upload(server, home.finance.token, Buffer.from(text), {
      name: '结果.csv',
      path: `/staff/auto-debit/batches/${batchId}/${what}`,
      key,
    });
    await server.drain();
    return { status, body: body as unknown as api.ResultPreview };
  };
  const bank = async (batchId: string, failEvery = 0): Promise<string> =>
    bankResultOf(await textOf(batchId), failEvery);
  const another = (index: number, role: 'owner' | 'family' | 'tenant') =>
    makeOwner(deps, home.id, [community(home, index)], { role, openid: newOpenid(server) });
  return {
    ...{ server, deps, world, home, finance, call, house },
    ...{ view, start, hear, sign, to, toDebitDay, register, owe, exportFile, textOf, send, bank, another },
  };
};
export type DebitTown = Awaited<ReturnType<typeof debitTown>>;

const community = (home: PayingCommunity, index: number) => {
  const house = home.houses[index];
  if (!house) throw new Error('no such house');
  return house;
};
