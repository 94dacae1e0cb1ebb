export function SubjectScreen() {
  return null;
}
