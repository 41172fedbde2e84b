import type { Page } from 'playwright-core';
import { giveWechatPhone, signInWithWechat } from 'shared-types/auth';
import type { Department, StaffRole } from 'shared-types/permissions';
import { readOwnRepair, reportRepair } from 'shared-types/repair';
import { atWall } from 'shared-types/time';
import { acceptOrder, finishOrder, listOwnOrders, readOrder, recordStep, signInToOrder } from 'shared-types/workorder';
import { syncWorker } from '../../src/features/dispatch/dispatch.door.js';
import type { Certificate } from '../../src/features/identity/identity.entity.js';
import { setClock } from '../../src/platform/clock/clock.js';
import { makeCommunity, makeStaff, type TestCommunity, testPassword } from '../factories/community.js';
import { see, signIn, until } from './people.js';
import { desk, openStage, phone, photo, type Stage, type StageOptions, shot } from './stage.js';

/** Monday. */
export const monday = '2026-11-23';
export const tuesday = '2026-11-24';

export interface Person {
  id: string;
  name: string;
  username: string;
  token: string;
}

interface WorkerOptions {
  department?: Department;
  role?: StaffRole;
  certificates?: Certificate[];
  shifts?: { startsAt: Date; endsAt: Date }[];
}

/** From one hour to another, also into the next day. */
export const shift = (day: string, from: number, to: number): { startsAt: Date; endsAt: Date } => {
  const startsAt = atWall(day, from);
  return { startsAt, endsAt: new Date(startsAt.getTime() + (to - from) * 3_600_000) };
};

export interface LoopStage {
  stage: Stage;
  community: TestCommunity;
  staff(role: StaffRole, name: string, department: Department): Promise<Person>;
  worker(name: string, skills: string[], options?: WorkerOptions): Promise<Person>;
  as(person: { token: string }): ReturnType<Stage['client']>;
  /** 林娜 of the first house, as the API sees her. */
  owner(): Promise<{ token: string }>;
  report(body: { problemTypeId: string; text: string }): Promise<{ id: string }>;
  /** Moves the community's clock as the simulators' console does. */
  advance(minutes: number): Promise<void>;
  /** Waits until the request is with somebody (else), and says with whom. */
  holder(repairId: string, other?: string): Promise<string>;
  /** The order of this request in somebody's hand. */
  orderOf(person: Person, repairId: string): Promise<string>;
  accept(person: Person, orderId: string): Promise<void>;
  arrive(person: Person, orderId: string): Promise<void>;
  finish(person: Person, orderId: string, result: string): Promise<void>;
  /** Somebody's own screen, signed in. */
  screen(person: Person, size: typeof phone): Promise<Page>;
}

const upload = async (stage: Stage, token: string): Promise<string> => {
  const { buffer } = await photo('step.jpg', '#5f8d78', 600);
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(buffer)]), 'step.jpg');
  const answer = await fetch(`${stage.origin}/api/v1/files`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': `step-${Math.random()}-${Date.now()}` },
    body: form,
  });
  return ((await answer.json()) as { id: string }).id;
};

/** A small community on a Monday morning at nine; who works there is made by each story. */
export const openLoop = async (options: StageOptions = {}): Promise<LoopStage> => {
  const stage = await openStage(options);
  const { deps } = stage.community;
  await setClock(deps.db, { virtualAt: atWall(monday, 9), speed: 1, realAt: deps.clock.realNow() });
  const community = await makeCommunity(deps);
  let ownerToken: string | null = null;

  const as: LoopStage['as'] = ({ token }) => stage.client(token, community.id);
  const owner: LoopStage['owner'] = async () => {
    const { wechat } = stage.simulators.control;
    if (!ownerToken) {
      const { token } = await stage.client(null)(signInWithWechat, {
        body: { code: wechat.makeCode('login', 'linna') },
      });
      await stage.client(token)(giveWechatPhone, { body: { code: wechat.makeCode('phone', 'linna') } });
      ownerToken = token;
    }
    return { token: ownerToken };
  };
  const make = (role: StaffRole, name: string, options: Parameters<typeof makeStaff>[3]): Promise<Person> =>
    makeStaff(deps, community.id, role, { name, idleMs: 3_600_000, ...options });
  const around = [shift(monday, 8, 22), shift(tuesday, 8, 22)];

  return {
    stage,
    community,
    as,
    owner,
    staff: (role, name, department) => make(role, name, { department, shifts: around }),
    worker: async (name, skills, options = {}) => {
      const { role = 'engineer', department = 'engineering', ...more } = options;
      const made = await make(role, name, { skills, department, ...more });
      await syncWorker(deps, community.id, made.id);
      return made;
    },
    report: async (body) => {
      const { token } = await owner();
      return stage.client(token)(reportRepair, { body: { houseId: community.houses[0]?.id ?? '', ...body } });
    },
    advance: async (minutes) => {
      const answer = await fetch(`${stage.origin}/simulators/clock`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ advanceMinutes: minutes }),
      });
      if (!answer.ok) throw new Error(`the clock did not move: ${answer.status} ${await answer.text()}`);
    },
    holder: async (repairId, other = '') => {
      const { token } = await owner();
      let name = '';
      await until(async () => {
        const { worker } = await stage.client(token)(readOwnRepair, { params: { id: repairId } });
        name = worker?.name ?? '';
        return name !== '' && name !== other;
      });
      return name;
    },
    orderOf: async (person, repairId) => {
      let id = '';
      await until(async () => {
        const { items } = await as(person)(listOwnOrders, { query: { scope: 'open' } });
        id = items.find((order) => order.repairId === repairId)?.id ?? '';
        return id !== '';
      });
      return id;
    },
    accept: async (person, id) => {
      await as(person)(acceptOrder, { params: { id }, body: {} });
    },
    arrive: async (person, id) => {
      await as(person)(signInToOrder, {
        params: { id },
        body: { placeCode: community.houses[0]?.placeCode ?? '' },
      });
    },
    finish: async (person, id, result) => {
      const { steps } = await as(person)(readOrder, { params: { id } });
      for (const { id: stepId, kind, required } of steps.filter((one) => one.required && one.kind !== 'sign-in'))
        await as(person)(recordStep, {
          params: { id, stepId },
          body: kind === 'photo' && required ? { fileIds: [await upload(stage, person.token)] } : {},
        });
      await as(person)(finishOrder, { params: { id }, body: { result } });
    },
    screen: async (person, size) => {
      const page = await stage.device(size);
      await signIn(page, stage, person.username, testPassword);
      await see(page, size === phone ? /./ : '阳光花园 现场');
      return page;
    },
  };
};

/** The page on a desk and in a hand. */
export const shotBoth = async (page: Page, name: string): Promise<void> => {
  const size = page.viewportSize() ?? desk;
  for (const one of [desk, phone]) {
    await page.setViewportSize(one);
    // Nothing is wider than the screen.
    await until(async () => (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) === 0);
    await shot(page, name, { whole: one === phone });
  }
  await page.setViewportSize(size);
};
