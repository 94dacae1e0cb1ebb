import { resolve } from 'node:path';
import type { Bilingual } from '#core/locale.ts';

/** What the environment says (interface page, section 2). Nothing else is read from it. */
export interface Settings {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Set: an external PostgreSQL is used and none is started. */
  readonly databaseUrl: string | null;
  /** Folder of encrypted evidence. */
  readonly blobsDir: string;
}

const CLONE = new URL('../../', import.meta.url).pathname;

/** Reads the settings; a value that cannot be used is told in both languages. */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings | { readonly fault: Bilingual } {
  const dataDir = resolve(env['VIGIE_DATA_DIR'] || `${CLONE}.vigie`);
  const port = Number(env['VIGIE_PORT'] || 7_400);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    return { fault: { en: 'VIGIE_PORT must be a port number.', fr: 'VIGIE_PORT doit être un numéro de port.' } };
  }
  const blobs = env['VIGIE_BLOBS'] || `file:${dataDir}/blobs`;
  if (!blobs.startsWith('file:')) {
    return {
      fault: {
        en: 'VIGIE_BLOBS: only file: is supported by this version.',
        fr: 'VIGIE_BLOBS\u00a0: seul file: est pris en charge par cette version.',
      },
    };
  }
  return {
    dataDir,
    host: env['VIGIE_HOST'] || '127.0.0.1',
    port,
    databaseUrl: env['DATABASE_URL'] || null,
    blobsDir: blobs.slice('file:'.length),
  };
}
