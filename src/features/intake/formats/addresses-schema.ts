import { z } from 'zod';

/** Addresses and nothing else, as SOR/2011-292 s.3(b) lets a provider report them (interop page, 4.1). */
export const addressesSchema = z.strictObject({
  regime: z.literal('CA-MRA-s2'),
  addresses: z.array(z.string().min(1).max(4_000)).min(1),
  /** The provider's own number. */
  reference: z.string().max(200).optional(),
  /** Who is signed in, or whose token it is, comes before it. */
  provider: z.strictObject({ id: z.string().max(200), name: z.string().max(300) }).optional(),
});
