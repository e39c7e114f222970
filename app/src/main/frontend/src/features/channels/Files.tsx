import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Columns3, Download, KeyRound } from "lucide-react";
import { useState } from "react";
import { useLocation } from "react-router";
import { api, ask, askRaw, type Schemas } from "@/api/client";
import { Problem } from "@/api/problem";
import { Button, ButtonLink } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Copyable } from "@/ui/CopyButton";
import { cx } from "@/ui/cx";
import { Fact, Facts } from "@/ui/Facts";
import { FileDrop } from "@/ui/FileDrop";
import { Card } from "@/ui/Page";
import { saveAs } from "@/ui/saveAs";
import { toast } from "@/ui/Toast";
import { SyncJobs } from "./SyncJobs";
import { SAMPLE } from "./sampleFile";
import type { Connection } from "./useConnections";

type Drop = Schemas["DropAccountsDropAccess"];

/** Order files: hand one in here, or drop them by FTP or SFTP. */
export function Files({ connection }: { connection: Connection }) {
  const queries = useQueryClient();
  const [renewing, setRenewing] = useState(false);
  const renew = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/integrations/{id}/drop", { params: { path: { id: connection.id } } })),
    onSuccess: () => setRenewing(false),
  });
  const told = (useLocation().state as { drop?: Drop } | null)?.drop;
  const drop = renew.data ?? told;
  const upload = useMutation({
    mutationFn: async (file: File) => {
      const form = new FormData();
      form.set("file", file);
      const response = await askRaw(`/api/v1/integrations/${connection.id}/files`, { method: "POST", body: form });
      const body: unknown = await response.json().catch(() => null);
      if (!response.ok) {
        throw Problem.of(response.status, body);
      }
    },
    onSuccess: (_, file) => {
      toast.good(`${file.name} was taken in. What comes of it appears below.`);
      void queries.invalidateQueries({ queryKey: ["connections", "jobs", connection.id] });
      void queries.invalidateQueries({ queryKey: ["orders"] });
    },
  });
  return (
    <div className="flex flex-col gap-4">
      {drop && <DropCredentials drop={drop} />}
      <div className={cx("grid gap-4 lg:grid-cols-2", !drop && "xl:grid-cols-3")}>
        <Card
          title="Hand in a file"
          actions={
            <Button
              look="quiet"
              icon={<Download aria-hidden className="size-4" />}
              onClick={() => saveAs(new Blob([SAMPLE], { type: "text/csv" }), "sample-orders.csv")}
            >
              Sample file
            </Button>
          }
        >
          <FileDrop
            label="Order file"
            accept=".csv,.tsv,.txt,.gz,.zip,text/csv"
            hint="CSV, up to 200 MB. A file that was read before changes nothing."
            busy={upload.isPending}
            error={upload.error}
            onFile={(file) => upload.mutate(file)}
          />
        </Card>
        <Card title="Another layout?">
          <p className="mb-3 text-sm text-ink-soft">
            Files of other programs have other columns. See how one would be read, say what its columns mean, and save
            that for all files of this channel.
          </p>
          <ButtonLink to={`/channels/${connection.id}/mapper`} icon={<Columns3 aria-hidden className="size-4" />}>
            Open the column mapper
          </ButtonLink>
        </Card>
        {!drop && (
          <Card title="By FTP or SFTP">
            <p className="mb-3 text-sm text-ink-soft">
              This channel has a folder of its own, which your programs can send files to. Its password was shown once,
              when the channel was connected.
            </p>
            <Button icon={<KeyRound aria-hidden className="size-4" />} onClick={() => setRenewing(true)}>
              New password
            </Button>
          </Card>
        )}
      </div>
      <SyncJobs connectionId={connection.id} />
      <ConfirmDialog
        open={renewing}
        onClose={() => setRenewing(false)}
        title="Make a new password?"
        action="Make a new password"
        busy={renew.isPending}
        error={renew.error}
        onConfirm={() => renew.mutate()}
      >
        <p>Programs that send files with the old one are refused from then on, until they know the new one.</p>
      </ConfirmDialog>
    </div>
  );
}

function DropCredentials({ drop }: { drop: Drop }) {
  return (
    <Card title="Drop folder" className="border-accent">
      <p className="mb-3 text-sm">
        <strong className="font-semibold">Note these now:</strong> the password is not shown again.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {(["ftp", "sftp"] as const).map((kind) => (
          <Facts key={kind}>
            <Fact name={kind.toUpperCase()}>
              <Copyable
                text={`${drop[kind].host}:${drop[kind].port}`}
                label={`Copy the ${kind.toUpperCase()} address`}
              />
            </Fact>
            <Fact name="User">
              <Copyable text={drop[kind].username} label={`Copy the ${kind.toUpperCase()} user`} />
            </Fact>
            <Fact name="Password">
              <Copyable text={drop[kind].password} label={`Copy the ${kind.toUpperCase()} password`} />
            </Fact>
          </Facts>
        ))}
      </div>
    </Card>
  );
}
