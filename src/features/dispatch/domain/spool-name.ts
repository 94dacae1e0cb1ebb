/** How the encrypted file of a package is called in the recipient's folder: `PKG-2026-00001.zip.p7m`, `….zip.age`; later parts say so. */
export function spoolName(of: {
  readonly number: string;
  readonly part: number;
  readonly form: 'x509' | 'age';
}): string {
  const part = of.part === 1 ? '' : `-part-${of.part}`;
  return `${of.number}${part}.zip.${of.form === 'x509' ? 'p7m' : 'age'}`;
}

/** Whether a directory code may name a folder: no separator, no dot, nothing a file system reads. */
export function isFolderName(code: string): boolean {
  return /^[A-Z0-9][A-Z0-9-]{0,31}$/.test(code);
}
