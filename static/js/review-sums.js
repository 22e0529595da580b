// What a reduction comes to, in whole ten-thousandths, so that the preview rounds half-up as the server does.
const ONE = 10_000n;

// "2480.0000" or "33.33" as ten-thousandths.
export function exact(text) {
  const [whole, part = ""] = String(text).replaceAll(",", "").trim().split(".");
  const size = BigInt(whole.replace(/[+-]/g, "") || "0") * ONE + BigInt((part + "0000").slice(0, 4));
  return whole.startsWith("-") ? -size : size;
}

export const plain = (sum) => Number(sum) / Number(ONE);

// The quotient at the currency's minor unit, for sums that are not negative.
function rounded(over, under, places) {
  const unit = 10n ** BigInt(4 - places);
  return ((2n * over + under * unit) / (2n * under * unit)) * unit;
}

const least = (one, other) => (one < other ? one : other);

export function cutByPercent(net, percent, places) {
  return least(rounded(net * percent, 100n * ONE, places), net);
}

export function cutByQuantity(net, [units, rate], [newUnits, newRate], places) {
  const billed = units * rate;
  return least(rounded(net * (billed - newUnits * newRate), billed, places), net);
}

export function taxOn(cut, net, tax, places) {
  if (tax <= 0n || net <= 0n) return 0n;
  return cut >= net ? tax : least(rounded(tax * cut, net, places), tax);
}
