const READERS = [
  'triage-investigator',
  'package-investigator',
  'reviewer',
  'transnational-officer',
  'liaison',
  'supervisor',
] as const;

/** Who may do what with packages (domain page, section 10). No machine submits, releases or returns. */
export const PERMISSIONS = {
  seePackages: { name: 'see-packages', objectKind: 'package', roles: READERS, machines: ['operator'] },
  // A draft names victims: only roles that may open them.
  previewDocument: {
    name: 'preview-document',
    objectKind: 'package',
    roles: ['triage-investigator', 'package-investigator', 'reviewer', 'supervisor'],
  },
  putItem: { name: 'put-package-item', objectKind: 'package', roles: ['package-investigator', 'supervisor'] },
  judgeFact: { name: 'judge-package-fact', objectKind: 'package', roles: ['package-investigator', 'supervisor'] },
  // Originator control: only these may say that an authority allows a caveated fact to leave (domain page, section 8).
  releaseFact: { name: 'release-package-fact', objectKind: 'package', roles: ['liaison', 'supervisor'] },
  submitPackage: { name: 'submit-package', objectKind: 'package', roles: ['package-investigator', 'supervisor'] },
  releasePackage: { name: 'release-package', objectKind: 'package', roles: ['reviewer'] },
  // Sending abroad to a contact nobody has confirmed: who may ask a second person for it.
  proposeFirstUse: {
    name: 'propose-first-use',
    objectKind: 'package',
    roles: ['package-investigator', 'transnational-officer', 'liaison', 'supervisor'],
  },
  // Harm is stopped by whoever sees it first.
  recallPackage: {
    name: 'recall-package',
    objectKind: 'package',
    roles: ['package-investigator', 'reviewer', 'supervisor'],
  },
  returnPackage: { name: 'return-package', objectKind: 'package', roles: ['reviewer'] },
} as const;
