// Photos and documents: shown by a link of minutes to whom it was made for, each look recorded, and nothing active in what is shown.
import { PNG } from 'pngjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { openingsIn } from '../../../src/app/econsult/rows.ts';
import type { HttpAnswer, HttpRequest } from '../../../src/app/http.ts';
import { shadowIdOf, watchArrivals } from '../../../src/app/rehearsal/shadow.ts';
import { happenedWords } from '../../../src/cards/econsult/history.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { createRedraw } from '../../../src/files/pictures.ts';
import { createLinkKey } from '../../../src/storage/link-key.ts';
import { attachmentLinks, attachmentRoute } from '../../../src/teams/econsult/attachment-route.ts';
import { elementsOf } from '../../cards/elements.ts';
import { text } from '../../cards/examples.ts';
import { asSent, jpegOf, pngOf, wordsIn } from '../../files/photos.ts';
import { later } from '../../given.ts';
import { amara, dalia, gwen, larkfield, network, north, person } from '../../people.ts';
import { carried, prefix, type World, world } from '../given.ts';

const jpeg = asSent(await jpegOf());
const png = wordsIn(pngOf(3, 2));
const pdf = Buffer.from('%PDF-1.7 a letter');
const attachment = (contentType: string, bytes: Buffer) => ({ contentType, data: bytes.toString('base64'), title: 'Asha\u2019s rash' });
const original = (...all: readonly object[]) => ({
  mediaType: 'application/fhir+json',
  base64: Buffer.from(
    JSON.stringify({ resourceType: 'Bundle', entry: all.map((each) => ({ resource: { content: [{ attachment: each }] } })) }),
  ).toString('base64'),
});
const sent = original(
  attachment('image/jpeg', jpeg),
  attachment('text/html', png),
  attachment('application/pdf', pdf),
  attachment('image/svg+xml', Buffer.from('<svg onload="alert(1)"/>')),
);

let ids = 0;
const newId = (): string => {
  ids += 1;
  return `id-${ids}`;
};
let w: World;
let id: string;
let key: () => Promise<Buffer>;
beforeEach(async () => {
  w = await world();
  key = createLinkKey(w.engine, prefix, newId);
  Object.assign(w.deps, { attachmentLink: attachmentLinks({ linkKey: key, clock: w.deps.clock }, 'https://ehub.example.org') });
  id = await w.receives({ text: { ...text, original: sent } });
});
const urlsIn = (body: object): readonly string[] =>
  elementsOf(body).flatMap(({ type, url }) => (['Image', 'Action.OpenUrl'].includes(type) ? [String(url)] : []));
async function get(url: string): Promise<HttpAnswer> {
  const route = attachmentRoute({ ...w.deps, linkKey: key, newId, redraw: createRedraw() });
  const link = url.replace('https://ehub.example.org/api/attachments/', '');
  return (await route.handle({ params: { link } } as unknown as HttpRequest)) as HttpAnswer;
}
const opened = async (): Promise<readonly string[]> => [
  ...new Set(urlsIn((await w.submit(amara, 'open', { ...carried(id, 1), reason: 'safetyCheck' })).body)),
];

describe('what came with an eConsult', () => {
  it('is shown to whoever watches it in shadow, and written down as that with the real one', async () => {
    const asked = { operation: 'shadow', at: later(0), by: person(dalia) } as const;
    await w.press(dalia, 'giveChannel', { organisation: `${north}.test` }, { where: '19:test@thread.tacv2' });
    await w.source.change({ ...asked, type: 'setStage', practice: larkfield, step: { from: '2026-11-25', stage: 'shadow' }, missing: 0 });
    await watchArrivals({ store: w.store, nudge: () => {}, rules: w.source }, new Map(), north, later(1));
    const twin = shadowIdOf(id);
    await w.press(amara, 'claim', carried(twin));
    const [url = ''] = urlsIn((await w.fetch(amara, 'open', carried(twin))).body);
    expect(await get(url)).toMatchObject({ status: 200 });
    const looks = await openingsIn(w.store, north, later(-60), later(60), 10);
    expect(looks.map((look) => [look.id, look.reason])).toEqual([
      [id, 'watched'],
      [id, 'watched'],
    ]);
  });
  it('is linked to in its dialog, without a word of the patient in the link', async () => {
    const urls = await opened();
    expect(urls).toHaveLength(3);
    for (const url of urls) {
      expect(url).toMatch(/^https:\/\/ehub\.example\.org\/api\/attachments\/[\w-]+\.[\w-]+$/);
      expect(Buffer.from(url.split('/').at(-1)?.split('.')[0] ?? '', 'base64url').toString()).not.toMatch(/Asha|rash|999/);
    }
  });
  it('is shown with everything but the picture left out, and each look is in the history', async () => {
    const [first = '', second = '', third = ''] = await opened();
    const [photo, other, letter] = [await get(first), await get(second), await get(third)];
    expect(photo).toMatchObject({
      status: 200,
      headers: { 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' },
    });
    for (const word of ['Exif', 'GPS', 'script', 'behind']) expect(String(photo.body)).not.toContain(word);
    // By what it is, not by what it is called.
    expect(other.headers?.['content-type']).toBe('image/png');
    expect(String(other.body)).not.toContain('Asha');
    expect(PNG.sync.read(other.body as Buffer)).toMatchObject({ width: 3, height: 2 });
    expect(letter.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': expect.stringMatching(/^attachment; filename="[A-Z0-9-]+-3\.pdf"$/),
    });
    expect(letter.headers?.['content-security-policy']).toContain("default-src 'none'; sandbox");
    const events = await w.store.events<EConsultEvent>({ hub: north, kind: 'econsult', id });
    expect(events.map(({ event }) => happenedWords(event, network)).slice(-3)).toEqual(
      [1, 2, 3].map((number) => `Dr Amara Osei looked at attachment ${number} (safety check)`),
    );
  });
  it('is not shown by a link that has expired, was changed, or whose holder may not look any more; it says so in words', async () => {
    const [url = ''] = await opened();
    expect(await get(`${url.slice(0, -3)}AAA`)).toMatchObject({ status: 404 });
    expect(await get('https://ehub.example.org/api/attachments/x')).toMatchObject({ status: 404 });
    const link = await attachmentLinks(
      { linkKey: key, clock: w.deps.clock },
      'https://ehub.example.org',
    )({ hub: north, id, number: 1, person: 'tenant.nobody', name: 'Nobody' });
    expect(await get(link)).toMatchObject({ status: 403 });
    w.at(11);
    expect(await get(url)).toMatchObject({ status: 410, body: 'This link has expired. Open the eConsult again.' });
    expect((await w.happened(id)).filter((type) => type === 'Viewed')).toHaveLength(1);
  });
  it('is linked to with the same key by every instance', async () => {
    const another = createLinkKey(w.engine, prefix, () => 'other');
    expect(await another()).toEqual(await key());
  });
  it('is not on any card in a channel', async () => {
    expect((await w.press(gwen, 'look', carried(id))).said).not.toContain('attachments');
  });
});

it('a picture that is damaged is not shown, and that it is kept is said', async () => {
  id = await w.receives({
    sourceId: 'damaged',
    text: { ...text, original: original(attachment('image/jpeg', jpeg.subarray(0, 60)), attachment('image/gif', Buffer.from('GIF89a'))) },
  });
  const urls = await opened();
  expect(urls).toHaveLength(1);
  expect(await get(urls[0] ?? '')).toMatchObject({ status: 404, body: expect.stringContaining('damaged or too large') });
});
