/** Mixes 32 bits so that each depends on all. Source: MurmurHash3's finaliser, public domain. */
export function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Makes the key of something that belongs to another: the same two always give the same. Shape: 32 bits. */
export function keyed(key: number, part: number): number {
  return mix(Math.imul(mix(key) + 0x9e3779b9 | 0, 0x01000193) ^ Math.imul(part + 0x7f4a7c15 | 0, 0x27d4eb2f));
}

/** Makes the key of a name. Source: FNV-1a. */
export function keyOfName(name: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
  return mix(hash);
}

/** Gives the number of a key, above 0 and below 1. */
export function uniformOf(key: number): number {
  return ((key >>> 0) + 0.5) / 4_294_967_296;
}

/** Gives the standard normal value below which a share lies. Shape: relative error below 1.2e-9. Source: P. J. Acklam's rational approximation. */
export function normalQuantile(p: number): number {
  if (p < 0.02425 || p > 0.97575) {
    const q = Math.sqrt(-2 * Math.log(p < 0.5 ? p : 1 - p));
    const tail = (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q + 4.374664141464968) * q + 2.938163982698783)
      / ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1);
    return p < 0.5 ? tail : -tail;
  }
  const q = p - 0.5;
  const r = q * q;
  return (((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.383577518672690e2) * r - 3.066479806614716e1) * r + 2.506628277459239) * q
    / (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r - 1.328068155288572e1) * r + 1);
}

/** Gives the standard normal value of a key. */
export function normalOf(key: number): number {
  return normalQuantile(uniformOf(key));
}

/** Gives a gamma value of mean 1 from the stream of a key. Source: Marsaglia and Tsang, 2000, with the usual step for shapes below 1. */
export function gammaOf(key: number, shape: number): number {
  const raised = shape < 1 ? shape + 1 : shape;
  const d = raised - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  let draw = key;
  for (;;) {
    draw = keyed(draw, 1);
    const x = normalOf(draw);
    const v = (1 + c * x) ** 3;
    draw = keyed(draw, 2);
    if (v <= 0 || Math.log(uniformOf(draw)) >= 0.5 * x * x + d - d * v + d * Math.log(v)) continue;
    if (shape >= 1) return d * v / shape;
    return d * v * uniformOf(keyed(draw, 3)) ** (1 / shape) / shape;
  }
}
