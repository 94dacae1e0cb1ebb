import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { ok, type Result, refuse } from '#core/result.ts';
import { codeOf } from '#platform/log/log.ts';
import type { OutboundRefusal, Peer } from './peer.ts';

interface Limits {
  readonly maxMs: number;
  readonly maxBytes: number;
}

// Statuses whose answers have no body, by the fetch standard.
const WITHOUT_BODY: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/** One request to a checked address, its answer read whole within the limits. A redirect is an answer like any other. */
export async function exchange(
  peer: Peer,
  address: string,
  request: Request,
  limits: Limits,
): Promise<Result<Response, OutboundRefusal>> {
  const body = Buffer.from(await request.arrayBuffer());
  return new Promise((resolve) => {
    const url = new URL(request.url);
    const end = (result: Result<Response, OutboundRefusal>) => {
      clearTimeout(timer);
      resolve(result);
      if (!result.ok) sent.destroy();
    };
    const fail = (error: unknown) => end(refuse({ kind: 'unreachable', peer: peer.name, code: codeOf(error) }));
    const timer = setTimeout(() => end(refuse({ kind: 'too-slow', peer: peer.name })), limits.maxMs);
    request.signal.addEventListener('abort', () => fail(request.signal.reason), { once: true });
    const sent = (url.protocol === 'https:' ? requestHttps : requestHttp)({
      ...partsOf(url, address),
      method: request.method,
      headers: { ...Object.fromEntries(request.headers), host: url.host, 'content-length': body.length },
      agent: false,
    });
    sent.once('error', fail);
    sent.once('response', async (response) => {
      try {
        const pieces: Buffer[] = [];
        let size = 0;
        for await (const piece of response as AsyncIterable<Buffer>) {
          size += piece.length;
          if (size > limits.maxBytes) return end(refuse({ kind: 'too-large', peer: peer.name }));
          pieces.push(piece);
        }
        end(ok(responseOf(response.statusCode ?? 0, response.rawHeaders, Buffer.concat(pieces))));
      } catch (error) {
        fail(error);
      }
    });
    sent.end(body);
  });
}

/** Connects to the address, yet asks and verifies the certificate for the name. */
function partsOf(url: URL, address: string) {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host: address,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path: `${url.pathname}${url.search}`,
    ...(isIP(host) ? {} : { servername: host }),
  };
}

function responseOf(status: number, rawHeaders: readonly string[], body: Buffer<ArrayBuffer>): Response {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  return new Response(WITHOUT_BODY.has(status) ? null : body, { status, headers });
}
