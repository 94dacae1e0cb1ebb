import type { WireAnswer } from './answers.ts';
import type { RawRequest } from './draft.ts';
import type { Outcome } from './wire.ts';

/** Written from the security page (3.7), not taken from the product: what stands on every answer. */
const ALWAYS: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /^default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-embedder-policy': /^require-corp$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'strict-transport-security': /^max-age=\d{8,}/,
  'referrer-policy': /^no-referrer$/,
  'permissions-policy': /camera=\(\).*geolocation=\(\).*microphone=\(\)/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'cache-control': /^(?:no-store|no-cache|public, max-age=31536000, immutable)$/,
  'request-id': /^[0-9a-f-]{36}$/,
};

/** Traces of the inside that no answer may show. */
const INSIDES =
  /\bat [\w.<>]+ \(|node_modules|\.ts:\d+|syntax error at or near|relation "[a-z_]+"|violates \w+ constraint/;

/** Everything that is wrong with what came of a request, in words; none when nothing is. */
export function faultsOf(request: RawRequest, outcome: Outcome): readonly string[] {
  switch (outcome.kind) {
    case 'hung':
      return ['hung'];
    case 'gibberish':
      return [`answer cannot be read: ${JSON.stringify(outcome.bytes.subarray(0, 60).toString('latin1'))}`];
    case 'closed':
      return request.whole ? ['closed without an answer'] : [];
    case 'answered':
      return outcome.answers.flatMap(faultsOfAnswer);
  }
}

function faultsOfAnswer({ status, headers, body }: WireAnswer): readonly string[] {
  const faults = status >= 500 ? [`status ${status}`] : [];
  for (const [name, wanted] of Object.entries(ALWAYS)) {
    const value = headers.get(name);
    if (value === undefined) faults.push(`${status} without ${name}`);
    else if (!wanted.test(value)) faults.push(`${status} with ${name}: ${value.slice(0, 80)}`);
  }
  if (status >= 400 && INSIDES.test(body.toString('latin1'))) faults.push(`${status} shows its insides`);
  if (headers.has('access-control-allow-origin')) faults.push(`${status} opens itself to other origins`);
  return faults;
}
