// Pages are kept as gzip, a third of their size and less; where a browser has none, as plain UTF-8.

export async function packed(text) {
  const bytes = new TextEncoder().encode(text);
  return globalThis.CompressionStream ? through(bytes, new CompressionStream("gzip")) : bytes.buffer;
}

export async function unpacked(buffer) {
  const bytes = new Uint8Array(buffer);
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return new TextDecoder().decode(isGzip ? await through(bytes, new DecompressionStream("gzip")) : bytes);
}

function through(bytes, stream) {
  return new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer();
}
