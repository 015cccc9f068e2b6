/**
 * Brightness images and the filters that help a decoder on a hard frame. Pure: no DOM, no state.
 * @typedef {{data: Uint8Array, width: number, height: number}} Luma one byte per pixel, row by row
 * @typedef {{data: Float32Array, width: number, height: number}} Plane the same, unrounded
 * @typedef {{data: Uint8Array | Float32Array, width: number, height: number}} Brightness either
 */

/** Brightness of RGBA pixels (weights of ITU-R BT.601).
 * @param {Uint8ClampedArray | Uint8Array} rgba @param {number} width @param {number} height @returns {Luma} */
export function fromRgba(rgba, width, height) {
  const data = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < data.length; i++, p += 4) {
    data[i] = (306 * rgba[p] + 601 * rgba[p + 1] + 117 * rgba[p + 2] + 512) >> 10;
  }
  return { data, width, height };
}

/** Gray RGBA pixels, for decoders that take nothing else.
 * @param {Luma} image @returns {Uint8ClampedArray} */
export function toRgba({ data }) {
  const rgba = new Uint8ClampedArray(data.length * 4);
  const pixels = new Uint32Array(rgba.buffer);
  for (let i = 0; i < data.length; i++) pixels[i] = 0xff000000 | (data[i] * 0x010101);
  return rgba;
}

/** Mean of a square of 2 * radius + 1 pixels around each pixel; the border repeats.
 * @param {Brightness} image @param {number} radius @returns {Plane} */
export function blur({ data, width, height }, radius) {
  const rows = blurRows(data, width, height, radius);
  const out = new Float32Array(data.length);
  const sums = new Float32Array(width);
  const row = (/** @type {number} */ y) => Math.min(height - 1, Math.max(0, y)) * width;
  for (let y = -radius; y <= radius; y++) {
    for (let x = 0, at = row(y); x < width; x++) sums[x] += rows[at + x];
  }
  const share = 1 / (2 * radius + 1);
  for (let y = 0; y < height; y++) {
    const enters = row(y + radius + 1), leaves = row(y - radius), at = y * width;
    for (let x = 0; x < width; x++) {
      out[at + x] = sums[x] * share;
      sums[x] += rows[enters + x] - rows[leaves + x];
    }
  }
  return { data: out, width, height };
}

/** @param {Uint8Array | Float32Array} data @param {number} width @param {number} height @param {number} radius */
function blurRows(data, width, height, radius) {
  const out = new Float32Array(data.length);
  const share = 1 / (2 * radius + 1);
  for (let start = 0; start < data.length; start += width) {
    const last = start + width - 1;
    let sum = 0;
    for (let x = -radius; x <= radius; x++) sum += data[Math.min(last, Math.max(start, start + x))];
    for (let at = start; at <= last; at++) {
      out[at] = sum * share;
      sum += data[Math.min(last, at + radius + 1)] - data[Math.max(start, at - radius)];
    }
  }
  return out;
}

/** Spreads the brightness between the darkest and the brightest percent over the whole range.
 * @param {Brightness} image @returns {Luma} */
export function stretch(image) {
  const { width, height } = image;
  const data = new Uint8ClampedArray(image.data);
  const [low, high] = percentiles(data, 0.01);
  const out = new Uint8Array(data.length);
  const gain = 255 / Math.max(1, high - low);
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => (value - low) * gain);
  for (let i = 0; i < out.length; i++) out[i] = table[data[i]];
  return { data: out, width, height };
}

/** @param {Uint8ClampedArray} data @param {number} share of the pixels beyond each end @returns {[number, number]} */
function percentiles(data, share) {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) counts[data[i]]++;
  const edge = data.length * share;
  let low = 0, high = 255;
  for (let seen = counts[0]; seen < edge && low < 255; seen += counts[++low]);
  for (let seen = counts[255]; seen < edge && high > 0; seen += counts[--high]);
  return [low, high];
}

/** Evens out light and shade: each pixel against the mean and spread of its surroundings.
 * @param {Brightness} image @param {number} radius of the surroundings @returns {Luma} */
export function even({ data, width, height }, radius) {
  const mean = blur({ data, width, height }, radius).data;
  const away = new Float32Array(data.length);
  for (let i = 0; i < away.length; i++) away[i] = Math.abs(data[i] - mean[i]);
  const spread = blur({ data: away, width, height }, radius).data;
  const out = new Uint8ClampedArray(data.length);
  for (let i = 0; i < out.length; i++) out[i] = 128 + (60 * (data[i] - mean[i])) / (spread[i] + 1);
  return { data: new Uint8Array(out.buffer), width, height };
}

/** Undoes a blur of about `sigma` pixels by Van Cittert's iteration: more rounds, sharper and noisier.
 * @param {Luma} image @param {number} sigma @param {number} rounds @returns {Luma} */
export function sharpen({ data, width, height }, sigma, rounds) {
  const radius = Math.max(1, Math.round((Math.sqrt(4 * sigma * sigma + 1) - 1) / 2));
  const guess = new Float32Array(data);
  for (let round = 0; round < rounds; round++) {
    const plane = { data: guess, width, height };
    const seen = blur(blur(blur(plane, radius), radius), radius).data;
    for (let i = 0; i < guess.length; i++) guess[i] = Math.min(315, Math.max(-60, guess[i] + data[i] - seen[i]));
  }
  return stretch({ data: guess, width, height });
}

/** The image no larger than `side` on its shorter side, averaged on the way down.
 * @param {Luma} image @param {number} side in pixels @returns {Luma} */
export function atMost(image, side) {
  const factor = side / Math.min(image.width, image.height);
  if (factor >= 1) return image;
  const source = factor < 0.75 ? blur(image, Math.round((1 / factor - 1) / 2)) : image;
  const width = Math.round(image.width * factor);
  const height = Math.round(image.height * factor);
  const columns = Array.from({ length: width }, (_, x) => split((x + 0.5) / factor - 0.5, image.width));
  const data = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    const [top, down] = split((y + 0.5) / factor - 0.5, image.height);
    for (const [left, right] of columns) {
      const at = top * image.width + left, below = at + image.width;
      const upper = source.data[at] * (1 - right) + source.data[at + 1] * right;
      const lower = source.data[below] * (1 - right) + source.data[below + 1] * right;
      data[to++] = upper * (1 - down) + lower * down + 0.5;
    }
  }
  return { data, width, height };
}

/** @param {number} place @param {number} size @returns {[number, number]} whole pixel and the rest */
function split(place, size) {
  const inside = Math.min(size - 1.001, Math.max(0, place));
  return [Math.floor(inside), inside - Math.floor(inside)];
}
