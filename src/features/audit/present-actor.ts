import { z } from 'zod';
import type { Tx } from '#platform/http/route.ts';
import type { AuditRouteDeps } from './route-deps.ts';

/** Who acted, as answers say it: the reference of the trail, and the name where it is a person of this house. */
export const actorBody = z.object({ ref: z.string(), name: z.string().nullable() });

/** The number of a person in a reference of the trail; null for machines. */
export function staffIdIn(ref: string): number | null {
  const id = /^staff:(\d+)$/.exec(ref)?.[1];
  return id === undefined ? null : Number(id);
}

/** Asks for the names behind these references once, and answers how each is said. */
export async function actorsIn(
  tx: Tx,
  { namesOf }: Pick<AuditRouteDeps, 'namesOf'>,
  refs: readonly string[],
): Promise<(ref: string) => z.output<typeof actorBody>> {
  const ids = refs.flatMap((ref) => staffIdIn(ref) ?? []);
  const names = ids.length === 0 ? new Map<number, string>() : await namesOf(tx, [...new Set(ids)]);
  return (ref) => ({ ref, name: names.get(staffIdIn(ref) ?? 0) ?? null });
}
