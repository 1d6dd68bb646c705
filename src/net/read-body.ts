import type { Readable, Transform } from "node:stream";
import { constants, createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from "node:zlib";
import { TooLargeError, UnreachableError } from "./errors.js";

export interface ReadLimits {
  maxBytes: number;
  /** At the limit: give up with {@link TooLargeError}, or keep what was read so far. */
  atLimit: "fail" | "cut";
}

export interface ReadBody {
  body: Uint8Array;
  wireBytes: number;
}

/**
 * Reads a body and takes its content encodings off as it comes, so that a small answer that unpacks into a huge one
 * is stopped at the limit, not in memory. `counted` hears of every piece that crossed the wire.
 */
export async function readBody(
  source: Readable,
  contentEncoding: string,
  limits: ReadLimits,
  counted: (bytes: number) => void,
): Promise<ReadBody> {
  const chunks: Uint8Array[] = [];
  let wireBytes = 0;
  let bytes = 0;
  const wire = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      const piece = chunk instanceof Uint8Array ? chunk : Buffer.from(String(chunk));
      wireBytes += piece.length;
      counted(piece.length);
      yield piece;
      if (wireBytes > limits.maxBytes) {
        if (limits.atLimit === "cut") return;
        throw new TooLargeError("the page", limits.maxBytes);
      }
    }
  };
  let pieces: AsyncIterable<Uint8Array> = wire();
  for (const coding of codings(contentEncoding)) pieces = decoded(pieces, coding);
  try {
    for await (const piece of pieces) {
      chunks.push(piece);
      bytes += piece.length;
      if (bytes <= limits.maxBytes) continue;
      if (limits.atLimit === "cut") break;
      throw new TooLargeError("the page", limits.maxBytes);
    }
  } finally {
    // What is not read is not fetched: the connection is given up.
    if (!source.readableEnded) source.destroy();
  }
  const body = Buffer.concat(chunks);
  return { body: body.length > limits.maxBytes ? body.subarray(0, limits.maxBytes) : body, wireBytes };
}

const MAX_CODINGS = 3;

/** In the order they must be taken off: the last one applied comes first (RFC 9110, 8.4). */
function codings(contentEncoding: string): string[] {
  const named = contentEncoding
    .toLowerCase()
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && one !== "identity" && one !== "none" && !/^utf-?8$/.test(one));
  if (named.length > MAX_CODINGS) {
    throw new UnreachableError("connection-lost", "the body is compressed too many times over");
  }
  return named.reverse();
}

async function* decoded(source: AsyncIterable<Uint8Array>, coding: string): AsyncGenerator<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done) return;
  const decoder = decoderFor(coding, first.value);
  if (!decoder) {
    yield first.value;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
    return;
  }
  const feeding = feed(decoder, first.value, pieces);
  // Heard through the decoder, which is destroyed with the same error.
  feeding.catch(() => undefined);
  try {
    for await (const piece of decoder) yield piece as Uint8Array;
  } finally {
    decoder.destroy();
    // Not awaited: a source that stands still would hold the reader; whoever owns the source destroys it.
    void pieces.return?.(undefined)?.catch(() => undefined);
  }
}

async function feed(decoder: Transform, first: Uint8Array, rest: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    for (let piece: Uint8Array | null = first; piece !== null; ) {
      if (decoder.destroyed) return;
      if (!decoder.write(piece)) await drained(decoder);
      const next: IteratorResult<Uint8Array> = await rest.next();
      piece = next.done ? null : next.value;
    }
    decoder.end();
  } catch (error) {
    decoder.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function drained(decoder: Transform): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      decoder.off("drain", done);
      decoder.off("close", done);
      resolve();
    };
    decoder.once("drain", done);
    decoder.once("close", done);
  });
}

/** null: the label does not fit the bytes (servers that say gzip and send plain text are common), or is unknown. */
function decoderFor(coding: string, start: Uint8Array): Transform | null {
  // As browsers do: a compressed body without its last bytes still shows.
  const lenient = { finishFlush: constants.Z_SYNC_FLUSH };
  switch (coding) {
    case "gzip":
    case "x-gzip":
      return start[0] === 0x1f && (start[1] ?? 0x8b) === 0x8b ? createGunzip(lenient) : null;
    case "deflate":
      // The standard says zlib; some servers send bare deflate.
      return ((start[0] ?? 0) & 0x0f) === 8 ? createInflate(lenient) : createInflateRaw(lenient);
    case "br":
      return createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH });
    default:
      return null;
  }
}
