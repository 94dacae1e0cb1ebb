import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bagInfo } from './domain/assemble-bag.ts';
import { readCentre } from './read-centre.ts';
import { aPackageContent } from './testing.ts';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigie-centre-'));
  path = join(folder, 'centre.json');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The contact lines of a bag sealed by a centre whose operator wrote this. */
async function contactsSaid(written: string): Promise<readonly string[]> {
  await writeFile(path, written);
  const read = await readCentre(path);
  if (!read.ok) throw new Error('The file can be used.');
  const { originator } = read.value;
  return bagInfo(aPackageContent({ originator }), [])
    .split('\n')
    .filter((line) => /^(Source|Contact)/.test(line));
}

const CENTRE_LINE =
  'Source-Organization: National Child Exploitation Crime Centre / Centre national contre l’exploitation des enfants';

describe('the contacts of the centre', () => {
  it('stand in the bag of every package as the operator wrote them', async () => {
    const written = {
      contactName: 'Duty desk / Bureau de service',
      phone: '+1 613 555 0100',
      email: 'desk@example.org',
    };
    expect(await contactsSaid(JSON.stringify(written))).toEqual([
      CENTRE_LINE,
      'Contact-Name: Duty desk / Bureau de service',
      'Contact-Phone: +1 613 555 0100',
      'Contact-Email: desk@example.org',
    ]);
  });

  it('are left out where they are not known, never written empty', async () => {
    expect(await contactsSaid('{"phone":"+1 613 555 0100"}')).toEqual([CENTRE_LINE, 'Contact-Phone: +1 613 555 0100']);
    await rm(path);
    const none = await readCentre(path);
    expect(none).toMatchObject({ ok: true, value: { originator: { contactName: null, phone: null, email: null } } });
  });

  it.each([
    ['a field of another name', '{"mail":"desk@example.org"}', 'mail'],
    ['an address that is none', '{"email":"the desk"}', 'email'],
    ['an empty name', '{"contactName":" "}', 'contactName'],
    ['no JSON', 'Duty desk', null],
  ])('are refused where a package would go out without them unnoticed: %s', async (_name, written, field) => {
    await writeFile(path, written);
    expect(await readCentre(path)).toEqual({ ok: false, refusal: { kind: 'unusable-centre', path, field } });
  });
});
