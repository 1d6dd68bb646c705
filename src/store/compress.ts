import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, brotliDecompressSync, constants } from "node:zlib";

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** Brotli at a quality that packs HTML to about a seventh at some 50 MB a second. */
export async function pack(content: Uint8Array | string): Promise<Buffer> {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return compress(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength },
  });
}

/** Up to this size unpacking takes under a millisecond, and handing it to another thread and back as much again. */
const UNPACKED_AT_ONCE_BYTES = 32 * 1024;

export async function unpack(packed: Uint8Array): Promise<Buffer> {
  return packed.byteLength <= UNPACKED_AT_ONCE_BYTES ? brotliDecompressSync(packed) : decompress(packed);
}

export async function packJson(value: unknown): Promise<Buffer> {
  return pack(JSON.stringify(value));
}

/** What `packJson` packed; the type is the writer's, since only this folder writes. */
export async function unpackJson<T>(packed: Uint8Array): Promise<T> {
  return JSON.parse((await unpack(packed)).toString("utf8")) as T;
}

export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
