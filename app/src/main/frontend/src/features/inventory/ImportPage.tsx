import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, Download } from "lucide-react";
import { askRaw, type Schemas } from "@/api/client";
import { Problem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { FileDrop } from "@/ui/FileDrop";
import { formatNumber, plural } from "@/ui/format";
import { Card, Page } from "@/ui/Page";
import { saveAs } from "@/ui/saveAs";
import { Table } from "@/ui/Table";

type Result = Schemas["StockImportResult"];

const SAMPLE = `sku,on_hand,location,title
MUG-BLUE,120,MAIN,"Mug, blue"
TOTE-01,45,MAIN,Tote bag
`;

export function ImportPage() {
  const queries = useQueryClient();
  const read = useMutation({
    mutationFn: async (file: File): Promise<Result> => {
      const form = new FormData();
      form.set("file", file);
      const response = await askRaw("/api/v1/inventory/import", { method: "POST", body: form });
      const body: unknown = await response.json().catch(() => null);
      if (!response.ok) {
        throw Problem.of(response.status, body);
      }
      return body as Result;
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ["inventory"] }),
  });
  return (
    <Page
      title="Import counts"
      back={{ to: "/inventory", label: "Inventory" }}
      lead="Each line of the file is a count: it says how many units are on the shelf now."
    >
      <Card
        title="File"
        className="max-w-2xl"
        actions={
          <Button
            look="quiet"
            icon={<Download aria-hidden className="size-4" />}
            onClick={() => saveAs(new Blob([SAMPLE], { type: "text/csv" }), "sample-stock.csv")}
          >
            Sample file
          </Button>
        }
      >
        <FileDrop
          label="Stock file"
          accept=".csv,.tsv,.txt,text/csv"
          hint="CSV in UTF-8 with the columns sku and on_hand; location and title if you like."
          busy={read.isPending}
          error={read.error}
          onFile={(file) => read.mutate(file)}
        />
      </Card>
      {read.data && <Outcome result={read.data} />}
    </Page>
  );
}

function Outcome({ result }: { result: Result }) {
  return (
    <>
      <p role="status" className="flex max-w-2xl items-center gap-2.5 rounded-lg bg-good-soft px-4 py-3 text-sm">
        <CircleCheck aria-hidden className="size-5 shrink-0 text-good" />
        {plural(result.counted, "line")} counted{result.failed > 0 && `, ${formatNumber(result.failed)} left out`}.
      </p>
      {result.errors.length > 0 && (
        <Card title="Lines that were left out" flush>
          <Table
            label="Lines that were left out"
            rows={result.errors}
            keyOf={(wrong) => `${wrong.line}-${wrong.field}`}
            columns={[
              { header: "Line", cell: (wrong) => formatNumber(wrong.line) },
              {
                header: "Column",
                cell: (wrong) => <code className="font-mono text-[13px]">{wrong.field || "–"}</code>,
              },
              { header: "What is wrong", lead: true, cell: (wrong) => wrong.message },
            ]}
          />
          <p className="border-t border-line px-4 py-2.5 text-[13px] text-ink-soft">
            Mend these lines and hand the file in again: lines that are right already change nothing.
          </p>
        </Card>
      )}
    </>
  );
}
