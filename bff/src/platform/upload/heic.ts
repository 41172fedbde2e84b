import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

export interface RawPicture {
  data: Buffer;
  width: number;
  height: number;
}

const decoderPath = createRequire(import.meta.url).resolve('heic-decode');

/** Runs beside the event loop: decoding takes seconds of pure computing. */
const workerCode = `
const { parentPort, workerData } = require('node:worker_threads');
const decode = require(workerData.decoderPath);
(async () => {
  const [first] = await decode.all({ buffer: new Uint8Array(workerData.bytes) });
  if (!first || first.width * first.height > workerData.mostPixels) throw new Error('too large');
  const { data, width, height } = await first.decode();
  const copy = new Uint8Array(data);
  parentPort.postMessage({ data: copy, width, height }, [copy.buffer]);
})();
`;

const patienceMs = 20_000;

/** Pixels of an iPhone's picture, RGBA; sharp's build can't decode them. Rejects when it is broken or too large. */
export const decodeHeic = (bytes: Buffer, mostPixels: number): Promise<RawPicture> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(workerCode, {
      eval: true,
      // The decoder prints its complaints about broken pictures, past our log.
      stdout: true,
      stderr: true,
      workerData: { decoderPath, bytes, mostPixels },
    });
    const timer = setTimeout(() => void worker.terminate(), patienceMs);
    worker.once('message', ({ data, width, height }: { data: Uint8Array; width: number; height: number }) => {
      clearTimeout(timer);
      resolve({ data: Buffer.from(data.buffer), width, height });
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the picture was not decoded'));
    });
  });
