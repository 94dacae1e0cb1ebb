import fc from 'fast-check';
import { proofHeaders } from './api-requests.ts';
import type { CallerName, Draft } from './draft.ts';
import { anyText } from './hostile.ts';
import type { Known } from './operations.ts';
import { anyFileDetails, anyReport } from './xml-texts.ts';

const BOUNDARY = 'vigie-fuzz-boundary';

/** Requests to /ispws: documents, forms with files, endings, by a provider or by somebody who is none. */
export function ispwsRequests(callers: readonly CallerName[], known: Known): fc.Arbitrary<Draft> {
  const ids = known.get('ispws-report') ?? ['1'];
  const files = known.get('ispws-file') ?? ['1'];
  const caller = fc.oneof(
    { weight: 9, arbitrary: fc.constant('provider') },
    { weight: 1, arbitrary: fc.constantFrom(...callers) },
  );
  const xmlType = fc.constantFrom('text/xml; charset=utf-8', 'application/xml', 'text/plain', '', 'not a type', ';');
  const post = (path: string, content: fc.Arbitrary<{ type: string; body: string }>) =>
    fc.tuple(caller, content, fc.constantFrom('length' as const, 'chunked' as const)).map(
      ([who, { type, body }, framing]): Draft => ({
        caller: who,
        method: 'POST',
        target: path,
        headers: [['host', '{host}'], ...proofHeaders(who), ...(type === '' ? [] : [['content-type', type] as const])],
        body: Buffer.from(body),
        framing,
      }),
    );
  const withType = (texts: fc.Arbitrary<string>) => fc.record({ type: xmlType, body: texts });
  const endings = fc.oneof(
    fc.constantFrom(...ids).map((id) => ({ type: 'application/x-www-form-urlencoded', body: `id=${id}` })),
    anyText.map((id) => ({
      type: 'application/x-www-form-urlencoded',
      body: `id=${encodeURIComponent(id.toWellFormed())}`,
    })),
    anyText.map((body) => ({ type: 'text/plain', body })),
    form(ids),
  );
  return fc.oneof(
    { weight: 5, arbitrary: post('/ispws/submit', withType(anyReport)) },
    { weight: 3, arbitrary: post('/ispws/fileinfo', withType(anyFileDetails(ids, files))) },
    { weight: 3, arbitrary: post('/ispws/upload', form(ids)) },
    { weight: 1, arbitrary: post('/ispws/finish', endings) },
    { weight: 1, arbitrary: post('/ispws/retract', endings) },
    { weight: 1, arbitrary: gets(['/ispws/status', '/ispws/xsd', '/ispws/nothing', '/ispws'], callers) },
  );
}

/** A multipart form: fields before and after the file, many parts, parts without a name, an end that never comes. */
function form(ids: readonly string[]): fc.Arbitrary<{ type: string; body: string }> {
  return fc
    .record({
      id: fc.oneof(fc.constantFrom(...ids), anyText),
      name: anyText,
      content: fc.string({ unit: 'binary', maxLength: 200 }),
      order: fc.boolean(),
      end: fc.constantFrom(`--${BOUNDARY}--\r\n`, `--${BOUNDARY}--`, `--${BOUNDARY}`, ''),
      copies: fc.constantFrom(1, 1, 1, 1, 2, 30),
      disposition: fc.constantFrom('form-data', 'form-data', 'form-data', 'attachment', ''),
      boundary: fc.constantFrom(`; boundary=${BOUNDARY}`, `; boundary="${BOUNDARY}"`, '', '; boundary='),
    })
    .map(({ id, name, content, order, end, copies, disposition, boundary }) => {
      const field = `--${BOUNDARY}\r\ncontent-disposition: ${disposition}; name="id"\r\n\r\n${id}\r\n`;
      const quoted = name.replace(/["\r\n]/g, ' ');
      const file = `--${BOUNDARY}\r\ncontent-disposition: ${disposition}; name="file"; filename="${quoted}"\r\ncontent-type: application/octet-stream\r\n\r\n${content}\r\n`;
      const parts = order ? field + file.repeat(copies) : file.repeat(copies) + field;
      return { type: `multipart/form-data${boundary}`, body: parts + end };
    });
}

/** What is neither the API nor the machine intake: links, probes, the console, and addresses of nobody. */
export function otherRequests(callers: readonly CallerName[]): fc.Arbitrary<Draft> {
  const texts = anyText.map((text) => encodeURIComponent(text.toWellFormed()));
  const addresses = fc.oneof(
    fc.constantFrom(...OTHER_ADDRESSES),
    texts.map((text) => `/sign-in?code=${text}`),
    texts.map((text) => `/partner/pickup/${text}`),
    texts.map((text) => `/${text}`),
    texts.map((text) => `/assets/${text}`),
    texts.map((text) => `/api/v1/${text}`),
  );
  return fc
    .record({
      address: addresses,
      caller: fc.constantFrom(...callers),
      method: fc.constantFrom(
        'GET',
        'GET',
        'GET',
        'HEAD',
        'OPTIONS',
        'POST',
        'PUT',
        'DELETE',
        'PATCH',
        'TRACE',
        'PROPFIND',
      ),
    })
    .map(({ address, caller, method }) => ({
      caller,
      method,
      target: address,
      headers: [['host', '{host}'], ...proofHeaders(caller)],
      body: null,
      framing: 'length',
    }));
}

const OTHER_ADDRESSES: readonly string[] = [
  '/',
  '/queue',
  '/reports/R-2026-000001',
  '/healthz',
  '/readyz',
  '/metrics',
  '/sign-in',
  '/sign-in?code=a&code=b',
  '/favicon.svg',
  '/index.html',
  '/assets/',
  '/assets/../../package.json',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..%5c..%5cwindows',
  '//attacker.example/',
  '/\\attacker.example',
  '/api',
  '/api/v1',
  '/api/v1/',
  '/api/v1/openapi.json',
  '/api/v2/reports',
  '/API/V1/reports',
  '/api/v1/reports/',
  '/api/v1//reports',
  '/media/1',
  '/hashsharing/v2/x',
  '/partner/pickup/',
  `/partner/pickup/${'A'.repeat(43)}`,
  `/${'a'.repeat(8_000)}`,
  '/%',
  '/%c0%ae%c0%ae/',
  '/?a=%',
  '*',
];

function gets(addresses: readonly string[], callers: readonly CallerName[]): fc.Arbitrary<Draft> {
  return fc.tuple(fc.constantFrom(...addresses), fc.constantFrom('provider', ...callers)).map(([target, caller]) => ({
    caller,
    method: 'GET',
    target,
    headers: [['host', '{host}'], ...proofHeaders(caller)],
    body: null,
    framing: 'length',
  }));
}
