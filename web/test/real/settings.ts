/** What these tests need to know of the running services. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new Error(`${name} is not set: these tests need running services, see cargue.system.WebStreamTests`);
  }
  return value;
}
