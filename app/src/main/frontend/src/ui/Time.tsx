import { formatAgo, formatDateTime, formatFull } from "./format";

/** A moment: how long ago, with the full date on hover. */
export function Ago({ time }: { time: string }) {
  return (
    <time dateTime={time} title={formatFull(time)} className="whitespace-nowrap">
      {formatAgo(time)}
    </time>
  );
}

export function Moment({ time }: { time: string }) {
  return (
    <time dateTime={time} title={formatFull(time)}>
      {formatDateTime(time)}
    </time>
  );
}
