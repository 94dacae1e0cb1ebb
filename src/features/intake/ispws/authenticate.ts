import type { FastifyRequest } from 'fastify';
import { authenticateCredential, presentedCertificate } from '#features/access';
import type { ProviderActor } from '../commands/submit-report.ts';
import type { IntakeDeps } from '../received.ts';

/** The provider behind HTTP Basic credentials; null for none, unknown ones, and those meant for something else. */
export async function providerOf(deps: IntakeDeps, request: FastifyRequest): Promise<ProviderActor | null> {
  const encoded = /^Basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(request.headers.authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const [username, ...rest] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  if (!username || rest.length === 0) return null;
  const certificate = await presentedCertificate(deps.db, deps, request);
  const actor = await authenticateCredential(deps.db, deps, username, rest.join(':'), 'ispws', certificate);
  return actor?.kind === 'credential' ? actor : null;
}
