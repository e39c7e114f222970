import { ExternalLink } from "lucide-react";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import type { Schemas } from "@/api/client";
import { Copyable } from "@/ui/CopyButton";
import { Fact, Facts } from "@/ui/Facts";
import { Spinner } from "@/ui/Spinner";
import { useConnections } from "./useConnections";

const LOOK_MS = 2_000;

/** For a platform whose page is filled in by hand: what to enter there, and a watch for the connection that comes of it. */
export function ConsentSteps({
  name,
  platform,
  begun,
}: {
  name: string;
  platform: string;
  begun: Schemas["ConsentBegun"];
}) {
  const navigate = useNavigate();
  const connections = useConnections(LOOK_MS).data?.items;
  const connected = connections?.filter((one) => one.platform === platform && one.status === "ACTIVE");
  const [before, setBefore] = useState<Set<string> | null>(null);
  if (before === null && connected) {
    setBefore(new Set(connected.map((one) => one.id)));
  }
  const made = before && connected?.find((one) => !before.has(one.id));
  useEffect(() => {
    if (made) {
      void navigate(`/channels/${made.id}?connected=1`, { replace: true });
    }
  }, [made, navigate]);

  return (
    <div className="flex flex-col gap-4 text-sm">
      <ol className="flex list-decimal flex-col gap-4 pl-5 marker:font-semibold">
        <li>
          Open the form for a new integration in {name}'s admin panel. If you have to sign in first, open it once more
          afterwards.
          <p className="mt-2">
            <a
              href={begun.authorizeUrl}
              target="_blank"
              rel="noreferrer"
              className="inline-flex min-h-9 items-center gap-1.5 rounded-md bg-accent px-3 font-medium text-on-accent hover:bg-accent-hover max-sm:min-h-11"
            >
              <ExternalLink aria-hidden className="size-4" />
              Open {name}
            </a>
          </p>
        </li>
        <li>
          Enter there:
          <Facts className="mt-2 rounded-md bg-sunken px-3 py-2">
            {begun.entries.map((entry) => (
              <Fact key={entry.label} name={entry.label}>
                {entry.value.startsWith("http") ? (
                  <Copyable text={entry.value} label={`Copy the ${entry.label}`} />
                ) : (
                  entry.value
                )}
              </Fact>
            ))}
          </Facts>
        </li>
      </ol>
      <p role="status" className="flex items-center gap-2 text-ink-soft">
        <Spinner className="text-accent-ink" />
        As soon as {name} has handed over its keys, you see your channel here.
      </p>
    </div>
  );
}
