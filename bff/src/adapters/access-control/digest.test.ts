import { answerChallenge, digestResponse, readChallenge } from './digest.js';

/** The example of RFC 7616, 3.9.1. */
const header = [
  'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=SHA-256, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
  'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
];
const answer = {
  method: 'GET',
  uri: '/dir/index.html',
  username: 'Mufasa',
  password: 'Circle of Life',
  count: 1,
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
};

it.each([
  ['SHA-256', header[0], '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ['MD5', header[1], '8ca523f5e9506fed4657c9700eebdbec'],
])('answers the example of RFC 7616 with %s', (algorithm, challenge, response) => {
  const read = readChallenge(challenge ?? '');
  expect(read).toMatchObject({ realm: 'http-auth@example.org', algorithm, stale: false });
  if (!read) throw new Error('no challenge');
  expect(digestResponse(read, answer)).toBe(response);
  const sent = answerChallenge(read, answer);
  for (const part of [
    `response="${response}"`,
    'nc=00000001',
    'qop=auth',
    `algorithm=${algorithm}`,
    'uri="/dir/index.html"',
  ])
    expect(sent).toContain(part);
});

it('takes the strongest of several challenges, wherever it stands', () => {
  for (const list of [header, [...header].reverse()]) expect(readChallenge(list.join(', '))?.algorithm).toBe('SHA-256');
  expect(readChallenge(`Basic realm="x", ${header[1]}`)?.algorithm).toBe('MD5');
  expect(readChallenge(`${header[1]}, Basic realm="other"`)?.realm).toBe('http-auth@example.org');
});

it('reads a bare device’s challenge: MD5 unless said, stale in any case of letters, quotes within', () => {
  const read = readChallenge('Digest qop="auth", realm="DS-\\"K1\\"", nonce="4e", stale="TRUE"');
  expect(read).toEqual({
    realm: 'DS-"K1"',
    nonce: '4e',
    opaque: null,
    stale: true,
    algorithm: 'MD5',
    algorithmName: null,
  });
  if (read) expect(answerChallenge(read, answer)).not.toMatch(/algorithm|opaque/);
});

it('knows session forms: the answer depends on the client’s nonce twice', () => {
  const of = (algorithm: 'MD5' | 'MD5-SESS') => digestResponse({ realm: 'r', nonce: 'n', algorithm }, answer);
  expect(of('MD5-SESS')).not.toBe(of('MD5'));
  expect(readChallenge('Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess')?.algorithm).toBe('MD5-SESS');
});

it.each([
  ['nothing', null],
  ['another scheme', 'Basic realm="x"'],
  ['an unknown hash', 'Digest realm="r", nonce="n", qop="auth", algorithm=SHA-512-256'],
  ['integrity alone', 'Digest realm="r", nonce="n", qop="auth-int"'],
  ['no nonce', 'Digest realm="r", qop="auth"'],
])('answers none to %s', (_title, given) => {
  expect(readChallenge(given)).toBeNull();
});
