import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
/** A nonce is drawn at random for each sealing: renew a key before it has sealed 2^32 things. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ENTRY = /^([A-Za-z0-9][A-Za-z0-9_-]{0,31}):([A-Za-z0-9_-]{43})$/;

/** What was sealed: the id of its key, and nonce, ciphertext and tag in one. */
export type Sealed = { readonly key: string; readonly data: Uint8Array };

/** The keys that protect what we keep. `context` says what a thing is and whose: it opens only under the same one. */
export type KeyRing = {
  /** The id of the key that seals; all others only open. */
  readonly current: string;
  seal(plain: Uint8Array, context: string): Sealed;
  /** Throws `Unopened` when the key is not on the ring, the context another or the data changed. */
  open(sealed: Sealed, context: string): Uint8Array;
};

/** What was sealed does not open here. It never says what was inside. */
export class Unopened extends Error {
  override readonly name = 'Unopened';
}

/** Reads DATA_KEYS: "id:key" entries with commas between, the newest first. Throws when one is not as it should be. */
export function keyRing(text: string): KeyRing {
  const keys = new Map(text.split(',').map(entry));
  const [current = ''] = keys.keys();
  if (keys.size !== text.split(',').length) throw new Error('two keys have the same id');
  const keyOf = (id: string) => {
    const key = keys.get(id);
    if (!key) throw new Unopened(`the key ${id} is not on the ring`);
    return key;
  };
  return {
    current,
    seal: (plain, context) => ({ key: current, data: seal(keyOf(current), plain, context) }),
    open: ({ key, data }, context) => open(keyOf(key), data, context),
  };
}

/** A fresh entry for DATA_KEYS, to be put first. Its id tells when it was made. */
export function newKey(at: Date): string {
  const day = at.toISOString().slice(0, 'YYYY-MM-DD'.length).replaceAll('-', '');
  const unique = randomBytes(2).toString('hex');
  return `k${day}-${unique}:${randomBytes(KEY_BYTES).toString('base64url')}`;
}

function entry(text: string): [id: string, key: Buffer] {
  const [, id, key] = ENTRY.exec(text.trim()) ?? [];
  if (id === undefined || key === undefined) throw new Error('a key is "id:" and 32 bytes as base64url');
  return [id, Buffer.from(key, 'base64url')];
}

function seal(key: Buffer, plain: Uint8Array, context: string): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, data: Uint8Array, context: string): Uint8Array {
  const nonce = data.subarray(0, NONCE_BYTES);
  const tag = data.subarray(data.length - TAG_BYTES);
  try {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context))
      .setAuthTag(tag);
    return Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new Unopened('what was sealed was changed, or belongs elsewhere', { cause });
  }
}
