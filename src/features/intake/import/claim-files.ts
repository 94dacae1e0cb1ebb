import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { isOfAnotherTip, numberInPath } from '../domain/tip-numbers.ts';
import type { SubmittedFileDetails, SubmittedReport } from '../types.ts';
import { type DropFile, lastPart } from './drop-file.ts';
import type { Gathering } from './find-documents.ts';
import { DamagedArchive } from './open-archives.ts';

/** Files that are a report's: those it announces, by their place in its list, and those it does not. */
export interface Claim {
  readonly announced: readonly { readonly ordinal: number; readonly file: DropFile }[];
  readonly unannounced: readonly DropFile[];
}

/** The files that lie with the documents of a gathering. */
export interface Companions {
  claim(report: SubmittedReport): Promise<Claim>;
  /** What no report claimed, with the CyberTip number its path or its words name. */
  left(): Promise<readonly { readonly file: DropFile; readonly number: string | null }[]>;
}

interface Options {
  /** A CyberTip owns what bears its number, and everything where it is the only document; others own what they name. */
  readonly gathersTips: boolean;
  /** Looks for the number of a PDF whose path names none; null: it has none either. */
  readonly numberOfPdf: (file: DropFile) => Promise<string | null>;
}

/** Files of a gathering with what is found out about them, each once. */
interface Pool {
  readonly files: readonly DropFile[];
  readonly claimed: Set<DropFile>;
  readonly named: (name: string) => readonly DropFile[];
  readonly md5Of: (file: DropFile) => Promise<string>;
  readonly numbered: () => Promise<ReadonlyMap<string | null, readonly DropFile[]>>;
}

/** Matches files to reports: by the names a report announces, by their MD5, by CyberTip number. */
export function openCompanions({ documents, others, isWhole }: Gathering, options: Options): Companions {
  const isAlone = isWhole && documents.length === 1 && documents[0]?.shape !== 'lines';
  const pool = poolOf(others, isAlone ? async () => null : options.numberOfPdf);
  return {
    claim: async (report) => {
      const announced = await announcedFiles(pool, report, options.gathersTips);
      for (const { file } of announced) pool.claimed.add(file);
      if (!options.gathersTips) return { announced, unannounced: [] };
      const own = isAlone
        ? pool.files.filter((file) => !isOfAnotherTip(file.path, report.externalId))
        : ((await pool.numbered()).get(report.externalId ?? '') ?? []);
      const unannounced = own.filter((file) => !pool.claimed.has(file));
      for (const file of unannounced) pool.claimed.add(file);
      return { announced, unannounced };
    },
    left: async () =>
      [...(await pool.numbered())].flatMap(([number, files]) =>
        files.filter((file) => !pool.claimed.has(file)).map((file) => ({ file, number })),
      ),
  };
}

/** Whether a file is a PDF by its name. */
export function isPdf(path: string): boolean {
  return /\.pdf$/i.test(path);
}

function poolOf(files: readonly DropFile[], numberOfPdf: Options['numberOfPdf']): Pool {
  const byName = Map.groupBy(files, (file) => lastPart(file.path).toLowerCase());
  const digests = new Map<DropFile, string>();
  let byNumber: Map<string | null, DropFile[]> | null = null;
  return {
    files,
    claimed: new Set(),
    named: (name) => byName.get(lastPart(name).toLowerCase()) ?? [],
    md5Of: async (file) => {
      const known = digests.get(file) ?? (await md5(file));
      digests.set(file, known);
      return known;
    },
    numbered: async () => {
      if (byNumber) return byNumber;
      byNumber = new Map();
      for (const file of files) {
        const number = numberInPath(file.path) ?? (isPdf(file.path) ? await numberOfPdf(file) : null);
        byNumber.set(number, [...(byNumber.get(number) ?? []), file]);
      }
      return byNumber;
    },
  };
}

async function announcedFiles(pool: Pool, report: SubmittedReport, alsoByDigest: boolean): Promise<Claim['announced']> {
  const found: { ordinal: number; file: DropFile }[] = [];
  const nameless: { ordinal: number; md5s: readonly string[] }[] = [];
  for (const [ordinal, details] of report.files.entries()) {
    const file = await fileNamed(pool, report, details);
    if (file) found.push({ ordinal, file });
    else if (claimedMd5s(details).length > 0) nameless.push({ ordinal, md5s: claimedMd5s(details) });
  }
  if (!alsoByDigest) return found;
  for (const { ordinal, md5s } of nameless) {
    const open = pool.files.filter((file) => !found.some((one) => one.file === file) && !isPdf(file.path));
    const file = await withDigest(pool, ofNoOther(open, report), md5s);
    if (file) found.push({ ordinal, file });
  }
  return found;
}

/** The file a report names; among several of one name the one under its number, then the one with the announced MD5. */
async function fileNamed(
  pool: Pool,
  report: SubmittedReport,
  details: SubmittedFileDetails,
): Promise<DropFile | undefined> {
  const names = [details.givenName, details.originalName].filter((name) => name !== null);
  const open = [...new Set(names.flatMap((name) => ofNoOther(pool.named(name), report)))];
  if (open.length < 2) return open[0];
  const own = open.find((file) => report.externalId !== null && numberInPath(file.path) === report.externalId);
  return own ?? (await withDigest(pool, open, claimedMd5s(details))) ?? open[0];
}

function ofNoOther(files: readonly DropFile[], report: SubmittedReport): readonly DropFile[] {
  return files.filter((file) => !isOfAnotherTip(file.path, report.externalId));
}

function claimedMd5s(details: SubmittedFileDetails): readonly string[] {
  return details.claimedHashes.filter(({ type }) => /md5/i.test(type)).map(({ value }) => value.toLowerCase());
}

async function withDigest(pool: Pool, files: readonly DropFile[], wanted: readonly string[]): Promise<DropFile | null> {
  if (wanted.length === 0) return null;
  for (const file of files) if (wanted.includes(await pool.md5Of(file))) return file;
  return null;
}

/** Empty for bytes nobody can read: they match nothing. */
async function md5(file: DropFile): Promise<string> {
  const hash = createHash('md5');
  try {
    await pipeline(await file.open(), hash);
  } catch (error) {
    if (error instanceof DamagedArchive) return '';
    throw error;
  }
  return hash.digest('hex');
}
