import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask, type Schemas } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Copyable } from "@/ui/CopyButton";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Checkbox, TextField } from "@/ui/Field";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows, Refusal } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { Moment } from "@/ui/Time";
import { toast } from "@/ui/Toast";

type ApiKey = Schemas["ApiKeyResponse"];

const SUBJECTS = [
  ["orders", "Orders"],
  ["inventory", "Stock"],
  ["products", "Products"],
  ["integrations", "Channels"],
  ["dead-letters", "Dead letters"],
  ["reviews", "Reviews"],
] as const;

export function ApiKeys() {
  const [adding, setAdding] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const keys = useQuery({
    queryKey: ["api-keys"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/api-keys", { signal })),
  });
  const rows = keys.data?.items ?? [];
  const add = (
    <Button look="primary" icon={<Plus aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
      New API key
    </Button>
  );
  return (
    <>
      <Card title="Keys of your programs" actions={rows.length > 0 && add} flush>
        {keys.isPending ? (
          <LoadingRows rows={2} label="Loading API keys…" />
        ) : keys.isError ? (
          <ErrorState what="API keys" error={keys.error} onRetry={() => void keys.refetch()} />
        ) : rows.length === 0 ? (
          <Empty icon={<KeyRound aria-hidden />} title="No API keys yet" action={add}>
            A key lets a program of yours call the API, for no more than you allow it.
          </Empty>
        ) : (
          <Table label="API keys" columns={columns(setRevoking)} rows={rows} keyOf={(key) => key.id} />
        )}
      </Card>
      {adding && <NewKey onClose={() => setAdding(false)} />}
      {revoking && <Revoke apiKey={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function columns(onRevoke: (key: ApiKey) => void): Column<ApiKey>[] {
  return [
    { header: "Name", lead: true, cell: (key) => key.name },
    { header: "Key", cell: (key) => <code className="font-mono text-[13px]">{key.prefix}…</code> },
    {
      header: "May",
      cell: (key) => (
        <span className="inline-flex flex-wrap gap-1">
          {key.scopes.map((scope) => (
            <Badge key={scope}>{scope === "*" ? "everything" : scope}</Badge>
          ))}
        </span>
      ),
    },
    {
      header: "Made",
      cell: (key) => (
        <span className="text-ink-soft">
          <Moment time={key.createdAt} />
        </span>
      ),
    },
    {
      header: "",
      align: "right",
      cell: (key) => (
        <Button look="danger" onClick={() => onRevoke(key)} aria-label={`Revoke ${key.name}`}>
          Revoke
        </Button>
      ),
    },
  ];
}

const Entered = z.object({
  name: z.string().check(
    z.refine((text) => text.trim() !== "", "Name the program that uses it."),
    z.maxLength(100, "Use at most 100 characters."),
  ),
  scopes: z.array(z.string()).check(z.minLength(1, "Allow it at least one thing.")),
});

function NewKey({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({ resolver: zodResolver(Entered), defaultValues: { name: "", scopes: [] as string[] } });
  const make = useMutation({
    mutationFn: ({ name, scopes }: z.infer<typeof Entered>) =>
      ask(api.POST("/api/v1/api-keys", { body: { name: name.trim(), scopes } })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["api-keys"] }),
  });
  if (make.data) {
    return (
      <Dialog open onClose={onClose} title={`The key of ${make.data.name}`}>
        <p className="mb-3 text-sm">
          <strong className="font-semibold">Copy it now:</strong> it is not shown again.
        </p>
        <div className="rounded-md bg-sunken px-3 py-2">
          <Copyable text={make.data.key ?? ""} label="Copy the API key" />
        </div>
        <DialogActions>
          <Button look="primary" onClick={onClose}>
            I have copied it
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title="New API key">
      <form noValidate onSubmit={handleSubmit((entered) => make.mutate(entered))}>
        <div className="flex flex-col gap-4">
          <TextField label="Name" placeholder="Warehouse printer" error={errors.name?.message} {...register("name")} />
          <fieldset aria-describedby={errors.scopes ? "scopes-error" : undefined}>
            <legend className="mb-1 text-sm font-medium">What it may do</legend>
            <Checkbox label="Everything" value="*" {...register("scopes")} />
            <div className="grid grid-cols-2 gap-x-4">
              {SUBJECTS.flatMap(([subject, label]) =>
                (["read", "write"] as const).map((verb) => (
                  <Checkbox
                    key={`${subject}:${verb}`}
                    label={`${label}: ${verb === "read" ? "see" : "change"}`}
                    value={`${subject}:${verb}`}
                    {...register("scopes")}
                  />
                )),
              )}
            </div>
            {errors.scopes && (
              <p id="scopes-error" className="text-[13px] font-medium text-bad">
                {errors.scopes.message}
              </p>
            )}
          </fieldset>
          <Refusal error={make.error} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={make.isPending}>
            Make key
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/api-keys/{id}", { params: { path: { id: apiKey.id } } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["api-keys"] });
      toast.good(`${apiKey.name} can't call the API any more.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Revoke the key of ${apiKey.name}?`}
      action="Revoke"
      danger
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
    >
      <p>Programs that use it are refused at once. This can't be undone: make a new key instead.</p>
    </ConfirmDialog>
  );
}
