import { createFrameReader, type DoorResult, doorMessages, doorResults, toFrames } from 'shared-types/doorFrames';
import type { BluetoothConnection } from '../../lib/platform';
import { BluetoothError } from '../../lib/platform';
import { hex } from '../../lib/sha256';
import { unlock } from './unlock';

const waitMs = 30;
const token = Uint8Array.from({ length: 83 }, (_, at) => at);

interface Play {
  results: DoorResult[];
  /** Numbers of the writes that are lost. */
  lost?: number[];
  silent?: boolean;
}

/** The other end, which says what the test wants. */
const door = ({ results, lost = [], silent = false }: Play) => {
  const reader = createFrameReader();
  const heard: Uint8Array[] = [];
  let writes = 0;
  let challenges = 0;
  let tell: (frame: Uint8Array) => void = () => undefined;
  const connection: BluetoothConnection = {
    tag: '000000000000',
    onTold: (told) => {
      tell = told;
    },
    write: async (frame) => {
      writes += 1;
      const message = lost.includes(writes) ? null : reader.take(frame);
      if (!message || silent) return;
      const isHello = message[0] === doorMessages.hello;
      if (isHello) challenges += 1;
      else heard.push(message.slice(1));
      const body = isHello ? new Uint8Array(16).fill(challenges) : [doorResults.indexOf(results.shift() ?? 'refused')];
      const kind = isHello ? doorMessages.challenge : doorMessages.result;
      for (const told of toFrames(Uint8Array.from([kind, ...body]))) tell(told);
    },
    close: async () => undefined,
  };
  return { connection, heard, challenges: () => challenges };
};

const tokens = () => {
  const asked: string[] = [];
  return {
    asked,
    ask: async (challenge: string) => {
      asked.push(challenge);
      return token;
    },
  };
};

it('hands the challenge to the server and its token to the door', async () => {
  const { connection, heard } = door({ results: ['opened'] });
  const { ask, asked } = tokens();
  expect(await unlock(connection, ask, waitMs)).toBe('opened');
  expect(asked).toEqual([hex(new Uint8Array(16).fill(1))]);
  expect(heard).toEqual([token]);
});

it.each([1, 2, 4, 6])('write %d is lost: it says the same again, and asks the server once', async (lost) => {
  const { connection, heard } = door({ results: ['opened'], lost: [lost] });
  const { ask, asked } = tokens();
  expect(await unlock(connection, ask, waitMs)).toBe('opened');
  expect(asked).toHaveLength(1);
  expect(heard).toEqual([token]);
});

it('a challenge that has grown old is asked for once more, and no third time', async () => {
  const once = door({ results: ['expired', 'opened'] });
  expect(await unlock(once.connection, tokens().ask, waitMs)).toBe('opened');
  expect(once.challenges()).toBe(2);
  const twice = door({ results: ['expired', 'expired', 'opened'] });
  expect(await unlock(twice.connection, tokens().ask, waitMs)).toBe('expired');
});

it('a door that says nothing is silent, and nobody waits for ever', async () => {
  const { ask, asked } = tokens();
  expect(await unlock(door({ results: [], silent: true }).connection, ask, waitMs)).toBe('silent');
  expect(asked).toEqual([]);
});

it.each(['refused', 'stuck'] as const)('what the door says is what came of it: %s', async (result) => {
  expect(await unlock(door({ results: [result] }).connection, tokens().ask, waitMs)).toBe(result);
});

it('a connection that breaks says so', async () => {
  const { connection } = door({ results: [] });
  connection.write = async () => {
    throw new BluetoothError('lost');
  };
  await expect(unlock(connection, tokens().ask, waitMs)).rejects.toThrow('lost');
});
