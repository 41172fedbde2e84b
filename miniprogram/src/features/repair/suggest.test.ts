import { rankTypes, searchTypes } from './suggest';

const types = [
  { id: 'plumbing', name: '给水管道', emergencies: ['爆管', '大量漏水'] },
  { id: 'drainage', name: '排水堵塞', emergencies: ['污水返涌'] },
  { id: 'lighting', name: '公共照明', emergencies: [] },
  { id: 'other', name: '其他', emergencies: [] },
];
const names = (list: { id: string }[]) => list.map(({ id }) => id);

describe('kinds of trouble', () => {
  it('puts the likeliest first and keeps all of them', () => {
    expect(names(rankTypes(types, '马桶堵了，臭得很'))[0]).toBe('drainage');
    expect(names(rankTypes(types, '楼道灯一直闪'))[0]).toBe('lighting');
    expect(rankTypes(types, '楼道灯一直闪')).toHaveLength(4);
  });
  it('leaves the order alone without a hint', () => {
    expect(names(rankTypes(types, ''))).toEqual(names(types));
  });
  it('searches by everyday words, by the name and by the situation', () => {
    expect(names(searchTypes(types, '水龙头'))).toEqual(['plumbing']);
    expect(names(searchTypes(types, '照明'))).toEqual(['lighting']);
    expect(names(searchTypes(types, '爆管'))).toEqual(['plumbing']);
    expect(searchTypes(types, '飞机')).toEqual([]);
  });
});
