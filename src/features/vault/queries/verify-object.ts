import type { Readable } from 'node:stream';
import type { ObjectId } from '#core/ids.ts';
import type { ObjectFault, Verification } from '../types.ts';

const FAULT_OF_CODE = {
  unknown: 'unknown',
  expunged: 'expunged',
  'no-key': 'no-key',
  ENOENT: 'missing',
  'wrong-key': 'wrong-key',
  altered: 'altered',
  truncated: 'truncated',
} as const satisfies Record<string, ObjectFault>;

/** Reads the whole object; a fault names it, any other exception (a broken disk) passes through. */
export async function verifyObject(open: () => Promise<Readable>, objectId: ObjectId): Promise<Verification> {
  try {
    for await (const _ of await open());
    return { objectId, ok: true };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    return { objectId, ok: false, fault };
  }
}

function faultOf(error: unknown): ObjectFault | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return Object.hasOwn(FAULT_OF_CODE, code) ? FAULT_OF_CODE[code as keyof typeof FAULT_OF_CODE] : null;
}
