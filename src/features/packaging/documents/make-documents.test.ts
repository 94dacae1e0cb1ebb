import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Instant } from '#core/clock.ts';
import type { ReportNumber } from '#core/ids.ts';
import { LANGUAGES, type Language } from '#core/locale.ts';
import { hasProgram, run } from '#platform/crypto/testing.ts';
import { openTypesetter } from '#platform/pdf/typesetter.ts';
import type { PackageContent } from '../domain/package-content.ts';
import { ITEM_WORDS } from '../messages.ts';
import { anIdentifier, anObject, aPackageContent, aPackageReport } from '../testing.ts';
import { type DocumentName, makeDocument, makeDocuments } from './make-documents.ts';
import * as messages from './messages.ts';

const opened = openTypesetter();
if (!opened.ok) console.warn(`Not run: no typesetter for ${opened.refusal.platform}.`);
const NAMES: readonly DocumentName[] = ['file-disposition-report', 'general-report'];

const NOW = '2026-11-23T23:40:12.000Z' as Instant;
const picture = anObject(Buffer.from('a pattern'), 2);
const file = {
  md5: '0cc175b9c0f1b6a831c399e269772661',
  sha1: null,
  claimedHashes: [],
  sizeBytes: 1_234_567,
  sha256: picture.sha256,
};

/** Every block of both documents, with values that are long, foreign or missing. */
const full: PackageContent = aPackageContent({
  recipient: {
    code: 'QC-SQ',
    name: { en: 'Sûreté du Québec', fr: 'Sûreté du Québec' },
    languages: ['en', 'fr'],
  },
  items: [
    { item: 1, state: 'present', text: null },
    { item: 2, state: 'not-applicable', reason: 'Aucune demandée.', text: null },
    { item: 3, state: 'present', text: 'Constats de l’enquêteur.\n\nDeuxième paragraphe.' },
    { item: 4, state: 'pending', dueAt: '2026-12-14T05:00:00.000Z' as Instant, text: null },
    { item: 5, state: 'present', text: null },
    { item: 6, state: 'present', text: null },
    { item: 7, state: 'present', text: null },
  ],
  reports: [
    aPackageReport({
      senderAlarm: 'priority 1',
      incidents: [
        {
          type: 'Online Enticement of Children for Sexual Acts',
          offence: 'CC 172.1',
          platform: 'Example Chat',
          occurred: { asWritten: '2026-11-20T21:14:00', instant: null, zone: 'unstated' },
          occurredDescription: null,
        },
      ],
      persons: [
        {
          role: 'reported',
          name: null,
          dateOfBirth: '1980-01-01',
          age: '46',
          addresses: [
            {
              kind: null,
              street: '1, rue Exemple',
              city: 'Québec',
              region: 'QC',
              postalCode: 'G1A 0A0',
              country: 'CA',
              verified: null,
            },
          ],
          identifiers: [
            anIdentifier({
              kind: 'ip',
              value: '2001:db8:85a3:1234:5678:8a2e:370:7334',
              port: 44_321,
              observed: {
                asWritten: '2026-11-20T16:14:00-05:00',
                instant: '2026-11-20T21:14:00.000Z' as Instant,
                zone: 'stated',
              },
              event: 'UPLOAD',
              possibleProxy: true,
            }),
            anIdentifier({
              kind: 'profile-url',
              value: `https://site.example/u/${'abcdef0123'.repeat(9)}`,
              service: 'Example Chat',
            }),
            anIdentifier({
              verified: false,
              provenance: 'mined-from-text',
              gate: { state: 'noted', reason: { en: 'Read by a machine.', fr: 'Relevé par une machine.' } },
            }),
            anIdentifier({ kind: 'screen-name', value: 'имя_名前😀\u202e', caveat: 'ORCON' }),
          ],
        },
        { role: 'victim', name: null, dateOfBirth: null, age: null, addresses: [], identifiers: [] },
      ],
      identifiers: [anIdentifier({ kind: 'url', value: 'https://site.example/p/1' })],
      files: [
        {
          ...file,
          originalName: 'IMG_20261120_very_long_name_without_any_space_in_it_0001_copy_final_version.jpeg',
          viewedByEsp: null,
          caveat: null,
          included: picture,
          notIncludedReason: null,
        },
        {
          ...file,
          originalName: null,
          viewedByEsp: false,
          caveat: 'ORCON',
          included: null,
          notIncludedReason: { en: 'Bytes never came.', fr: 'Octets jamais reçus.' },
        },
      ],
      narratives: [
        {
          path: 'additionalInfo',
          body: `Neutral text as received.\nSecond line, with #set markup[] and $math$ and "quotes".\n${'word '.repeat(400)}`,
        },
      ],
      candidates: [
        {
          rank: 1,
          code: 'QC-SQ',
          name: { en: 'Sûreté du Québec', fr: 'Sûreté du Québec' },
          reasons: [{ en: 'Address at the time of the event', fr: 'Adresse au moment de l’événement' }],
          cautions: [{ en: 'Carrier address without port', fr: 'Adresse partagée sans port' }],
        },
      ],
      clocks: [
        {
          words: { en: 'Preservation by the provider', fr: 'Conservation par le fournisseur' },
          startsAt: NOW,
          dueAt: '2026-12-14T05:00:00.000Z' as Instant,
          ruleVersion: 'mra-2026',
          source: 'S-MRA',
        },
      ],
    }),
    aPackageReport({ number: 'R-2026-000124' as ReportNumber, externalId: null, danger: null }),
  ],
  custody: [{ at: NOW, actor: 'credential:4', act: 'received', report: null, sha256: picture.sha256 }],
});

function textOf(content: PackageContent, name: DocumentName, language: Language): string {
  if (!opened.ok) throw new Error(opened.refusal.kind);
  const dir = process.env['KEEP_PDF'] ?? mkdtempSync(join(tmpdir(), 'vigie-pdf-'));
  const path = join(dir, `${name}-${language}.pdf`);
  writeFileSync(path, makeDocument(opened.value, content, name, language).pdf);
  return run('pdftotext', ['-layout', path, '-']).replace(/\s+/g, ' ');
}

/** A PDF with every stream that is deflated opened, so that nothing hides in one. */
function inflated(pdf: Buffer): string {
  const text = pdf.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, bytes = '']) => {
    try {
      return inflateSync(Buffer.from(bytes, 'latin1')).toString('latin1');
    } catch {
      return ''; // not deflated: its bytes are in the text already
    }
  });
  return [text, ...streams].join('\n');
}

/** Fixed labels that say something else in the other language. */
function ownLabels(language: Language): readonly string[] {
  const tables = Object.values({ ...messages, ITEM_WORDS }).flatMap((table) => Object.values(table));
  const other = language === 'en' ? 'fr' : 'en';
  return tables
    .filter((pair) => pair.en !== pair.fr && !/[{}]/.test(pair[language]))
    .filter((pair) => !tables.some((one) => one[other].includes(pair[language])))
    .map((pair) => pair[language]);
}

describe.skipIf(!opened.ok)('the documents of a package', () => {
  it('are two in each language of the recipient, tagged for PDF/UA', () => {
    if (!opened.ok) throw new Error(opened.refusal.kind);
    const documents = makeDocuments(opened.value, full);
    expect(documents.map(({ name, language }) => `${name}-${language}`)).toEqual([
      'file-disposition-report-en',
      'general-report-en',
      'file-disposition-report-fr',
      'general-report-fr',
    ]);
    for (const { pdf, language } of documents) {
      const bytes = Buffer.from(pdf).toString('latin1');
      expect(bytes).toContain('<pdfuaid:part>1</pdfuaid:part>');
      expect(bytes).toContain(`/Lang (${language}-CA)`);
    }
  });

  it('are the same bytes for the same content', () => {
    const again = openTypesetter();
    if (!opened.ok || !again.ok) throw new Error('no typesetter');
    const made = [opened.value, again.value].map((setter) => makeDocuments(setter, full));
    expect(made[1]).toEqual(made[0]);
  });

  it('never make a link of an address that was reported: it is evidence, not a way somewhere', () => {
    if (!opened.ok) throw new Error(opened.refusal.kind);
    expect(JSON.stringify(full)).toContain('https://site.example/');
    for (const { pdf } of makeDocuments(opened.value, full)) {
      expect(inflated(Buffer.from(pdf))).not.toMatch(/\/URI\b|\/S\s*\/(?:URI|Launch|GoToR|JavaScript|SubmitForm)/);
    }
  });

  it('can be set although nothing is known', () => {
    if (!opened.ok) throw new Error(opened.refusal.kind);
    const bare = aPackageContent({ items: [], reports: [aPackageReport({ incidents: [] })], ruleVersions: [] });
    expect(makeDocuments(opened.value, bare)).toHaveLength(2);
  });

  const readable = hasProgram('pdftotext', '-v');
  it.skipIf(!readable)('hold no label of the other language', () => {
    for (const language of LANGUAGES) {
      const other = ownLabels(language === 'en' ? 'fr' : 'en').filter((label) => label.length > 3);
      const text = NAMES.map((name) => textOf(full, name, language)).join(' ');
      expect(other.filter((label) => text.includes(label))).toEqual([]);
      expect(ownLabels(language).filter((label) => text.includes(label)).length).toBeGreaterThan(40);
    }
  });

  it.skipIf(!readable)('never guess a zone, and show what they cannot print by its code', () => {
    expect(textOf(full, 'file-disposition-report', 'fr')).toContain('2026-11-20T21:14:00 (fuseau inconnu)');
    expect(textOf(full, 'file-disposition-report', 'en')).toContain('2026-11-20T21:14:00 (zone unknown)');
    const general = textOf(full, 'general-report', 'en').replaceAll(' ', '');
    expect(general).toContain('[U+202E]');
    expect(general).toContain('#setmarkup[]and$math$');
  });
});
