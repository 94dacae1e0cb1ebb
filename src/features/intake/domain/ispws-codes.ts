/** Response codes of the CyberTipline protocol that this server gives, with their words (interop page, 1.2). */
export const ISPWS_CODES = {
  success: [0, 'Success'],
  serverError: [1000, 'Server error'],
  fileUploadFailed: [1111, 'File upload failed'],
  resourceNotFound: [1210, 'Resource not found'],
  authenticationRequired: [2000, 'Authentication required'],
  notAuthorized: [3000, 'Not authorized'],
  invalidRequest: [4000, 'Invalid request'],
  validationFailed: [4100, 'Validation failed'],
  malformedXml: [4110, 'Malformed XML'],
  reportUnknown: [5001, 'Report does not exist'],
  fileUnknown: [5002, 'File does not exist'],
  alreadyRetracted: [5101, 'Report has already been retracted'],
  alreadyFinished: [5102, 'Report has already been finished'],
} as const satisfies Readonly<Record<string, readonly [code: number, words: string]>>;

export type IspwsCode = keyof typeof ISPWS_CODES;
