import { credentialSheet } from './credentialSheet';

test('one device a line, and nothing that a table program would carry out', () => {
  const one = { username: 'C/D', secret: 's1', code: '=1+1', name: '2号,"客梯"\n' };
  expect(credentialSheet([one, { ...one, code: 'DT-1', name: '@门' }])).toBe(
    '\uFEFFC/D,s1,1+1,2号  客梯  \r\nC/D,s1,DT-1,门\r\n',
  );
});
