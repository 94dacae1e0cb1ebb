import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '#core/clock.ts';
import { cmsDecrypt, cmsKind } from '#platform/crypto/cms-decrypt.ts';
import { readSigned } from '#platform/crypto/cms-read-signed.ts';
import { readPdfLines } from '#platform/decoder/read-pdf-lines.ts';
import type { LiveMapping } from './domain/choose-mapping.ts';
import { findPdfFields } from './domain/find-pdf-fields.ts';
import type { MappingKind } from './domain/mapping.ts';
import { showBytes } from './domain/show-bytes.ts';
import { openCompanions } from './import/claim-files.ts';
import { findGatherings } from './import/find-documents.ts';
import { DamagedArchive, openArchives } from './import/open-archives.ts';
import { readRecords } from './import/read-document.ts';
import { csvHeader, inMemory } from './parse/csv-records.ts';
import { adviceOnUnread } from './parse/find-imagery.ts';
import {
  ADDRESSES_SAMPLE,
  HOTLINE_SAMPLE,
  ICCAM_SAMPLE,
  PACKAGE_ACCOUNT_SAMPLE,
  REFERRAL_SAMPLE,
  XARF_SAMPLE,
} from './parse/format-samples.ts';
import { maskedBytes } from './parse/mask-secrets.ts';
import { parseIspwsFileDetails } from './parse/parse-ispws-file-details.ts';
import { parseIspwsReport } from './parse/parse-ispws-report.ts';
import { placeOfFault } from './parse/place-of-fault.ts';
import { readCsvNotices } from './parse/read-csv-notices.ts';
import { readJsonReport } from './parse/read-json-report.ts';
import { readTable, readWith } from './parse/read-mapped.ts';
import { readPackageAccount } from './parse/read-package-account.ts';
import { openXlsxNotices } from './parse/read-xlsx-notices.ts';
import { aMapping } from './testing-mappings.ts';

const RECEIVED = '2026-11-24T12:00:00.000Z' as Instant;

/** Lists an archive, gathers its documents and reads each of them, as an import does; what is damaged ends its reading. */
async function readDroppedArchive(bytes: Buffer): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-dropped-'));
  const archives = openArchives();
  try {
    await writeFile(join(folder, 'drop.zip'), bytes);
    for await (const found of findGatherings([join(folder, 'drop.zip')], archives)) {
      if (found.kind === 'bad-archive') continue;
      for (const document of found.documents)
        for await (const { report } of readRecords(document, RECEIVED)) {
          const options = { gathersTips: true, numberOfPdf: async () => null };
          await openCompanions(found, options).claim(report);
        }
    }
  } catch (error) {
    if (!(error instanceof DamagedArchive)) throw error;
  } finally {
    archives.close();
    await rm(folder, { recursive: true });
  }
}

const A_LIVE_MAPPING = (kind: MappingKind): LiveMapping => ({
  mappingId: 1,
  version: 1,
  source: 'provider',
  sender: 'Example Service',
  mapping: aMapping({ kind, record: kind === 'xml' ? 'report' : '' }),
});

/** The readers of what comes from outside, by what they read, for tests that feed them anything. */
export const OUTSIDE_READERS: Readonly<Record<string, (bytes: Buffer) => unknown>> = {
  'provider report': (bytes) => parseIspwsReport(bytes, { now: RECEIVED }),
  'file details': (bytes) => parseIspwsFileDetails(bytes, { now: RECEIVED }),
  // In the house a PDF is read by a process of its own only.
  'PDF of a tip': async (bytes) => findPdfFields((await readPdfLines(bytes).catch(() => ({ lines: [] }))).lines),
  'archive of a drop': readDroppedArchive,
  cybertip: readJson,
  'notice in JSON': readJson,
  'notices in CSV': (bytes) => allOf(readCsvNotices([bytes], { now: RECEIVED })),
  'notices in XLSX': async (bytes) => {
    const opened = await openXlsxNotices(bytes, { now: RECEIVED });
    return opened.ok ? allOf(opened.value) : opened;
  },
  hotline: readJson,
  iccam: readJson,
  referral: readJson,
  addresses: readJson,
  xarf: readJson,
  'account of a package': (bytes) => {
    const account = jsonOrNull(bytes);
    return account === null ? null : readPackageAccount(account, { now: RECEIVED });
  },
  'password in a document': maskedBytes,
  'imagery in what nobody read': adviceOnUnread,
  mail: (bytes) => allOf(readRecords({ bytes, shape: 'mail' }, RECEIVED)),
  'seal of a mail': (bytes) => [cmsKind(bytes), cmsDecrypt(bytes, []), readSigned(bytes, null)],
  'mapped table': (bytes) => allOf(readTable(A_LIVE_MAPPING('csv'), inMemory(bytes))),
  'mapped JSON': (bytes) => readWith(A_LIVE_MAPPING('json'), bytes),
  'mapped XML': (bytes) => readWith(A_LIVE_MAPPING('xml'), bytes),
  'header of a table': (bytes) => csvHeader(inMemory(bytes)),
  'bytes on the bench': (bytes) => [showBytes(bytes, bytes.length), placeOfFault(bytes)],
};

function readJson(bytes: Buffer): unknown {
  return readJsonReport(bytes.toString('utf8'), { now: RECEIVED });
}

function jsonOrNull(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}

/** One valid document of each format by the name of its reader, for tests that grow others from it. */
export const FORMAT_SAMPLES: Readonly<Record<string, object>> = {
  hotline: HOTLINE_SAMPLE,
  iccam: ICCAM_SAMPLE,
  referral: REFERRAL_SAMPLE,
  addresses: ADDRESSES_SAMPLE,
  xarf: XARF_SAMPLE,
  'account of a package': PACKAGE_ACCOUNT_SAMPLE,
  'password in a document': ICCAM_SAMPLE,
  'imagery in what nobody read': XARF_SAMPLE,
};

async function allOf<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
