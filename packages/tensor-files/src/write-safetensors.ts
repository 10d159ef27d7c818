import { arrayOf, dtypeNames, longestHeader } from "./dtypes.ts";
import type { Dtype, TensorToWrite } from "./types.ts";

/**
 * Writes named arrays as the bytes of a safetensors file.
 *
 * Equal arguments give equal bytes: arrays stand in the order of the record (names that are whole
 * numbers come first, as in every JavaScript object), and the data starts at a multiple of 8 bytes.
 * Not in the paper.
 *
 * @param tensors - arrays by name, row-major, of Float64Array (F64), Float32Array (F32),
 *   BigInt64Array (I64), Int32Array (I32) or Uint8Array (U8); borrowed
 * @param metadata - notes for the file, strings by name
 * @returns the whole file, newly allocated; the caller's
 * @throws TypeError if an array or a note is of another kind
 * @throws RangeError if an array's length is not the product of its shape, if a name is
 *   `__proto__` or `__metadata__`, or if the names and notes take more than 100 MB
 * @example
 * ```ts
 * import { writeSafetensors } from "@ssl/tensor-files";
 *
 * const bias = { shape: [2], data: new Float32Array([1, 2]) };
 * console.log(writeSafetensors({ bias }, { step: "3" }).length); // 104
 * ```
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, TensorToWrite>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header.__metadata__ = checkMetadata(metadata);
  let end = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    const dtype = checkTensor(name, shape, data);
    header[name] = { dtype, shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  if (headerLength > longestHeader) {
    throw new RangeError(
      `writeSafetensors: expected names and metadata of at most ${longestHeader} bytes, ` +
        `got ${headerLength}.`,
    );
  }
  const file = new Uint8Array(8 + headerLength + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.set(json, 8);
  file.fill(" ".charCodeAt(0), 8 + json.length, 8 + headerLength);
  let at = 8 + headerLength;
  for (const { data } of Object.values(tensors)) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

function checkTensor(name: string, shape: readonly number[], data: TensorToWrite["data"]): Dtype {
  if (name === "__proto__" || name === "__metadata__") {
    throw new RangeError(
      `writeSafetensors: expected a name other than __proto__ and __metadata__, got ${name}.`,
    );
  }
  const dtypes = Object.keys(arrayOf) as Dtype[];
  const dtype = dtypes.find((candidate) => data instanceof arrayOf[candidate]);
  if (dtype === undefined) {
    throw new TypeError(
      `writeSafetensors: expected ${name} as an array for ${dtypeNames}, ` +
        `got ${(data as unknown)?.constructor?.name ?? typeof data}.`,
    );
  }
  const whole = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!whole || shape.reduce((product, size) => product * size, 1) !== data.length) {
    throw new RangeError(
      `writeSafetensors: expected ${name} to have as many numbers as its shape [${shape}], ` +
        `got ${data.length}.`,
    );
  }
  return dtype;
}

function checkMetadata(metadata: Readonly<Record<string, string>>): object {
  for (const [key, value] of Object.entries(metadata)) {
    if (key === "__proto__") {
      throw new RangeError("writeSafetensors: expected no metadata named __proto__, got one.");
    }
    if (typeof value !== "string") {
      throw new TypeError(
        `writeSafetensors: expected metadata ${key} to be a string, got ${typeof value}.`,
      );
    }
  }
  return metadata;
}
