export { draftPackages } from './commands/draft-stage.ts';
export { emptyPackages } from './commands/empty-packages.ts';
export { type FactJudgement, judgeFact } from './commands/judge-fact.ts';
export { type MoveRefusal, movePackage } from './commands/move-package.ts';
export { type ItemChange, putItem } from './commands/put-item.ts';
export { recallPackage } from './commands/recall-package.ts';
export { type ReleasePackageRefusal, releasePackage } from './commands/release-package.ts';
export { returnPackage } from './commands/return-package.ts';
export { sealPackage } from './commands/seal-package.ts';
export { type SubmitRefusal, submitPackage } from './commands/submit-package.ts';
export { packagingRoutes } from './http.ts';
export { listPackages, type PackageFilter, type PackageListItem } from './queries/list-packages.ts';
export { areKeysLive } from './queries/live-keys.ts';
export { type PackageStep, packageRoad } from './queries/package-road.ts';
export { packagesHolding, reportIdsOfPackages } from './queries/packages-holding.ts';
export {
  packageHeads,
  packageIdOf,
  packageIdsIn,
  type ReleasedVersion,
  releasedVersions,
} from './queries/sealed-version.ts';
export { type PackagePage, packageByNumber } from './queries/show-package.ts';
export { type Centre, readCentre, type UnusableCentre } from './read-centre.ts';
export { openPackageTools, type PackageTools } from './tools.ts';
export { type PackageVerdict, type VerifyOptions, verifyPackage, withPackage } from './verify/verify-package.ts';
