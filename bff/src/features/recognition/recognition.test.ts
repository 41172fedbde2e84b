import { makeCommunity } from '../../../test/factories/people.js';
import { type TestDeps, testDeps } from '../../../test/factories/testDeps.js';
import type { OwnerActor, StaffActor } from '../../platform/call.js';
import { inTransaction } from '../../platform/database/transaction.js';
import { defaultPolicy } from '../policy/policy.door.js';
import { ServicePolicyEntity } from '../policy/policy.entity.js';
import { keepSample } from './recognition.door.js';
import { RecognitionSampleEntity } from './recognition.entity.js';
import { limitRecognition } from './recognition.limits.js';
import { readRecognition } from './recognition.queries.js';

let t: TestDeps;
let communityId: string;
beforeAll(async () => {
  t = await testDeps();
  communityId = await makeCommunity(t);
});
afterAll(() => t.close());

const owner = (...communityIds: string[]): OwnerActor => ({
  kind: 'owner',
  id: 'owner',
  name: '业主',
  houses: communityIds.map((id) => ({ houseId: `house-${id}`, communityId: id, role: 'owner' })),
});

const staff = (id: string): StaffActor => ({
  kind: 'staff',
  id: 'staff',
  name: '客服',
  communityId: id,
  roles: ['customer-service'],
  department: 'customer-service',
  permissions: new Set(),
  mustChangePassword: false,
});

describe('recognition of a text', () => {
  it('says the type with its name and how sure it is', async () => {
    const view = await readRecognition(t.deps, owner(communityId), '厨房水龙头一直滴水关不紧');
    expect(view.problemType).toEqual({ id: 'plumbing', name: '给水管道' });
    expect(view.confidencePercent).toBe(view.top3[0]?.confidencePercent);
    expect(view.confidencePercent).toBeGreaterThanOrEqual(defaultPolicy.recognition.typeThresholdBp / 100);
    expect(view.emergency).toBeNull();
  });

  it('keeps to the thresholds of the community where the caller acts', async () => {
    const strict = await makeCommunity(t, '严格花园');
    const body = JSON.stringify({
      ...defaultPolicy,
      recognition: { typeThresholdBp: 10_000, emergencyThresholdBp: 10_000, emergencyHintBp: 3000 },
    });
    const at = t.deps.clock.now();
    await inTransaction(t.deps.db, (tx) =>
      tx.insert(ServicePolicyEntity, { communityId: strict, version: 1, body, at, byId: null, byName: '', reason: '' }),
    );
    const text = '有人困在电梯里出不来';
    for (const actor of [owner(strict, communityId), staff(strict)])
      expect(await readRecognition(t.deps, actor, text)).toMatchObject({
        problemType: null,
        emergency: null,
        emergencyHint: '困人',
      });
    for (const actor of [owner(communityId, strict), staff(communityId), owner()])
      expect(await readRecognition(t.deps, actor, text)).toMatchObject({
        problemType: { id: 'lift', name: '电梯' },
        emergency: '困人',
        emergencyHint: null,
      });
  });

  it('is refused to whoever runs a list through it', async () => {
    for (let n = 0; n < 60; n++) await limitRecognition(t.deps, 'copier');
    await expect(limitRecognition(t.deps, 'copier')).rejects.toMatchObject({ code: 'rate.limited' });
    await expect(limitRecognition(t.deps, 'neighbour')).resolves.toBeUndefined();
  });
});

describe('samples', () => {
  const sample = {
    repairId: '01J00000000000000000000001',
    source: 'text' as const,
    suggestedType: 'plumbing',
    confidenceBp: 5210,
    chosenType: 'leakage',
    chosenEmergency: null,
    byKind: 'owner' as const,
  };

  it('are kept with what was said and what was chosen', async () => {
    const at = t.deps.clock.now();
    await inTransaction(t.deps.db, (tx) => keepSample(tx, { ...sample, communityId, at }));
    const rows = await t.deps.db.reader.find(RecognitionSampleEntity, { where: { communityId } });
    expect(rows).toEqual([{ ...sample, communityId, at, id: expect.stringMatching(/^[0-9A-Z]{26}$/) }]);
  });

  it('go with the transaction that they came in', async () => {
    const other = await makeCommunity(t, '回滚花园');
    const failed = inTransaction(t.deps.db, async (tx) => {
      await keepSample(tx, { ...sample, communityId: other, at: t.deps.clock.now() });
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    expect(await t.deps.db.reader.find(RecognitionSampleEntity, { where: { communityId: other } })).toEqual([]);
  });
});
