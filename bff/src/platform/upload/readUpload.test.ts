import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { AppError } from '../../kernel/appError.js';
import { readUpload } from './readUpload.js';

const maxBytes = 1024 * 1024;
let server: Server;
let origin: string;
const outcomes: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    readUpload(request, { maxBytes, field: 'file' }).then(
      ({ bytes, fileName }) => {
        outcomes.push('read');
        response.end(JSON.stringify({ size: bytes.length, fileName, start: bytes.subarray(0, 4).toString('hex') }));
      },
      (error: unknown) => {
        const code = error instanceof AppError ? error.code : 'not ours';
        outcomes.push(code);
        response.end(JSON.stringify({ code }));
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const post = async (parts: [string, Buffer | string, string?][]): Promise<unknown> => {
  const form = new FormData();
  for (const [name, content, fileName] of parts)
    if (fileName === undefined) form.append(name, String(content));
    else form.append(name, new Blob([new Uint8Array(content as Buffer)]), fileName);
  const answer = await fetch(origin, { method: 'POST', body: form });
  return answer.json();
};

test('reads one file and its name', async () => {
  const bytes = randomBytes(200_000);
  expect(
    await post([
      ['note', 'x'],
      ['file', bytes, '厨房 水管.jpg'],
    ]),
  ).toEqual({
    size: 200_000,
    fileName: '厨房 水管.jpg',
    start: bytes.subarray(0, 4).toString('hex'),
  });
});

test('a name keeps no folder, control or direction characters', async () => {
  const { fileName } = (await post([['file', randomBytes(4), '../../etc/\u202Egpj.exe']])) as { fileName: string };
  expect(fileName).not.toMatch(/[\\/\p{Cc}\p{Cf}]/u);
});

test('exactly the limit passes, one byte more is too large', async () => {
  expect(await post([['file', randomBytes(maxBytes), 'a.jpg']])).toMatchObject({ size: maxBytes });
  expect(await post([['file', randomBytes(maxBytes + 1), 'a.jpg']])).toEqual({ code: 'file.too_large' });
});

test.each<[string, [string, Buffer | string, string?][]]>([
  ['no file', [['note', 'x']]],
  ['a file in another field', [['other', randomBytes(4), 'a.jpg']]],
  ['an empty file', [['file', Buffer.alloc(0), 'a.jpg']]],
  [
    'two files',
    [
      ['file', randomBytes(4), 'a.jpg'],
      ['file', randomBytes(4), 'b.jpg'],
    ],
  ],
  ['very many fields', Array.from({ length: 40 }, (_, i): [string, string] => [`f${i}`, 'x'])],
])('%s is refused', async (_title, parts) => {
  expect(await post(parts)).toEqual({ code: expect.stringMatching(/^request\./) as string });
});

test.each([
  ['JSON', 'application/json', '{}'],
  ['no boundary', 'multipart/form-data', 'x'],
  [
    'a body that ends in the middle',
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
  ],
  ['a body that is no form', 'multipart/form-data; boundary=b', 'garbage'],
])('%s is refused', async (_title, type, body) => {
  const answer = await fetch(origin, { method: 'POST', body, headers: { 'content-type': type } });
  expect(await answer.json()).toEqual({ code: expect.stringMatching(/^request\./) as string });
});

test('a client that hangs up in the middle ends the reading', async () => {
  outcomes.length = 0;
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write(
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000\r\n\r\n' +
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(outcomes).toEqual([]);
  socket.destroy();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(outcomes).toEqual(['request.malformed']);
});
