import { ok, type Result, refuse } from '../../kernel/result.js';

const rows = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz'];

const reversed = (value: string): string => [...value].reverse().join('');

/** Whether a piece runs along the keyboard, the alphabet or the digits, either way. */
const isRun = (piece: string): boolean => rows.some((row) => row.includes(piece) || reversed(row).includes(piece));

/** aaaaaaaa, abababab, 12abc12abc: one short piece over and over. */
const isRepetition = (password: string): boolean => /^(.{1,5})\1+$/.test(password);

const fold = (value: string): string => value.normalize('NFKC').toLowerCase();

/** A common password with digits or signs around it is still the common one. */
const bare = (password: string): string => password.replace(/^[^a-z]+|[^a-z]+$/g, '');

const letters: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'l',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
};
const unleet = (password: string): string => password.replace(/[@40135$7]/g, (sign) => letters[sign] ?? sign);

const isWeak = (password: string, username: string, common: ReadonlySet<string>): boolean => {
  if ([...password].length < 8) return true;
  // Telephone numbers, birthdays and their like.
  if (/^\d{1,15}$/.test(password)) return true;
  if (isRepetition(password) || isRun(password)) return true;
  if (username.length >= 3 && password.includes(username) && password.length - username.length < 6) return true;
  return [password, unleet(password), bare(password)].some((form) => common.has(form));
};

/** Long enough, not common, not the user's own name. */
export const checkPassword = (password: string, username: string, common: ReadonlySet<string>): Result<string> =>
  isWeak(fold(password), fold(username), common) ? refuse('auth.password_weak') : ok(password);
