import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '#core/clock.ts';
import { type BulkRow, readCsvNotices } from './read-csv-notices.ts';

const now = '2026-11-24T12:00:00.000Z' as Instant;

async function rowsOf(text: string | Buffer, pieceSize = 1_000): Promise<readonly BulkRow[]> {
  const bytes = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(bytes.length / pieceSize) }, (_, at) =>
    bytes.subarray(at * pieceSize, (at + 1) * pieceSize),
  );
  const rows: BulkRow[] = [];
  for await (const row of readCsvNotices(pieces, { now })) rows.push(row);
  return rows;
}

const ENGLISH = `Reference,Offence,Description,Format,Discovered at,Time zone,Circumstances,Other evidence,Contact email,IP address,Port,IP time,IP 2,Port 2,Viewed,SHA256
T-1,CC 163.1(3),placeholder,photograph,2026-11-20 09:00,America/Toronto,"user report, second line
of it",none,legal@provider.example,192.0.2.7,443,2026-11-20 10:00,198.51.100.7,1024,no,${'a'.repeat(64)}
`;

describe('a bulk file in CSV', () => {
  test('is one notice a row, read by its headers', async () => {
    const [row] = await rowsOf(ENGLISH);
    expect(row?.report?.drift).toEqual([]);
    expect(row?.report?.notice).toMatchObject({
      reference: 'T-1',
      discovery: { at: '2026-11-20 09:00', zone: 'America/Toronto', circumstances: 'user report, second line\nof it' },
      otherEvidence: [],
      transmissionData: [
        { ip: '192.0.2.7', port: 443, at: '2026-11-20 10:00', zone: 'America/Toronto' },
        { ip: '198.51.100.7', port: 1024 },
      ],
      files: [{ viewedByEsp: false, hashes: [{ type: 'SHA256', value: 'a'.repeat(64) }] }],
    });
  });

  test('in French, with semicolons and the code page of an old spreadsheet, is read as well and says so', async () => {
    const text =
      'Numéro de référence;Infraction présumée;Description du matériel;Format du matériel;Date de la découverte;Heure de la découverte;Fuseau horaire;Circonstances;Autres éléments de preuve;Courriel du contact\r\n' +
      'F-1;Distribution;élément neutre;vidéo;2026-11-20;09:00;America/Montreal;signalé par un usager;aucun;droit@fournisseur.example\r\n';
    const [row] = await rowsOf(Buffer.from(text, 'latin1'));
    expect(row?.report?.notice).toMatchObject({
      material: { description: 'élément neutre', format: 'vidéo' },
      discovery: { at: '2026-11-20 09:00', zone: 'America/Montreal' },
      otherEvidence: [],
    });
    expect(row?.report?.incidents[0]?.occurred?.instant).toBe('2026-11-20T14:00:00.000Z');
    expect(row?.report?.drift.map(({ kind }) => kind)).toEqual(['encoding']);
  });

  test('keeps a column nobody knows under its own name', async () => {
    const [row] = await rowsOf('Offence,Format,Shoe size\nmaking,video,42\n');
    expect(row?.report?.notice?.other).toEqual({ 'Shoe size': '42' });
    expect(row?.report?.drift).toContainEqual({
      path: 'Shoe size',
      kind: 'unknown-element',
      detail: 'kept as it came',
    });
  });

  test('loses no value that its column cannot hold', async () => {
    const [row] = await rowsOf('Offence,Format,IP,Port\nmaking,video,192.0.2.7,eighty\n');
    expect(row?.report?.notice).toMatchObject({ transmissionData: [{ ip: '192.0.2.7' }], other: { Port: 'eighty' } });
  });

  test('gives up one bad row with its line, and reads the others', async () => {
    const rows = await rowsOf('Offence,Format\nmaking,video\n"never closed,photo\ndistribution,text\n');
    expect(rows.map((row) => row.unreadable)).toEqual([null, 'row-unreadable: line 3: quote-not-closed', null]);
    expect(rows[2]?.report?.incidents[0]?.incidentType).toBe('distribution');
  });

  test('keeps each row as a document that reads the same alone', async () => {
    for (const row of await rowsOf(ENGLISH))
      expect(await rowsOf(row.bytes ?? '')).toMatchObject([{ report: row.report }]);
  });

  test('without a header of notices is one unreadable document, whole', async () => {
    const rows = await rowsOf('name,shoe size\nx,42\n');
    expect(rows).toMatchObject([{ bytes: null, unreadable: 'unknown-table' }]);
  });

  test('reads the same however the stream is cut', async () => {
    const whole = await rowsOf(ENGLISH);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 400 }), async (size) => {
        expect(await rowsOf(ENGLISH, size)).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  test('gives every cell back, whatever stands in it', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .filter((text) => text.trim() !== '' && !text.includes('\0'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 10 }), async (pairs) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const lines = pairs.map(([a, b]) => `${quoted(a)},${quoted(b)}`);
        const rows = await rowsOf(`Offence,Circumstances\n${lines.join('\n')}\n`, 7);
        const read = rows.map(({ report }) => [
          report?.notice?.offence?.text,
          report?.notice?.discovery?.circumstances,
        ]);
        expect(read).toEqual(pairs.map((pair) => pair.map((text) => text.trim())));
      }),
      { numRuns: 100 },
    );
  });
});
