import { formatNumber } from "@/ui/format";
import { Card } from "@/ui/Page";
import { Table } from "@/ui/Table";
import type { Flow } from "./useFlow";

type Queue = NonNullable<Flow["queues"]>[number];

/** The broker's queues, for who runs the installation. */
export function Queues({ queues }: { queues: Queue[] }) {
  return (
    <Card title="Queues" flush>
      <Table
        label="Queues"
        rows={[...queues].sort((one, other) => other.messages - one.messages || one.name.localeCompare(other.name))}
        keyOf={(queue) => queue.name}
        columns={[
          { header: "Queue", lead: true, cell: (queue) => <code className="font-mono text-[13px]">{queue.name}</code> },
          { header: "Waiting", align: "right", cell: (queue) => formatNumber(queue.messages) },
          { header: "Being handled", align: "right", cell: (queue) => formatNumber(queue.delivering) },
          { header: "Consumers", align: "right", cell: (queue) => formatNumber(queue.consumers) },
          { header: "Since the start", align: "right", cell: (queue) => formatNumber(queue.added) },
        ]}
      />
    </Card>
  );
}
