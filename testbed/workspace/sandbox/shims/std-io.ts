// Stands in for jsr:@std/io, which no npm registry has; the runtime uses writeAll alone (deno-runtime/lib/messenger.ts).
export async function writeAll(
  writer: { write(bytes: Uint8Array): Promise<number> },
  bytes: Uint8Array,
): Promise<void> {
  let written = 0;
  while (written < bytes.length) written += await writer.write(bytes.subarray(written));
}
