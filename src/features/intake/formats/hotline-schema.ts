import { z } from 'zod';
import { fileByHash, longText, offence, personOf, someText, someTime } from '../parse/member-schemas.ts';

/** Version of `hotline.schema.json`. */
export const HOTLINE_VERSION = '1.0';

const address = z.union([
  z.string().max(4_000),
  z.strictObject({
    url: z.string().max(4_000),
    siteType: someText,
    hostCountry: someText,
    hostAddress: someText,
    seenAt: someTime,
  }),
]);

const incident = z.strictObject({
  technology: z
    .enum(['web', 'chat', 'email', 'social', 'game', 'peer-to-peer', 'phone', 'live-stream', 'cloud', 'other'])
    .describe('one component incident for each technology'),
  platform: someText,
  publicWords: longText.describe('what the public called it, in their own words'),
  offence: offence.nullish().describe('the analyst’s second classification, by section of the Criminal Code'),
  occurredAt: someTime,
  description: longText,
  urls: z.array(address).nullish(),
});

/** A hotline’s report; `hotline.schema.json` is generated from it and committed. No hotline has published or confirmed a shape: this one is ours. */
export const hotlineSchema = z.strictObject({
  format: z.literal('vigie-hotline'),
  version: z.literal(HOTLINE_VERSION),
  hotline: z.strictObject({ name: z.string().max(300), code: someText, country: someText }),
  reference: z.string().min(1).max(200).describe('the hotline’s own number'),
  receivedAt: someTime.describe('when the hotline received it'),
  priority: someText.describe('as the hotline writes it; "immediate" raises the alarm'),
  priorityReasons: z.array(z.string()).nullish().describe('child-victim-information, suspect-information …'),
  incidents: z.array(incident).min(1),
  childVictims: z.array(personOf).nullish(),
  suspects: z.array(personOf).nullish(),
  reporter: personOf.nullish(),
  series: someText,
  handlingCode: someText,
  caveats: z.array(z.string()).nullish().describe('bind every fact of this report'),
  childWelfareNotice: z
    .strictObject({ agency: someText, sentAt: someTime })
    .nullish()
    .describe('who in child welfare was told'),
  files: z.array(fileByHash).nullish(),
  narratives: z.array(z.string()).nullish(),
});

/** The JSON Schema (draft 2020-12) that hotlines are given. */
export function hotlineJsonSchema(): unknown {
  return {
    title: 'Vigie hotline report',
    description: 'Ours; shape not confirmed by any hotline. A document that departs from it is received all the same.',
    ...z.toJSONSchema(hotlineSchema),
  };
}
