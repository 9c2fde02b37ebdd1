/** The part of pg's inner workings that {@link Flight} shares with the driver's own queries; the package brings no types for it. */
declare module 'pg/lib/utils' {
  /** A parameter as the wire has it: bytes as they are, everything else as text. */
  export function prepareValue(value: unknown): Buffer | string | null;
}
