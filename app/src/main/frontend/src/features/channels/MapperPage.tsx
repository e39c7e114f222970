import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Download, FileUp, Save } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { api, ask, askRaw, type Schemas } from "@/api/client";
import { Problem, sentence } from "@/api/problem";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { FileDrop } from "@/ui/FileDrop";
import { plural } from "@/ui/format";
import { Card, Page } from "@/ui/Page";
import { ErrorState, LoadingRows, Refusal } from "@/ui/States";
import { saveAs } from "@/ui/saveAs";
import { toast } from "@/ui/Toast";
import { ColumnTable, type Match, spoken } from "./ColumnTable";
import { FailedRows, PreviewOrders } from "./FilePreview";
import { ReadingSettings } from "./ReadingSettings";
import type { Connection } from "./useConnections";

type Preview = Schemas["FilePreviewResponse"];
export type Reading = Record<string, string>;

/** Any order file: what its columns mean, the orders that come of it, and the rows that would fail; then saved. */
export function MapperPage() {
  const { id = "" } = useParams();
  const connection = useQuery({
    queryKey: ["connections", "one", id],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/integrations/{id}", { params: { path: { id } }, signal })),
  });
  const back = { to: `/channels/${id}?tab=files`, label: connection.data?.name ?? "Channel" };
  return (
    <Page
      title="Column mapper"
      back={back}
      lead="Drop any order file: see what its columns mean, which orders come of it, and which rows would fail. Nothing is imported until you say so."
    >
      {connection.data ? (
        <Mapper connection={connection.data} />
      ) : (
        <Card flush>
          {connection.isError ? (
            <ErrorState error={connection.error} onRetry={() => void connection.refetch()} />
          ) : (
            <LoadingRows rows={3} />
          )}
        </Card>
      )}
    </Page>
  );
}

function Mapper({ connection }: { connection: Connection }) {
  const [file, setFile] = useState<File | null>(null);
  /** What a person chose; until then the hub suggests. */
  const [columns, setColumns] = useState<Record<string, string> | null>(null);
  /** Why each column was read as it was before a person chose any, but for those chosen since. */
  const [suggested, setSuggested] = useState<Map<string, Match>>(new Map());
  const [reading, setReading] = useState<Reading>({});
  const settings = useDeferredValue(JSON.stringify({ ...reading, ...(columns ? { layout: "custom", columns } : {}) }));
  const preview = useQuery({
    queryKey: ["file-preview", connection.id, file?.name, file?.lastModified, file?.size, settings],
    queryFn: ({ signal }) => fetchPreview(connection.id, file as File, settings, signal),
    enabled: file !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
  });
  if (!file) {
    return (
      <Card className="max-w-2xl" title="Order file" actions={<SampleFile />}>
        <FileDrop
          label="Order file"
          accept=".csv,.tsv,.txt,text/csv"
          hint="A CSV file of any program, up to 10 MB."
          busy={false}
          onFile={setFile}
        />
      </Card>
    );
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <strong className="font-medium">{file.name}</strong>
        {preview.data && <HowItIsRead preview={preview.data} />}
        <Button
          look="quiet"
          onClick={() => {
            setFile(null);
            setColumns(null);
            setSuggested(new Map());
          }}
        >
          Another file
        </Button>
      </div>
      <Refusal error={preview.error} />
      {preview.isPending ? (
        <Card flush>
          <LoadingRows label="Reading the file…" />
        </Card>
      ) : (
        preview.data && (
          <>
            <Outcome preview={preview.data} />
            <ReadingSettings
              reading={reading}
              saved={connection.settings}
              open={!works(preview.data)}
              onChange={setReading}
            />
            <ColumnTable
              preview={preview.data}
              suggested={suggested}
              busy={preview.isPlaceholderData}
              onChange={(column, standard) => {
                const still = columns ? suggested : new Map(preview.data.columns.map((one) => [one.name, one.match]));
                setSuggested(new Map([...still].filter(([name]) => name !== column)));
                const next = { ...(columns ?? preview.data.mapping) };
                if (standard) {
                  for (const [other, meaning] of Object.entries(next)) {
                    if (meaning === standard) {
                      delete next[other]; // a meaning has one column
                    }
                  }
                  next[column] = standard;
                } else {
                  delete next[column];
                }
                setColumns(next);
              }}
            />
            <PreviewOrders preview={preview.data} busy={preview.isPlaceholderData} />
            <FailedRows preview={preview.data} />
            <SaveBar connection={connection} preview={preview.data} file={file} reading={reading} chosen={columns} />
          </>
        )
      )}
    </>
  );
}

async function fetchPreview(id: string, file: File, settings: string, signal: AbortSignal): Promise<Preview> {
  const form = new FormData();
  form.set("file", file);
  form.set("settings", settings);
  const response = await askRaw(`/api/v1/integrations/${id}/files/preview`, { method: "POST", body: form, signal });
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    throw Problem.of(response.status, body);
  }
  return body as Preview;
}

function SampleFile() {
  const sample = useMutation({
    mutationFn: async () => {
      const response = await askRaw("/api/v1/csv/sample");
      if (!response.ok) {
        throw Problem.of(response.status, await response.json().catch(() => null));
      }
      saveAs(await response.blob(), "orders-sample.csv");
    },
    onError: toast.bad,
  });
  return (
    <Button
      look="quiet"
      icon={<Download aria-hidden className="size-4" />}
      busy={sample.isPending}
      onClick={() => sample.mutate()}
    >
      Sample file
    </Button>
  );
}

function HowItIsRead({ preview }: { preview: Preview }) {
  return (
    <span className="flex flex-wrap gap-1">
      {preview.layout && (
        <Badge tone="info">{preview.layout === "custom" ? "your columns" : `${preview.layout} layout`}</Badge>
      )}
      <Badge>{preview.charset}</Badge>
      <Badge>{preview.delimiter}</Badge>
      {preview.decimal && <Badge>decimal {preview.decimal.toLowerCase()}</Badge>}
      {preview.dateFormat && <Badge>dates {preview.dateFormat}</Badge>}
    </span>
  );
}

const works = (preview: Preview) => preview.readable && preview.orderCount > 0;

/** What is wrong with the first of the rows, where no row is right. */
function why(preview: Preview): string {
  const first = preview.failures[0];
  return first ? `Row ${first.line}: ${sentence([first.field, first.reason].filter(Boolean).join(": "))}` : "";
}

function Outcome({ preview }: { preview: Preview }) {
  return (
    <div className="flex flex-col gap-2">
      <p role="status" className={`rounded-md px-3 py-2 text-sm ${works(preview) ? "bg-good-soft" : "bg-warn-soft"}`}>
        {preview.readable
          ? `${plural(preview.orderCount, "order")} of ${plural(preview.rows, "row")}${
              preview.failedRows > 0 ? `; ${plural(preview.failedRows, "row")} would be left out` : ""
            }.${works(preview) ? "" : ` ${why(preview)}`}`
          : preview.missing.length > 0
            ? `Say below which column is: ${preview.missing.map(spoken).join(", ")}. Then its orders appear.`
            : sentence(preview.problem ?? "")}
      </p>
      {preview.warnings.length > 0 && (
        <ul className="list-disc rounded-md bg-warn-soft py-2 pr-3 pl-7 text-sm">
          {preview.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function SaveBar({
  connection,
  preview,
  file,
  reading,
  chosen,
}: {
  connection: Connection;
  preview: Preview;
  file: File;
  reading: Reading;
  chosen: Record<string, string> | null;
}) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  // a layout that is known needs no columns; else what was suggested or chosen is kept
  const custom = chosen !== null || preview.layout === "custom";
  const save = useMutation({
    mutationFn: () =>
      ask(
        api.PATCH("/api/v1/integrations/{id}", {
          params: { path: { id: connection.id } },
          body: {
            settings: { ...reading, ...(custom ? { layout: "custom", columns: preview.mapping } : {}) },
          },
        }),
      ),
    onSuccess: (next) => {
      queries.setQueryData(["connections", "one", connection.id], next);
      toast.good("Saved: files of this channel are read so from now on.");
    },
  });
  const saveAndImport = useMutation({
    mutationFn: async () => {
      await save.mutateAsync();
      const form = new FormData();
      form.set("file", file);
      const response = await askRaw(`/api/v1/integrations/${connection.id}/files`, { method: "POST", body: form });
      if (!response.ok) {
        throw Problem.of(response.status, await response.json().catch(() => null));
      }
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["connections", "jobs", connection.id] });
      void queries.invalidateQueries({ queryKey: ["orders"] });
      void navigate(`/channels/${connection.id}?tab=files`);
    },
  });
  return (
    <div className="sticky bottom-0 z-10 -mx-4 border-t border-line bg-surface px-4 py-3 max-md:bottom-15 sm:-mx-6 sm:px-6">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          icon={<Save aria-hidden className="size-4" />}
          busy={save.isPending && !saveAndImport.isPending}
          disabled={!preview.readable}
          onClick={() => save.mutate()}
        >
          Save mapping
        </Button>
        <Button
          look="primary"
          icon={<FileUp aria-hidden className="size-4" />}
          busy={saveAndImport.isPending}
          disabled={!preview.readable || preview.orderCount === 0}
          onClick={() => saveAndImport.mutate()}
        >
          Save and import {plural(preview.orderCount, "order")}
        </Button>
        {preview.failedRows > 0 && (
          <span className="text-[13px] text-ink-soft">
            {plural(preview.failedRows, "row")} left out, and told of in the import.
          </span>
        )}
      </div>
      <Refusal error={save.error ?? saveAndImport.error} />
    </div>
  );
}
