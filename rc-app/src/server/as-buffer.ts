/** One of the sandboxes brings plain bytes. They are looked at as a Buffer, not copied into one. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
