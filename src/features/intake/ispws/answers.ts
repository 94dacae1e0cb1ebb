import type { FastifyReply } from 'fastify';
import { writeXml, xmlNode } from '#platform/xml/write-xml.ts';
import { looksNumeric } from '../domain/file-token.ts';
import { ISPWS_CODES, type IspwsCode } from '../domain/ispws-codes.ts';

export interface IspwsAnswer {
  readonly status: 200 | 401 | 404 | 409 | 422 | 429 | 500 | 503;
  readonly xml: string;
  /** Of 429: when to come again. */
  readonly retryAfterSeconds?: number;
}

interface AnswerParts {
  /** Words after the code's own; never numeric. */
  readonly detail?: string;
  /** Words in place of the code's own. */
  readonly description?: string;
  readonly reportId?: number | null;
  readonly fileId?: string;
  readonly md5Hex?: string;
  readonly status?: IspwsAnswer['status'];
}

// A parser's message may quote the document: long enough to help, too short to repeat it.
const MOST_DETAIL = 500;

/** `reportResponse`, children in the order clients rely on. A hash that would be read as a number is left out: the element is optional. */
export function reportResponse(code: IspwsCode, parts: AnswerParts = {}): IspwsAnswer {
  const [number, words] = ISPWS_CODES[code];
  const { detail, reportId, fileId, md5Hex } = parts;
  const own = detail === undefined ? words : `${words} - ${detail.slice(0, MOST_DETAIL)}`;
  const description = parts.description ?? own;
  const xml = writeXml(
    xmlNode('reportResponse', [
      xmlNode('responseCode', String(number)),
      xmlNode('responseDescription', description),
      reportId === undefined || reportId === null ? null : xmlNode('reportId', String(reportId)),
      fileId === undefined ? null : xmlNode('fileId', fileId),
      md5Hex === undefined || looksNumeric(md5Hex) ? null : xmlNode('hash', md5Hex),
    ]),
  );
  return { status: parts.status ?? 200, xml };
}

/** `reportDoneResponse`: clients read 5101 and 5102 as success only with this root and a reportId. */
export function reportDoneResponse(code: IspwsCode, reportId: number, fileIds: readonly string[]): IspwsAnswer {
  const [number] = ISPWS_CODES[code];
  const xml = writeXml(
    xmlNode('reportDoneResponse', [
      xmlNode('responseCode', String(number)),
      xmlNode('reportId', String(reportId)),
      xmlNode(
        'files',
        fileIds.map((fileId) => xmlNode('fileId', fileId)),
      ),
    ]),
  );
  return { status: 200, xml };
}

/** The words a refused XML document is answered with, as the real service writes them. */
export function malformedReport(message: string): IspwsAnswer {
  return reportResponse('malformedXml', {
    description: `Malformed (xml) report submittal - ${message.slice(0, MOST_DETAIL)}`,
  });
}

/** Nothing was kept: the same report is taken when the sender comes again. */
export function overQuota(retryAfterSeconds: number): IspwsAnswer {
  const description = `More reports than agreed; try again in ${retryAfterSeconds} seconds`;
  return { ...reportResponse('serverError', { status: 429, description }), retryAfterSeconds };
}

export function sendAnswer(reply: FastifyReply, answer: IspwsAnswer): FastifyReply {
  if (answer.status === 401) reply.header('www-authenticate', 'Basic realm="ESP Web Services"');
  if (answer.status === 503) reply.header('retry-after', '30');
  if (answer.retryAfterSeconds !== undefined) reply.header('retry-after', String(answer.retryAfterSeconds));
  return reply.code(answer.status).header('content-type', 'application/xml;charset=UTF-8').send(answer.xml);
}
