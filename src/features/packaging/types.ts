export type { ItemNumber, ItemState } from './domain/item-rules.ts';
export type { PackageContent } from './domain/package-content.ts';
export type { Obstacle } from './domain/submission-rules.ts';
export type { PackageListItem } from './queries/list-packages.ts';
export type { ReleasedVersion } from './queries/sealed-version.ts';
export type { PackagePage } from './queries/show-package.ts';
export type { SealedFile } from './store/seals.ts';
