// RS256 tokens with node's own crypto: making a key, signing, and checking.

import type { JsonWebKey, KeyObject } from 'node:crypto';
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Json } from './json.ts';
import { asObject, parsed } from './json.ts';

/** The smallest RSA key that token libraries still accept. */
const KEY_BITS = 2_048;

export interface KeyPair {
  readonly id: string;
  /** The private half as PKCS #8, to be kept and given back after a restart. */
  readonly pem: string;
  readonly secret: KeyObject;
  readonly open: KeyObject;
  /** The public half as a JWK, without `kid` and `use`. */
  readonly jwk: JsonWebKey;
}

/** A new key, or the one in `pem` (PKCS #8). Made as PEM and imported: generating key objects to export as JWK can hang on some Node 20. */
export const createKeyPair = (pem?: string): KeyPair => {
  const text =
    pem ??
    generateKeyPairSync('rsa', {
      modulusLength: KEY_BITS,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey;
  const secret = createPrivateKey(text);
  const open = createPublicKey(secret);
  const jwk = open.export({ format: 'jwk' });
  const id = createHash('sha256')
    .update(jwk.n ?? '')
    .digest('base64url')
    .slice(0, 27);
  return { id, pem: text, secret, open, jwk };
};

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A compact RS256 token with these claims. */
export const signToken = (key: KeyPair, claims: Json): string => {
  const body = `${part({ alg: 'RS256', typ: 'JWT', kid: key.id, x5t: key.id })}.${part(claims)}`;
  return `${body}.${sign('RSA-SHA256', Buffer.from(body), key.secret).toString('base64url')}`;
};

/** The claims of a token signed RS256 by this key; `undefined` for anything else. Times are the caller's to check. */
export const readToken = (key: KeyPair, token: string): Json | undefined => {
  const [head, body, signature, ...rest] = token.split('.');
  if (head === undefined || body === undefined || signature === undefined || rest.length > 0) return undefined;
  // The algorithm is ours to choose, so the token's own `alg` is not even read: believing it is the classic forgery.
  const good = verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key.open, Buffer.from(signature, 'base64url'));
  return good ? asObject(parsed(Buffer.from(body, 'base64url').toString('utf8'))) : undefined;
};
