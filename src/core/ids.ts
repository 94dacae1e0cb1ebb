type Branded<T, Name extends string> = T & { readonly __id: Name };

/** Row ids: positive integers below 2^53 (PostgreSQL bigint read as a JS number). */
export type ReportId = Branded<number, 'ReportId'>;
export type PersonId = Branded<number, 'PersonId'>;
export type SubjectId = Branded<number, 'SubjectId'>;
export type IdentifierId = Branded<number, 'IdentifierId'>;
export type FileId = Branded<number, 'FileId'>;
export type EdgeId = Branded<number, 'EdgeId'>;
export type PackageId = Branded<number, 'PackageId'>;
export type DeliveryId = Branded<number, 'DeliveryId'>;
export type CredentialId = Branded<number, 'CredentialId'>;

/** A member of the staff who signs in. */
export type StaffId = Branded<number, 'StaffId'>;
/** An object in the evidence vault: a random UUID, never derived from its content. */
export type ObjectId = Branded<string, 'ObjectId'>;
/** A police service in the directory: the code of the domain page, section 11 (`ON-OPP`, `FR`). */
export type AgencyCode = Branded<string, 'AgencyCode'>;

/** Numbers people read and say: `R-2026-000123`, `S-4471`, `PKG-2026-03177`. */
export type ReportNumber = Branded<string, 'ReportNumber'>;
export type SubjectNumber = Branded<string, 'SubjectNumber'>;
export type PackageNumber = Branded<string, 'PackageNumber'>;

/** Writes the number of a report received in `year`. */
export function reportNumber(year: number, id: ReportId): ReportNumber {
  return `R-${year}-${String(id).padStart(6, '0')}` as ReportNumber;
}
