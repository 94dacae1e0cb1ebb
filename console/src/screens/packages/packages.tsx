export function PackagesScreen() {
  return null;
}
