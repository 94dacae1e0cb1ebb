import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { KIB } from '#core/units.ts';
import { readBody } from './read-body.ts';
import { numberInBody, readReportNumber } from './report-number.ts';

/** The file of an upload as it streams by; whoever takes it must read it to its end. */
export interface StreamedFile {
  readonly name: string;
  readonly bytes: Readable;
  /** The report's number when it came before the file: in the query string or in an earlier field. */
  readonly numberSoFar: number | null;
}

// An id and a name fit well; forms are no place for more.
const FORM_BYTES = 64 * KIB;

// The vault holds the limit of a file: a stream cut short by the form reader would look whole.
const LIMITS = { fileSize: Number.POSITIVE_INFINITY, fieldSize: FORM_BYTES, fields: 20, files: 5, parts: 25 };

/** Walks through a multipart form; `onFile` gets the first file, further ones are read past. Answers the report's number, wherever it stood. */
export async function readForm(
  request: FastifyRequest,
  onFile: (file: StreamedFile) => Promise<void>,
): Promise<number | null> {
  let found = numberInQuery(request);
  let files = 0;
  for await (const part of request.parts({ limits: LIMITS })) {
    if (part.type === 'field') {
      if (part.fieldname === 'id') found = readReportNumber(part.value) ?? found;
      continue;
    }
    if (files === 0) await onFile({ name: part.filename ?? '', bytes: part.file, numberSoFar: found });
    else part.file.resume();
    files += 1;
  }
  return found;
}

/** The report's number of `/finish` and `/retract`: multipart, urlencoded or anything that carries it. */
export async function readEnding(request: FastifyRequest): Promise<number | null> {
  if (request.isMultipart()) {
    return readForm(request, async (file) => {
      file.bytes.resume();
    });
  }
  const body = await readBody(request.raw, FORM_BYTES);
  return (body.ok ? numberInBody(body.value.toString('utf8')) : null) ?? numberInQuery(request);
}

function numberInQuery(request: FastifyRequest): number | null {
  const query = request.query as Readonly<Record<string, unknown>>;
  return readReportNumber(query['id']);
}
