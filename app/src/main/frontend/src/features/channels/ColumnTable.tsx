import type { Schemas } from "@/api/client";
import { Badge, type Tone } from "@/ui/Badge";
import { cx } from "@/ui/cx";
import { CONTROL } from "@/ui/Field";
import { Card } from "@/ui/Page";
import { type Column, Table } from "@/ui/Table";

type Preview = Schemas["FilePreviewResponse"];
type FileColumn = Preview["columns"][number];

export type Match = FileColumn["match"];

const MATCHES: Record<Match, { label: string; tone: Tone }> = {
  SETTING: { label: "You chose it", tone: "good" },
  NAME: { label: "By its name", tone: "good" },
  LAYOUT: { label: "By the layout", tone: "good" },
  SUGGESTED: { label: "Suggested: please check", tone: "warn" },
  NONE: { label: "Not read", tone: "neutral" },
};

/** "order_number" as "order number". */
export const spoken = (standard: string) => standard.replaceAll("_", " ");

/** The file's columns and what each is read as. */
export function ColumnTable({
  preview,
  suggested,
  busy,
  onChange,
}: {
  preview: Preview;
  /** Why columns that nobody touched were read so; the hub takes them for chosen once any is. */
  suggested: ReadonlyMap<string, Match>;
  busy: boolean;
  onChange: (column: string, standard: string) => void;
}) {
  const columns: Column<FileColumn>[] = [
    {
      header: "Column of the file",
      lead: true,
      cell: (column) => (
        <div className="min-w-0">
          <p className="[overflow-wrap:anywhere]">{column.name}</p>
          <p className="max-w-72 truncate text-[13px] font-normal text-ink-soft">{column.samples.join(" · ")}</p>
        </div>
      ),
    },
    {
      header: "Is read as",
      cell: (column) => (
        <select
          aria-label={`Meaning of ${column.name}`}
          className={cx(CONTROL, "max-w-64")}
          value={column.standardColumn ?? ""}
          onChange={(event) => onChange(column.name, event.target.value)}
        >
          <option value="">(not read)</option>
          {preview.standardColumns.map((standard) => (
            <option key={standard.name} value={standard.name}>
              {spoken(standard.name)}
              {standard.required ? " *" : ""}
            </option>
          ))}
        </select>
      ),
    },
    {
      header: "Meaning",
      wide: true,
      cell: (column) => (
        <span className="text-ink-soft">
          {preview.standardColumns.find((standard) => standard.name === column.standardColumn)?.meaning ?? ""}
        </span>
      ),
    },
    {
      header: "Why",
      cell: (column) => {
        const match = MATCHES[(column.standardColumn && suggested.get(column.name)) || column.match];
        return <Badge tone={match.tone}>{match.label}</Badge>;
      },
    },
  ];
  return (
    <Card title="Columns" flush>
      <Table label="Columns" rows={preview.columns} columns={columns} keyOf={(column) => column.name} faded={busy} />
      <p className="border-t border-line px-4 py-2 text-[13px] text-ink-soft">* needed in every file</p>
    </Card>
  );
}
