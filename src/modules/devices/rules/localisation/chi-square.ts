function logGamma(x: number): number {
  const series = [76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.001208650973866179, -0.000005395239384953];
  const shifted = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  return -shifted + Math.log((2.5066282746310007 * series.reduce((sum, term, at) => sum + term / (x + 1 + at), 1.000000000190015)) / x);
}

/**
 * Gives the chance that a χ² of so many degrees of freedom is above a value.
 * Source: Abramowitz and Stegun 6.5.29 (series) and 6.5.31 (continued fraction) of the incomplete gamma function.
 */
export function chanceAbove(value: number, degrees: number): number {
  if (degrees <= 0 || value <= 0) return 1;
  const [a, x] = [degrees / 2, value / 2];
  const front = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let [term, sum] = [1 / a, 1 / a];
    for (let n = 1; n < 500 && term > sum * 1e-15; n += 1) {
      term *= x / (a + n);
      sum += term;
    }
    return Math.max(0, 1 - front * sum);
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 500; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b || 1e-300);
    c = b + an / c || 1e-300;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return front * h;
}

/** Gives the value that a χ² of so many degrees of freedom stays below with a probability. */
export function chiSquareQuantile(probability: number, degrees: number): number {
  if (degrees === 2) return -2 * Math.log(1 - probability);
  let [low, high] = [0, Math.max(10, 10 * degrees)];
  while (1 - chanceAbove(high, degrees) < probability) high *= 2;
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (1 - chanceAbove(middle, degrees) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
