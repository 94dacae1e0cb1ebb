import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { FORMAT_SAMPLES, OUTSIDE_READERS } from '../../../src/features/intake/testing.ts';
import { verifyPackage } from '../../../src/features/packaging/index.ts';
import { readBagOf } from '../../../src/features/packaging/testing.ts';
import { openZip } from '../../../src/platform/archive/read-zip.ts';
import { envelopeRecipient } from '../../../src/platform/crypto/cms-envelope.ts';
import { faultOfJson } from '../../../src/platform/json/check-json.ts';
import { decodeXml } from '../../../src/platform/xml/decode-xml.ts';
import { readXml } from '../../../src/platform/xml/read-xml.ts';
import { aPdf, aTip, storedZip } from '../../support/ncmec-drop.ts';
import { anyJson } from '../fuzz/hostile.ts';
import { anyFileDetails, anyReport } from '../fuzz/xml-texts.ts';
import { anyDrop, anyWorkbook } from './archives.ts';

/** One reader of what comes from outside, with what it is fed before bytes are spoiled. It answers or refuses; it never throws. */
export interface OutsideReader {
  readonly name: string;
  readonly inputs: fc.Arbitrary<string>;
  readonly read: (bytes: Buffer) => unknown;
  /** The share of inputs whose bytes are spoiled afterwards; less where that alone ends the reading. @default 2 / 3 */
  readonly spoiled?: number;
}

const folder = mkdtempSync(join(tmpdir(), 'vigie-readers-'));

/** For readers that take a path. */
function asFile(read: (path: string) => Promise<unknown>, ending = '.zip'): (bytes: Buffer) => Promise<unknown> {
  return (bytes) => {
    const path = join(folder, `input${ending}`);
    writeFileSync(path, bytes);
    return read(path);
  };
}

const json = fc.oneof(
  anyJson.map((value) => JSON.stringify(value) ?? 'null'),
  fc
    .record({ reportId: anyJson, reportedInformation: anyJson, uploadedFiles: fc.array(anyJson, { maxLength: 3 }) })
    .map((value) => JSON.stringify(value)),
);

const word = fc.constantFrom('ref', 'when', 'account', '', '"a"', '"', '""', '"a\nb"', 'é', '\uFEFF', '\0', ' ');
const table = fc
  .array(fc.array(word, { maxLength: 5 }), { maxLength: 5 })
  .chain((rows) => fc.constantFrom(',', ';', '\t', '|').map((sign) => rows.map((row) => row.join(sign)).join('\r\n')));

const manifest = fc
  .array(
    fc.constantFrom(
      'BagIt-Version: 1.0',
      'Tag-File-Character-Encoding: UTF-8',
      'Payload-Oxum: 1.1',
      'Payload-Oxum: 99999999999999999999.-1',
      `${'a'.repeat(64)}  data/a`,
      `${'a'.repeat(128)} *data/../../etc/passwd`,
      'x  data/%0a',
    ),
    { maxLength: 6 },
  )
  .map((lines) => lines.join('\n'));

const noticeJson = fc
  .record(
    Object.fromEntries(
      ['offence', 'material', 'discovery', 'otherEvidence', 'transmissionData', 'files', 'contact', 'accounts'].map(
        (name) => [name, anyJson],
      ),
    ),
    { requiredKeys: [] },
  )
  .map((value) => JSON.stringify({ regime: 'CA-MRA-s3', ...value }));

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    '"',
    '""',
    '"a\nb"',
    ';',
    '2026-11-20 09:00',
    'America/Toronto',
    '192.0.2.7:99999',
    '\0',
    '99999999999',
  ),
);
const csv = fc
  .tuple(
    fc.constantFrom(',', ';', '\t', '|'),
    fc.constantFrom('\n', '\r\n'),
    fc.array(fc.array(cell, { maxLength: 12 }), { maxLength: 12 }),
  )
  .map(([delimiter, end, rows]) =>
    [['Offence', 'Format', 'Discovered at', 'Zone', 'IP', 'Port', 'Viewed', 'SHA256'], ...rows]
      .map((row) => row.join(delimiter))
      .join(end),
  );

const book = new ExcelJS.Workbook();
book.addWorksheet('Notices').addRows([
  ['Offence', 'Format', 'Discovered at', 'Port'],
  ['making', 'video', new Date('2026-11-20T09:00:00Z'), 443],
  [{ richText: [{ text: 'rich' }] }, { formula: 'A2', result: 'x' }, true, -1],
]);
const WORKBOOK = Buffer.from(await book.xlsx.writeBuffer()).toString('latin1');

/** The smallest whole archive: one stored file of one byte. */
const ZIP = Buffer.from(
  '504b03040a00000000000000210043beb7e801000000010000000100000061' +
    '61504b01021e030a00000000000000210043beb7e8010000000100000001000000000000000000000000000000000061' +
    '504b050600000000010001002f000000200000000000',
  'hex',
).toString('latin1');

/** A drop of two tips and a file, stored. */
const DROP = storedZip({
  'a/190000001.json': JSON.stringify(aTip('190000001', { files: [{ filename: 'f1.dat' }] })),
  'a/f1.dat': 'generated pattern',
  'b/190000002.json': '{"reportId":"190000002"}',
}).toString('latin1');

/** Lines of which messages are made, and lines no program writes, in any order. */
const mail = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['', '', '--b', '--b', '--b--', '--c', 'From: Desk <desk@safety.example>', 'X-XARF: PLAIN', '\tfolded'],
        ...['Content-Type: multipart/mixed; boundary=b', 'Content-Type: multipart/report; boundary="c"'],
        ...['Content-Type: message/rfc822', 'Content-Type: message/feedback-report', 'Content-Type: text/html'],
        ...['Content-Type: application/pkcs7-mime', 'Content-Type: image/png', 'Content-Type: application/json'],
        ...[
          'Content-Transfer-Encoding: base64',
          'Content-Transfer-Encoding: quoted-printable',
          'MIIBszCCAVmg',
          '=3D=\r',
        ],
        ...['Content-Disposition: attachment; filename="a.csv"', "Content-Disposition: x; filename*=utf-8''%zz.zip"],
        ...[
          'Source-IP: 192.0.2.1',
          'Source-Port: 99999',
          'Arrival-Date: Thu, 31 Nov 2026 25:00 -9999',
          'Subject: =?x?q?=?=',
        ],
        ...[
          '{"Report":{"SourceIp":"192.0.2.1"}}',
          '<a href="https://site.example/1">',
          'Offence,Format,IP',
          `<${'<'.repeat(9_000)}`,
        ],
      ),
      fc.string({ maxLength: 40 }),
    ),
    { maxLength: 40 },
  )
  .map((lines) => lines.join('\r\n'));

/** ContentInfo of an envelope and of a signature with little in them: what is spoiled of them is all the reader meets. */
const SEALS = [
  '3080060a2a864886f70d0109100117a0803080020100310030000000000000',
  '303406092a864886f70d010703a0273025020100310030' +
    '1e06092a864886f70d010701301106096086480165030401' +
    '2a0404aabbccdd',
  '302306092a864886f70d010702a016301402010131003009' + '06092a864886f70d0107013100' + '00',
].map((hex) => Buffer.from(hex, 'hex').toString('latin1'));

const PDFS = [['CyberTipline Report 190000001', 'IP Address: 192.0.2.7'], ['MD5:', 'x'], []].map((lines) =>
  aPdf(lines).toString('latin1'),
);

const PEM =
  '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUAAECAwQFBgcICQoLDA0ODxAREhMwCgYIKoZIzj0EAwIw\n-----END CERTIFICATE-----\n';

export const READERS: readonly OutsideReader[] = [
  { name: 'XML', inputs: anyReport, read: (bytes) => readXml(decodeXml(bytes).text) },
  { name: 'JSON', inputs: json, read: (bytes) => faultOfJson(bytes.toString('utf8')) },
  ...Object.entries(OUTSIDE_READERS).map(([name, read]) => ({
    name,
    inputs: inputsOf(name),
    read,
    ...spoiledOf(name),
  })),
  {
    name: 'listing of an archive',
    inputs: fc.oneof(fc.constant(ZIP), anyDrop),
    read: asFile((path) => openZip(path).then(close)),
  },
  { name: 'manifests of a bag', inputs: manifest, read: (bytes) => readBagOf(bytes.toString('utf8')) },
  { name: 'foreign package', inputs: fc.constant(ZIP), read: asFile((path) => verifyPackage(path)) },
  { name: 'certificate', inputs: fc.constant(PEM), read: (bytes) => envelopeRecipient(bytes.toString('latin1')) },
];

/** What is hostile inside is read only where the archive around it is whole. */
function spoiledOf(name: string): { readonly spoiled?: number } {
  return name === 'archive of a drop' || name === 'notices in XLSX' ? { spoiled: 1 / 3 } : {};
}

function inputsOf(name: string): fc.Arbitrary<string> {
  const sample = FORMAT_SAMPLES[name];
  if (sample) return grownFrom(sample).map((value) => JSON.stringify(value));
  if (name === 'cybertip' || name === 'mapped JSON') return json;
  if (name === 'mapped table' || name === 'header of a table') return table;
  if (name === 'mail') return mail;
  if (name === 'seal of a mail') return fc.constantFrom(...SEALS);
  if (name === 'PDF of a tip') return fc.constantFrom(...PDFS);
  if (name === 'archive of a drop') return fc.oneof(fc.constantFrom(ZIP, DROP), anyDrop);
  if (name === 'notice in JSON') return noticeJson;
  if (name === 'notices in CSV') return csv;
  if (name === 'notices in XLSX') return fc.oneof(fc.constant(WORKBOOK), anyWorkbook);
  return name === 'file details' ? anyFileDetails(['1'], ['a']) : anyReport;
}

/** A valid document in which, now and then, a member is gone or is anything at all. */
function grownFrom(node: unknown): fc.Arbitrary<unknown> {
  const kept = Array.isArray(node)
    ? fc.tuple(...node.map(grownFrom))
    : typeof node === 'object' && node !== null
      ? fc.record(Object.fromEntries(Object.entries(node).map(([name, value]) => [name, grownFrom(value)])), {
          requiredKeys: [],
        })
      : fc.constant(node);
  return fc.oneof({ weight: 15, arbitrary: kept }, { weight: 1, arbitrary: anyJson });
}

function close(opened: Awaited<ReturnType<typeof openZip>>): void {
  if (opened.ok) opened.value.close();
}
