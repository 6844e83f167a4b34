// Stands in for jsr:@std/streams; the runtime uses toArrayBuffer alone (handlers/app/handleUploadEvents.ts).
export async function toArrayBuffer(readable: ReadableStream<Uint8Array>): Promise<ArrayBuffer> {
  return new Response(readable).arrayBuffer();
}
