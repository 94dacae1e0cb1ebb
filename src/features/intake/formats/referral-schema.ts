import { z } from 'zod';
import {
  fileByHash,
  identifier,
  longText,
  offence,
  personWithRole,
  someText,
  someTime,
} from '../parse/member-schemas.ts';

/** Version of `referral.schema.json`. */
export const REFERRAL_FORM_VERSION = '1.0';

const incident = z.strictObject({
  type: someText.describe('as the service writes it'),
  offence: offence.nullish(),
  platform: someText,
  occurredAt: someTime,
  description: longText,
});

/**
 * A referral from a police service, at home or abroad, or from a division: `referral.schema.json` is generated from it and committed.
 * Persons, identifiers and files are written as in the referral.json of our own packages, so that one reader takes both.
 */
export const policeReferralSchema = z.strictObject({
  format: z.literal('vigie-police-referral'),
  version: z.literal(REFERRAL_FORM_VERSION),
  from: z.strictObject({
    agency: z.string().min(1).max(300),
    code: someText,
    country: z.string().regex(/^[A-Z]{2}$/),
    unit: someText,
    officer: z.strictObject({ name: z.string().max(300), email: someText, phone: someText }),
  }),
  fileNumber: z.string().min(1).max(200).describe('the service’s own file'),
  request: z.strictObject({
    type: z.enum(['investigate', 'identify', 'assist', 'preserve', 'transfer-of-notice', 'for-information']),
    text: longText,
    exigent: z.boolean().nullish().describe('true raises the alarm; say why in the text'),
  }),
  handlingCode: someText.describe('as the service’s own rules write it'),
  caveats: z.array(z.string()).nullish().describe('bind every fact of this referral'),
  firstNoticeAt: someTime.describe('when the provider first notified police: statutory periods run from it'),
  provenance: z.enum(['reported-by-provider', 'volunteered', 'compelled', 'open-source', 'foreign-agency']).nullish(),
  incidents: z.array(incident).nullish(),
  persons: z.array(personWithRole).nullish(),
  identifiers: z.array(identifier).nullish().describe('those of nobody named among the persons'),
  narrative: longText,
  files: z.array(fileByHash).nullish().describe('by hash; no imagery in this document'),
});

/** The JSON Schema (draft 2020-12) that police services are given. */
export function policeReferralJsonSchema(): unknown {
  return {
    title: 'Vigie police referral',
    description: 'A document that departs from it is received all the same, and the departures are named.',
    ...z.toJSONSchema(policeReferralSchema),
  };
}
