import { hash, verify } from '@node-rs/argon2';
import { PASSWORD_MAX, PASSWORD_MIN } from '../contract/accounts.ts';
import { Refusal } from '../domain/refusal.ts';

/** OWASP's first choice for argon2id. */
const strength = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;

/** What guessers try first, and long enough to pass for a password. */
const common: ReadonlySet<string> = new Set([
  '1234567890',
  '0123456789',
  '0987654321',
  '12345678910',
  '123456789a',
  'a123456789',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'qwertyuiop',
  'qwerty1234',
  'qwerty12345',
  'password12',
  'password123',
  'password1234',
  'passw0rd123',
  'administrator',
  'changeme123',
  'letmein1234',
  'welcome1234',
  'iloveyou12',
  'woaini1314',
  'woaini1314520',
  '5201314520',
  'abc1234567',
  'abcd123456',
  'abcdefghij',
  'a1b2c3d4e5',
  'zxcvbnm123',
  'asdfghjkl1',
  'zhidu12345',
  'zhidu123456',
]);

/** The hash of a password that was judged first. */
export async function hashPassword(password: string, login: string): Promise<string> {
  if (isWeak(password, login)) throw new Refusal('password-weak');
  return hash(password, strength);
}

/** Also takes its time when there is no account, so that the time tells nobody which logins exist. */
export async function isPassword(password: string, hashed: string | undefined): Promise<boolean> {
  const right = await verify(hashed ?? (await stranger), password);
  return right && hashed !== undefined;
}

const stranger = hash('nobody has this password', strength);

function isWeak(password: string, login: string): boolean {
  const folded = password.normalize('NFKC').toLowerCase();
  return (
    password.length < PASSWORD_MIN ||
    password.length > PASSWORD_MAX ||
    common.has(folded) ||
    new Set(folded).size < 4 ||
    folded.includes(login.toLowerCase())
  );
}
