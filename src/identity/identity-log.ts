/** Where identity says why it refused somebody, or could not decide; a pino logger is one. */
export interface IdentityLog {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}
