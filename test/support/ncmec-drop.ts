import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { deflateRawSync } from 'node:zlib';
import { ZipFile } from 'yazl';

/** Files of a drop by their path in it. */
export type Drop = Readonly<Record<string, string | Buffer>>;

/** A CyberTip in the JSON of the interop page, 2.1, of neutral placeholders. */
export function aTip(number: string, change: { readonly [key: string]: unknown } = {}) {
  const { files = [], person = {}, ...rest } = change;
  return {
    reportId: number,
    dateReceived: '2026-02-03T04:05:06Z',
    reportedInformation: {
      reportingEsp: { espName: 'Example Service, Inc.' },
      incidentSummary: { incidentType: 'Child Sex Tourism', incidentDateTime: '2026-02-01T00:00:00Z' },
      reportedPeople: {
        reportedPersons: [
          {
            espService: 'Example',
            espUserId: `acct-${number}`,
            sourceInformation: {
              sourceCaptures: [{ captureType: 'IP Address', value: '192.0.2.7', dateTime: '2026-02-01T00:00:00Z' }],
            },
            ...(person as object),
          },
        ],
      },
      uploadedFiles: { uploadedFiles: files },
    },
    ...rest,
  };
}

/** The drop on the disk. */
export async function dropFolder(home: string, drop: Drop): Promise<string> {
  for (const [path, content] of Object.entries(drop)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), content);
  }
  return home;
}

/** The drop as an archive, squeezed. */
export async function dropZip(path: string, drop: Drop): Promise<string> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(drop)) zip.addBuffer(Buffer.from(content), name, { compress: true });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** The smallest PDF with these lines, written by hand from the standard (ISO 32000): one font, one page, no compression. */
export function aPdf(lines: readonly string[]): Buffer {
  const escaped = lines.map((line) => line.replace(/[\\()]/g, (sign) => `\\${sign}`));
  const content = `BT /F1 11 Tf 50 780 Td 14 TL ${escaped.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = body.length;
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return Buffer.from(
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`,
    'latin1',
  );
}

/** A member of an archive, as true or as false as a sender may write it. */
export interface Member {
  readonly name: string;
  readonly bytes: Buffer;
  readonly flags?: number;
  readonly mode?: number;
  readonly claimedSize?: number;
  readonly method?: 0 | 8;
}

/** An archive byte by byte from the format's description (APPNOTE 6.3): a library would refuse to write what is hostile. */
export function zipOf(members: readonly Member[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, flags = 0, mode = 0o100644, claimedSize, method = 8 } of members) {
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const size = claimedSize ?? bytes.length;
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt16LE(flags, 6);
    head.writeUInt16LE(method, 8);
    head.writeUInt32LE(packed.length, 18);
    head.writeUInt32LE(size, 22);
    head.writeUInt16LE(Buffer.byteLength(name), 26);
    const local = Buffer.concat([head, Buffer.from(name), packed]);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE((3 << 8) | 20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    locals.push(local);
    centrals.push(Buffer.concat([entry, Buffer.from(name)]));
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** A small drop, uncompressed. */
export function storedZip(drop: Drop): Buffer {
  return zipOf(
    Object.entries(drop).map(([name, content]) => ({ name, bytes: Buffer.from(content), method: 0 as const })),
  );
}
