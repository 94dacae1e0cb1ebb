import { z } from 'zod';
import { longText, someText } from '../parse/member-schemas.ts';

// No official ICCAM schema is public: this is the shape of the interop page, 5, as an independent reader has it; not confirmed by its owner.
const code = z.number().int().nonnegative();
const someCode = code.nullish();

const assessment = {
  assessingAnalystName: someText,
  classification: someCode,
  ageCategorization: someCode,
  genderCategorization: someCode,
  virtualContentCategorization: someCode,
  userGeneratedContentCategorization: someCode,
  childModelingCategorization: someCode,
};

const address = z.union([
  z.string().max(4_000),
  z.looseObject({ url: z.string().max(4_000), hostingIpAddress: someText, hostingCountryCode: someText }),
]);

/** A report of ICCAM, with its assessment beside it or inside. */
export const iccamSchema = z.strictObject({
  reportingAnalystName: someText,
  hotlineReceivedDate: z.string().max(100),
  hotlineReference: z.union([z.string().min(1).max(200), z.number()]),
  memo: longText,
  urls: z.array(address).min(1),
  sourceUrlUsername: someText,
  sourceUrlPassword: someText,
  sourceUrlReferrer: someText,
  sourceUrlSiteType: someCode,
  sourceUrlCommerciality: someCode,
  sourceUrlPaymentMethods: z.array(code).nullish(),
  assessment: z.strictObject(assessment).nullish(),
  actions: z.array(z.union([code, z.looseObject({ action: code })])).nullish(),
  ...assessment,
});
