export function PackageScreen() {
  return null;
}
