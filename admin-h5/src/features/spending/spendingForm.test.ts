import type { FileView } from 'shared-types/file';
import { bodyOf, missingOf, newForm, withKind } from './spendingForm';

const file = { id: '01K00000000000000000000001' } as FileView;

describe('a spending that is being written', () => {
  it('wants an amount, a day, words and a voucher', () => {
    const empty = newForm('2026-11-23');
    expect(missingOf(empty)).toEqual(['amount', 'memo', 'files']);
    expect(missingOf({ ...empty, amount: '0', day: '', memo: ' ', files: [file] })).toEqual(['amount', 'day', 'memo']);
    expect(missingOf({ ...empty, amount: '12.345', memo: '换灯', files: [file] })).toEqual(['amount']);
    expect(missingOf({ ...empty, amount: '1,234.5', memo: '换灯', files: [file] })).toEqual([]);
  });

  it('goes over to another kind with a category and an account that fit it', () => {
    const lift = { ...newForm('2026-11-23'), category: 'lift' as const, account: 'cash' as const };
    expect(withKind(lift, 'fund-out')).toMatchObject({ category: 'lift', account: 'fund' });
    expect(withKind(lift, 'public-revenue')).toMatchObject({ category: 'advert', account: 'cash' });
    expect(withKind(withKind(lift, 'fund-in'), 'expense')).toMatchObject({ category: 'salary', account: 'bank' });
    expect(withKind({ ...lift, category: 'other' }, 'fund-in').category).toBe('other');
  });

  it('sends what was written, and whose money only of an expense', () => {
    const form = { ...newForm('2026-11-23'), amount: '2,500.6', memo: ' 换钢丝绳 ', supplier: ' ', files: [file] };
    expect(bodyOf(form, null)).toEqual({
      kind: 'expense',
      category: 'repair',
      amountFen: 250_060,
      day: '2026-11-23',
      account: 'bank',
      fundedBy: 'property',
      memo: '换钢丝绳',
      fileIds: [file.id],
      vouchersPublic: true,
    });
    const advert = bodyOf({ ...withKind(form, 'public-revenue'), supplier: '分众传媒公司' }, 'wrong');
    expect(advert).toMatchObject({ category: 'advert', supplier: '分众传媒公司', correctsId: 'wrong' });
    expect(advert).not.toHaveProperty('fundedBy');
  });
});
