import { z } from 'zod';

// The published schema of XARF v4 (https://xarf.org/schemas/v4) in our words: what is required of a content report, and how long its
// parts may be. Members it does not declare are allowed by it; they are kept, and named as departures.

const text = z.string();
const contact = z.strictObject({ org: text, contact: text, domain: text });

/** 5 MiB in base64. */
const MOST_PAYLOAD = 6_990_508;

const evidence = z.looseObject({
  content_type: text,
  payload: z.string().max(MOST_PAYLOAD),
  description: text.nullish(),
  hash: z
    .string()
    .regex(/^[a-z0-9]+:[a-fA-F0-9]+$/)
    .nullish(),
  size: z
    .number()
    .int()
    .max(5 * 1_048_576)
    .nullish(),
});

const content = {
  xarf_version: z.string().regex(/^4\.[0-9]+\.[0-9]+$/),
  report_id: z.uuid(),
  timestamp: z.iso.datetime({ offset: true }),
  reporter: contact,
  sender: contact,
  source_identifier: text,
  source_port: z.number().int().min(1).max(65_535).nullish(),
  category: z.literal('content'),
  evidence_source: text.nullish(),
  evidence: z.array(evidence).max(50).nullish(),
  tags: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+-]*$/))
    .max(20)
    .nullish(),
  confidence: z.number().min(0).max(1).nullish(),
  description: z.string().max(1_000).nullish(),
  legacy_version: text.nullish(),
  _internal: z.unknown().optional(),
  url: text,
  domain: text.nullish(),
  registrar: text.nullish(),
  nameservers: z.array(text).nullish(),
  dns_records: z.unknown().optional(),
  screenshot_url: text.nullish(),
  verified_at: text.nullish(),
  verification_method: text.nullish(),
  attack_vector: text.nullish(),
  target_brand: text.nullish(),
  hosting_provider: text.nullish(),
  asn: z.number().nullish(),
  country_code: text.nullish(),
  ssl_certificate: z.unknown().optional(),
  whois: z.unknown().optional(),
  dns_response: z.unknown().optional(),
};

const csam = z.strictObject({
  ...content,
  type: z.literal('csam'),
  classification: z.enum(['baseline', 'A1', 'A2', 'B1', 'B2']),
  media_type: z.enum(['image', 'video', 'audio', 'text', 'mixed']).nullish(),
  detection_method: z.enum(['hash_match', 'ai_detection', 'manual_review', 'user_report', 'automated_scan']),
  hash_values: z
    .strictObject({ md5: text.nullish(), sha1: text.nullish(), sha256: text.nullish(), photodna: text.nullish() })
    .nullish(),
  ncmec_report_id: text.nullish(),
  content_removed: z.boolean().nullish(),
  account_suspended: z.boolean().nullish(),
});

const csem = z.strictObject({
  ...content,
  type: z.literal('csem'),
  exploitation_type: z.enum([
    'grooming',
    'solicitation',
    'sextortion',
    'trafficking',
    'distribution',
    'production',
    'possession',
  ]),
  victim_age_range: z.enum(['infant', 'toddler', 'prepubescent', 'pubescent', 'unknown']).nullish(),
  platform: z
    .enum(['social_media', 'messaging_app', 'gaming_platform', 'forum', 'email', 'darkweb', 'other'])
    .nullish(),
  detection_method: z.enum([
    'behavioral_analysis',
    'keyword_detection',
    'user_report',
    'ai_detection',
    'manual_review',
    'law_enforcement_referral',
  ]),
  evidence_type: z.array(z.enum(['chat_logs', 'images', 'videos', 'user_profile', 'metadata'])).nullish(),
  perpetrator_indicators: z
    .strictObject({
      account_id: text.nullish(),
      ip_addresses: z.array(text).nullish(),
      pattern_of_behavior: text.nullish(),
    })
    .nullish(),
  reporting_obligations: z.array(text).nullish(),
});

const other = z.looseObject({ ...content, category: text, type: text, url: text.nullish() });

/** What a report of this type must hold; any other type than these two is only held to the core. */
export function xarfSchemaFor(type: string | null): z.ZodType {
  if (type === 'csam') return csam;
  return type === 'csem' ? csem : other;
}
