import { Link } from "react-router";
import { Badge } from "@/ui/Badge";
import { plural } from "@/ui/format";
import { Ago } from "@/ui/Time";
import type { Letter } from "./letters";

export function LetterRow({ letter }: { letter: Letter }) {
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-0.5 px-4 py-2 text-sm hover:bg-sunken/60">
      <Link
        to={`/desk/${letter.id}`}
        className="min-w-0 grow font-mono text-[13px] text-accent-ink after:absolute after:inset-0 hover:underline [overflow-wrap:anywhere]"
      >
        {letter.topic ? `${letter.topic} ` : ""}
        {letter.deliveryId}
      </Link>
      {letter.replays > 0 && <Badge>replayed {plural(letter.replays, "time")}</Badge>}
      {letter.resolution && <span className="text-[13px] text-ink-soft">{letter.resolution}</span>}
      <span className="text-[13px] text-ink-soft">
        <Ago time={letter.parkedAt} />
      </span>
    </li>
  );
}
