// One neutral document in each sender's own format, as its schema asks for it: what tests read, and what fuzzing grows its inputs from.

export const HOTLINE_SAMPLE = {
  format: 'vigie-hotline',
  version: '1.0',
  hotline: { name: 'Example Hotline', code: 'cybertip-ca', country: 'CA' },
  reference: 'H-2026-000123',
  receivedAt: '2026-11-20T14:00:00-05:00',
  priority: 'immediate',
  priorityReasons: ['child-victim-information', 'suspect-information'],
  incidents: [
    {
      technology: 'chat',
      platform: 'Example Chat',
      publicWords: 'somebody writes to my child',
      offence: { section: 'CC 172.1(1)', text: 'Luring a child' },
      occurredAt: '2026-11-19T20:00:00-05:00',
      description: 'The sender used a.b@mail.example and @neutral_name.',
      urls: ['https://chat.example/room/1'],
    },
    {
      technology: 'web',
      publicWords: 'a page I found',
      offence: { section: 'CC 163.1(3)', text: null },
      occurredAt: null,
      urls: [{ url: 'https://site.example/p/1', siteType: 'forum', hostCountry: 'NL', hostAddress: '192.0.2.9' }],
    },
  ],
  childVictims: [{ age: 12, addresses: [{ city: 'Laval', region: 'QC', country: 'CA' }], narrative: 'neutral words' }],
  suspects: [
    { name: 'Neutral Name', identifiers: [{ kind: 'screen-name', value: 'neutral_name', service: 'Example Chat' }] },
  ],
  reporter: { firstName: 'A', identifiers: [{ kind: 'phone', value: '+1 613 993 0001' }] },
  series: 'EX-1',
  handlingCode: 'H1',
  caveats: ['Not for disclosure without the hotline'],
  childWelfareNotice: { agency: 'Example Agency', sentAt: '2026-11-20T15:00:00-05:00' },
  files: [{ name: 'f1.dat', sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' }],
  narratives: ['Seen from 198.51.100.7 and 2001:db8::7.'],
};

export const ICCAM_SAMPLE = {
  reportingAnalystName: 'Analyst One',
  hotlineReceivedDate: '2026-11-20T10:00:00Z',
  hotlineReference: 'IC-77',
  memo: 'Opened with the password neutral-word-77; a mirror is at https://mirror.example/p/2',
  urls: ['https://site.example/p/1', { url: 'https://site.example/p/3', hostingIpAddress: '192.0.2.10' }],
  sourceUrlUsername: 'neutral_user',
  sourceUrlPassword: 'neutral-word-77',
  sourceUrlReferrer: 'https://ref.example/',
  sourceUrlSiteType: 6,
  sourceUrlCommerciality: 2,
  sourceUrlPaymentMethods: [4, 9],
  assessment: { assessingAnalystName: 'Analyst Two', classification: 1, ageCategorization: 3, genderCategorization: 2 },
  actions: [1, 6],
};

export const REFERRAL_SAMPLE = {
  format: 'vigie-police-referral',
  version: '1.0',
  from: {
    agency: 'Example Police Service',
    country: 'CA',
    unit: 'Internet unit',
    officer: { name: 'Cst. Example', email: 'cst@police.example', phone: '+1 613 993 0002' },
  },
  fileNumber: 'EPS-2026-4471',
  request: { type: 'transfer-of-notice', text: 'The provider wrote to us first.', exigent: false },
  handlingCode: 'H2',
  caveats: ['Ask before passing on'],
  firstNoticeAt: '2026-11-10T09:00:00-05:00',
  incidents: [
    {
      type: 'notice of a provider',
      offence: 'CC 163.1(4)',
      platform: 'Example Cloud',
      occurredAt: '2026-11-09T08:00:00Z',
    },
  ],
  persons: [
    {
      role: 'reported',
      name: 'Neutral Name',
      dateOfBirth: '1980-01-01',
      identifiers: [
        { kind: 'account', value: 'acct-9', service: 'Example Cloud' },
        {
          kind: 'ip',
          value: '203.0.113.7',
          port: 51000,
          observed: '2026-11-09T08:00:00Z',
          provenance: 'compelled',
          caveat: 'production order',
        },
      ],
    },
  ],
  identifiers: [{ kind: 'url', value: 'https://cloud.example/s/1' }],
  narrative: 'The account also used b@mail.example.',
  files: [{ name: 'f2.dat', md5: 'd41d8cd98f00b204e9800998ecf8427e' }],
};

export const ADDRESSES_SAMPLE = {
  regime: 'CA-MRA-s2',
  addresses: ['https://site.example/p/9', '192.0.2.77', 'site.example/p/10'],
  provider: { id: 'P-1', name: 'Example Provider' },
};

export const XARF_SAMPLE = {
  xarf_version: '4.2.0',
  report_id: '3f1e9a52-7a0c-4f6d-9d6f-2f6a1c6b7e10',
  timestamp: '2026-11-20T10:30:00Z',
  reporter: { org: 'Example Safety Service', contact: 'safety@safety.example', domain: 'safety.example' },
  sender: { org: 'Example Safety Service', contact: 'safety@safety.example', domain: 'safety.example' },
  source_identifier: '198.51.100.42',
  source_port: 51234,
  category: 'content',
  type: 'csem',
  url: 'https://site.example/u/4',
  exploitation_type: 'grooming',
  detection_method: 'manual_review',
  platform: 'messaging_app',
  perpetrator_indicators: {
    account_id: 'acct-4',
    ip_addresses: ['203.0.113.55'],
    pattern_of_behavior: 'writes from c@mail.example',
  },
  evidence: [
    {
      content_type: 'text/plain',
      description: 'log lines',
      payload: Buffer.from('seen at 203.0.113.56').toString('base64'),
      hash: 'sha256:79d4df7fa6b5d5ba3c2b46a5c4ef4ff4b1cc3b0ed1b1d3d7e6a3e2ce2d6d3a7b',
    },
  ],
  tags: ['csem:detected'],
};

export const PACKAGE_ACCOUNT_SAMPLE = {
  version: '1.1',
  package: { number: 'PKG-2026-00031', classification: { en: 'Protected B', fr: 'Protégé B' }, urgency: 'P2' },
  originator: { name: { en: 'Example Clearing House', fr: 'Centre exemple' }, email: 'desk@centre.example' },
  author: 'I. Example',
  reports: [
    {
      number: 'R-2026-000123',
      receivedAt: '2026-11-10T09:00:00.000Z',
      senderAlarm: null,
      original: { path: 'data/original/R-2026-000123.json', sizeBytes: 2, sha256: 'a'.repeat(64) },
      incidents: [{ type: 'Child Sex Tourism', platform: null, occurred: null, occurredDescription: null }],
      persons: [{ role: 'reported', name: 'Neutral Name', identifiers: [{ kind: 'email', value: 'd@mail.example' }] }],
      identifiers: [{ kind: 'ip', value: '192.0.2.5', provenance: 'compelled', caveat: 'production order' }],
      files: [{ originalName: 'f3.dat', sha256: 'b'.repeat(64), path: 'data/evidence/R-2026-000123/0001.dat' }],
      narratives: [{ path: 'additionalInfo', body: 'neutral text, e@mail.example' }],
    },
  ],
};
