import { z } from 'zod';
import { IDENTIFIER_KINDS, PERSON_ROLES, PROVENANCES } from '../types.ts';

// Members that our own formats share. They say what a sender should write; a document that does otherwise is read all the same.

export const someText = z.string().max(2_000).nullish();
export const longText = z.string().max(100_000).nullish();
export const someTime = z.iso
  .datetime({ offset: true })
  .nullish()
  .describe('RFC 3339, with its offset: a time without one is kept as written and counted as of unknown zone');

const time = z.union([
  z.iso.datetime({ offset: true }),
  z.strictObject({ asWritten: z.string(), instant: z.string().nullish(), zone: z.string().nullish() }),
]);

export const identifier = z.strictObject({
  kind: z.enum(IDENTIFIER_KINDS),
  value: z.string().min(1),
  service: someText,
  port: z.number().int().min(1).max(65_535).nullish(),
  observed: time.nullish(),
  event: someText,
  provenance: z.enum(PROVENANCES).nullish().describe('where the fact comes from; decides how it may be used'),
  caveat: someText.describe('travels with this fact wherever it goes'),
  verified: z.boolean().nullish(),
  possibleProxy: z.boolean().nullish(),
});

const address = z.strictObject({
  kind: someText,
  street: someText,
  city: someText,
  region: someText,
  postalCode: someText,
  country: someText,
  verified: z.boolean().nullish(),
});

/** A person without a role: the list they stand in gives it. */
export const personOf = z.looseObject({
  name: someText,
  firstName: someText,
  middleName: someText,
  lastName: someText,
  dateOfBirth: someText,
  age: z.union([z.string(), z.number()]).nullish(),
  addresses: z.array(address).nullish(),
  identifiers: z.array(identifier).nullish(),
});

export const personWithRole = personOf.extend({ role: z.enum(PERSON_ROLES) });

export const fileByHash = z.strictObject({
  name: someText,
  path: someText.describe('name of the file where its bytes come beside the document'),
  md5: someText,
  sha1: someText,
  sha256: someText,
  sha512: someText,
  photodna: someText,
  pdq: someText,
  viewedByEsp: z.boolean().nullish().describe('null: not stated, which is not "no"'),
  classification: someText,
  notes: z.array(z.string()).nullish(),
});

/** The offence by section of the Criminal Code as the writer names it, beside anybody's own words. */
export const offence = z.union([
  z.string().max(300),
  z.strictObject({ section: z.string().max(50).describe('CC 163.1(3)'), text: someText }),
]);
