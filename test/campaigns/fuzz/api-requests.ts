import fc from 'fast-check';
import type { CallerName, Draft } from './draft.ts';
import { anyText } from './hostile.ts';
import { fitting, type Known, nearlyFitting, type Operation, type Parameter } from './operations.ts';

/** Bodies no schema would think of: what only a reader of JSON can trip over. */
const ODD_BODIES: readonly string[] = [
  '',
  'null',
  '[]',
  '""',
  '1e400',
  '{"a":1,"a":2}',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"code":"\\ud800"}',
  '{"reason":"\\u0000"}',
  '{"code":',
  '{"code":"x"}trailing',
  '\ufeff{"code":"x"}',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
  `{${Array.from({ length: 3_000 }, (_none, at) => `"k${at}":1`).join(',')}}`,
];

const TYPES: readonly string[] = [
  'application/json; charset=utf-8',
  'application/json; charset=utf-16',
  'application/xml',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/json, text/plain',
  ';',
];

/** The roles that do most of the work: asked more often, so that requests get past the first wall. */
const WORKING: readonly CallerName[] = ['triage-investigator', 'package-investigator', 'reviewer', 'administrator'];

/** Requests for one operation of the API by these callers: mostly valid or nearly so. */
export function apiRequests(operation: Operation, callers: readonly CallerName[], known: Known): fc.Arbitrary<Draft> {
  return fc
    .record({
      caller: fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...callers) },
        { weight: 3, arbitrary: fc.constantFrom(...WORKING) },
      ),
      path: pathOf(operation, known),
      query: queryOf(operation, known),
      body: bodyOf(operation, known),
      headers: fc.oneof(
        { weight: 2, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(oddHeader, { maxLength: 2 }) },
      ),
      proof: fc.oneof(
        { weight: 12, arbitrary: fc.constant('right') },
        { weight: 1, arbitrary: fc.constantFrom('no-token', 'wrong-token', 'foreign') },
      ),
      key: fc.oneof(
        { weight: 9, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom('same-key', 'other-key', 'x'.repeat(255), 'x'.repeat(256), 'é') },
      ),
      type: fc.oneof(
        { weight: 12, arbitrary: fc.constant('application/json') },
        { weight: 1, arbitrary: fc.constantFrom(...TYPES) },
      ),
      framing: fc.constantFrom('length' as const, 'length' as const, 'length' as const, 'chunked' as const),
    })
    .map(({ caller, path, query, body, headers, proof, key, type, framing }) => ({
      caller,
      method: operation.method,
      target: `${path}${query}`,
      headers: [
        ['host', '{host}'] as const,
        ...proofHeaders(caller, proof),
        ...(body === null ? [] : [['content-type', type] as const]),
        ...(key === null ? [] : [['idempotency-key', key] as const]),
        ...headers,
      ],
      body: body === null ? null : Buffer.from(body),
      framing,
    }));
}

/** The headers by which a caller proves who it is; `nobody` has none. */
export function proofHeaders(caller: CallerName, proof = 'right'): readonly (readonly [string, string])[] {
  if (caller === 'nobody') return [];
  if (caller.startsWith('token')) return [['authorization', 'Bearer {bearer}']];
  if (caller === 'provider') return [['authorization', 'Basic {basic}']];
  return [
    ['cookie', '{cookie}'],
    ...(proof === 'no-token' ? [] : [['x-csrf-token', proof === 'wrong-token' ? 'wrong' : '{csrf}'] as const]),
    proof === 'foreign' ? ['sec-fetch-site', 'cross-site'] : ['sec-fetch-site', 'same-origin'],
  ];
}

/** A header that is valid HTTP, though nothing the console would send. */
const oddHeader: fc.Arbitrary<readonly [string, string]> = fc.constantFrom(
  ['accept-language', 'fr'],
  ['accept-language', ';;q=,,'],
  ['accept', 'image/png'],
  ['accept-encoding', 'zstd'],
  ['origin', 'null'],
  ['origin', 'http://attacker.example'],
  ['origin', 'http://{host}'],
  ['host', 'attacker.example'],
  ['x-forwarded-for', '203.0.113.9'],
  ['x-forwarded-host', 'attacker.example'],
  ['x-http-method-override', 'DELETE'],
  ['if-none-match', '"x"'],
  ['range', 'bytes=0-0,5-'],
  ['expect', '100-continue'],
  ['expect', 'the-impossible'],
  ['upgrade', 'websocket'],
  ['connection', 'close'],
  ['connection', 'upgrade'],
  ['te', 'trailers'],
  ['cookie', '__Host-vigie=; __Host-vigie=%zz; =; ;;a'],
  ['cookie', `__Host-vigie=${'x'.repeat(4_000)}`],
  ['authorization', 'Bearer '],
  ['authorization', `Bearer ${'x'.repeat(4_000)}`],
  ['authorization', 'Basic ====='],
  ['authorization', 'Digest username="x"'],
  ['x-long', 'x'.repeat(9_000)],
  ['content-encoding', 'gzip'],
);

function pathOf(operation: Operation, known: Known): fc.Arbitrary<string> {
  const holders = operation.parameters.filter((each) => each.in === 'path');
  return fc
    .tuple(...holders.map((each) => textOf(each, known)))
    .map((values) =>
      holders.reduce(
        (path, each, at) => path.replace(`{${each.name}}`, percent(String(values[at] ?? ''))),
        operation.path,
      ),
    );
}

function queryOf(operation: Operation, known: Known): fc.Arbitrary<string> {
  const holders = operation.parameters.filter((each) => each.in === 'query');
  const fields = holders.map((each) => fc.option(textOf(each, known), { freq: 2 }));
  return fc
    .tuple(fc.tuple(...fields), fc.constantFrom('', '', '', '', '&a[b]=1', '&limit=1&limit=2', '&%zz=%', '&&&='))
    .map(([values, more]) => {
      const pairs = holders.flatMap((each, at) => {
        const value = values[at];
        return value === null || value === undefined ? [] : [`${each.name}=${percent(value)}`];
      });
      const query = pairs.join('&') + more;
      return query === '' ? '' : `?${query}`;
    });
}

/** One parameter as text: fitting, or anything. */
function textOf(each: Parameter, known: Known): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 7, arbitrary: fitting(each.schema, each.name, known).map(String) },
    { weight: 1, arbitrary: anyText },
  );
}

/** Percent-encodes what an address may not hold; a lone surrogate becomes the bytes of a replacement character. */
function percent(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function bodyOf({ body, method }: Operation, known: Known): fc.Arbitrary<string | null> {
  const odd = fc.constantFrom(...ODD_BODIES);
  if (method === 'GET') return fc.constantFrom(null, null, null, null, null, null, '{}');
  if (body === null) return fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, fc.constant('{}'), odd);
  const written = (values: fc.Arbitrary<unknown>) => values.map((value) => JSON.stringify(value) ?? 'null');
  return fc.oneof(
    { weight: 7, arbitrary: written(fitting(body, '', known)) },
    { weight: 2, arbitrary: written(nearlyFitting(body, known)) },
    { weight: 1, arbitrary: odd },
  );
}
