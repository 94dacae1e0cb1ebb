import { existsSync } from 'node:fs';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FRAME_PROBLEMS, languageOf, sendProblem } from './problems.ts';

// Addresses of machines and of single documents: a miss there is a miss, never the console.
const NOT_CONSOLE = /^\/(?:api|ispws|media|partner|provider|sign-in|hashsharing|healthz|readyz|metrics)(?:[/?]|$)/;
const ASSET = /\.[a-z0-9]+$/i;

/** Serves the built console, if there is one: hashed files for a year, every screen's address as `index.html`; every other miss is a 404 problem. */
export async function serveConsole(app: FastifyInstance, dir: string | undefined): Promise<void> {
  const isBuilt = dir !== undefined && existsSync(join(dir, 'index.html'));
  if (isBuilt) {
    await app.register(staticFiles, {
      root: dir,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    if (isBuilt && isScreen(request)) return sendIndex(reply);
    return sendProblem(reply, FRAME_PROBLEMS.notFound, languageOf(request));
  });
}

function isScreen(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '/';
  return (request.method === 'GET' || request.method === 'HEAD') && !NOT_CONSOLE.test(path) && !ASSET.test(path);
}

function sendIndex(reply: FastifyReply): FastifyReply {
  return reply.code(200).sendFile('index.html');
}
