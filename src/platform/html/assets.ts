import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

/** What the pages of a portal load beside themselves, by its address. */
export interface Assets {
  readonly styleUrl: string;
  /** The address of a script by the name of its file. */
  scriptUrl(name: string): string;
}

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
}

/** One source of tokens for the console and the portals. */
const TOKENS = new URL('../../../console/src/ui/tokens.css', import.meta.url);
const RULES = new URL('portal.css', import.meta.url);
const FONT = fileURLToPath(
  import.meta.resolve('@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2'),
);

/** Serves style, font and scripts under `<home>/assets/`, named by their content, so that a browser keeps them for a year. */
export function serveAssets(app: FastifyInstance, home: string, scripts: readonly URL[] = []): Assets {
  const font = named('woff2', 'font/woff2', readFileSync(FONT));
  const css = `${readFileSync(TOKENS, 'utf8')}${readFileSync(RULES, 'utf8')}`.replace('noto-sans.woff2', font.name);
  const style = named('css', 'text/css; charset=utf-8', Buffer.from(css));
  const byFile = new Map(
    scripts.map((url) => [basename(url.pathname), named('js', 'text/javascript; charset=utf-8', readFileSync(url))]),
  );
  const served = new Map<string, Asset>([font, style, ...byFile.values()].map((asset) => [asset.name, asset]));
  app.get<{ Params: { name: string } }>(`${home}/assets/:name`, async (request, reply) => {
    const asset = served.get(request.params.name);
    if (!asset) return reply.callNotFound();
    return reply.header('cache-control', 'public, max-age=31536000, immutable').type(asset.type).send(asset.bytes);
  });
  return {
    styleUrl: `${home}/assets/${style.name}`,
    scriptUrl: (name) => `${home}/assets/${byFile.get(name)?.name ?? name}`,
  };
}

function named(extension: string, type: string, bytes: Buffer) {
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 16);
  return { name: `${digest}.${extension}`, type, bytes };
}
