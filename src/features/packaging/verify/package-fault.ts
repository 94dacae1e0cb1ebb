/** Something wrong with a package: where, and of which kind. */
export interface PackageFault {
  readonly path: string;
  readonly kind: string;
}
