// Answers with what somebody outside sent or wrote: nothing in them may run, be framed, be kept by a browser or be taken for something else.
import type { HttpAnswer } from './http.ts';

const guards = {
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
};

export const wordsAnswer = (status: number, words: string): HttpAnswer => ({
  status,
  headers: { ...guards, 'content-type': 'text/plain; charset=utf-8' },
  body: words,
});

/** `shown`: in the browser itself; otherwise it is saved under this name, which is one of ours. */
export const fileAnswer = (body: Buffer, mediaType: string, name: string, shown: boolean): HttpAnswer => ({
  status: 200,
  headers: {
    ...guards,
    'content-type': mediaType,
    'content-disposition': `${shown ? 'inline' : 'attachment'}; filename="${name}"`,
  },
  body,
});

/** A page of ours to print, with the style that stands in it. */
export const pageAnswer = (body: string): HttpAnswer => ({
  status: 200,
  headers: {
    ...guards,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    'content-type': 'text/html; charset=utf-8',
  },
  body,
});
