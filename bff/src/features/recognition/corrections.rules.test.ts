import { anonymise, parseCorrections } from './corrections.rules.js';

describe('words without anybody in them', () => {
  it.each([
    ['我是3栋2单元1102的，厨房漏水，电话13800138000', '的,厨房漏水,电话'],
    ['林娜家的水管爆了', '家的水管爆了'],
    ['我叫王建国，电梯困人', '电梯困人'],
    ['请张师傅来，车牌沪A12345被堵', '请 来,车牌 被堵'],
    ['6-2-1102 马桶堵了 微信abcde_99', '马桶堵了'],
    ['十二号楼三零一室没电', '没电'],
    ['联系 a.b@example.com 灯不亮', '联系 灯不亮'],
    ['身份证310101199001011234 门禁卡丢了', '身份证 门禁卡丢了'],
  ])('%s', (text, left) => {
    const clean = anonymise(text, ['林娜', '3栋2单元1102']);
    expect(clean.replaceAll('，', ',')).toContain(left.split(',').at(-1));
    for (const one of ['1102', '13800138000', '林娜', '王建国', '张师傅', 'A12345', 'abcde_99', 'example', '1990'])
      expect(clean).not.toContain(one);
  });

  it('keeps what the trouble is', () => {
    expect(anonymise('厨房水槽下面的水管一直漏水', ['林娜'])).toBe('厨房水槽下面的水管一直漏水');
  });

  it('is short, whatever was written', () => {
    expect(Array.from(anonymise('漏😀'.repeat(900), []))).toHaveLength(200);
  });
});

describe('a file of corrections', () => {
  const types = [
    { id: 'plumbing', emergency: ['爆管'] },
    { id: 'fees', emergency: [] },
  ];
  const line = (value: unknown): string => JSON.stringify(value);

  it('holds one sentence a line, each once', () => {
    const lines = [
      line({ text: '水管炸了', typeId: 'plumbing', emergency: '爆管' }),
      '',
      line({ text: '发票', typeId: 'other', emergency: null }),
      line({ text: '发票抬头', typeId: 'fees', emergency: null }),
      line({ text: '水管炸了', typeId: 'plumbing', emergency: '爆管' }),
    ];
    expect(parseCorrections(lines, types)).toEqual({
      corrections: [
        { text: '水管炸了', typeId: 'plumbing', emergency: '爆管' },
        { text: '发票抬头', typeId: 'fees', emergency: null },
      ],
      refused: 1,
    });
  });

  it.each([
    'no json',
    'null',
    '[]',
    line({ text: '', typeId: 'fees', emergency: null }),
    line({ text: 7, typeId: 'fees', emergency: null }),
    line({ text: '水管', typeId: 'plumbing', emergency: '着火' }),
    line({ text: '水管', typeId: 'plumbing' }),
  ])('%s is left out', (one) => {
    expect(parseCorrections([one], types)).toEqual({ corrections: [], refused: 1 });
  });
});
