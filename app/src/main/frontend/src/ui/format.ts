import type { Schemas } from "@/api/client";

/** Dates, money and numbers as the browser's locale writes them. */
const locale = typeof navigator === "undefined" ? "en" : navigator.language;

const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
const full = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long" });
const shortDate = new Intl.DateTimeFormat(locale, { month: "short", day: "numeric" });
const shortTime = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
const longDate = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
const whole = new Intl.NumberFormat(locale);
const currencies = new Map<string, Intl.NumberFormat>();

export const formatDateTime = (time: string | Date) => dateTime.format(new Date(time));
export const formatFull = (time: string | Date) => full.format(new Date(time));
export const formatDate = (time: string | Date) => longDate.format(new Date(time));
export const formatNumber = (value: number) => whole.format(value);

/** As short as it can be said: the hour today, the day this year. */
export function formatShort(time: string | Date, now = new Date()): string {
  const date = new Date(time);
  if (date.toDateString() === now.toDateString()) {
    return shortTime.format(date);
  }
  return date.getFullYear() === now.getFullYear() ? shortDate.format(date) : longDate.format(date);
}

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "5 minutes ago". */
export function formatAgo(time: string | Date, now = Date.now()): string {
  const past = new Date(time).getTime() - now;
  for (const [unit, ms] of UNITS) {
    if (Math.abs(past) >= ms) {
      return relative.format(Math.trunc(past / ms), unit);
    }
  }
  return Math.abs(past) < 5_000 ? "just now" : relative.format(Math.trunc(past / 1_000), "second");
}

/** The exact amount: it is text from end to end, never a float. */
export function formatMoney({ amount, currency }: Schemas["Money"]): string {
  let format = currencies.get(currency);
  if (!format) {
    try {
      format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    } catch {
      return `${amount} ${currency}`;
    }
    currencies.set(currency, format);
  }
  return format.format(amount as unknown as number); // Intl takes decimal text as it is, without rounding it to a float
}

export const isZero = ({ amount }: Schemas["Money"]) => /^-?0*\.?0*$/.test(amount);

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

/** How long something took, in its largest unit. */
export function formatSpan(ms: number): string {
  if (ms < 1_000) {
    return "less than a second";
  }
  for (const [unit, size] of UNITS) {
    if (ms >= size) {
      return plural(Math.round(ms / size), unit);
    }
  }
  return plural(Math.round(ms / 1_000), "second");
}
