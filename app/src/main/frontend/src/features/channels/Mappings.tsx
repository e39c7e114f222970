import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, ask, type Schemas } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { MorePages } from "@/ui/MorePages";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { toast } from "@/ui/Toast";

type Mapping = Schemas["MappingBodyShown"];

const USES: Record<Mapping["use"], string> = {
  PRODUCT: "",
  SHIP_WITHOUT_STOCK: "shipped without stock",
  DO_NOT_SHIP: "not shipped",
};
const ORIGINS: Record<Mapping["origin"], string> = {
  EQUAL_SKU: "found by the SKU",
  BARCODE: "found by the barcode",
  BY_HAND: "by hand",
};

/** Which of the channel's items is which product. Equal SKUs need no mapping. */
export function Mappings({ connectionId }: { connectionId: string }) {
  const queries = useQueryClient();
  const mappings = useInfiniteQuery({
    queryKey: ["mappings", connectionId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/mappings", {
          params: { query: { connectionId, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
  });
  const forget = useMutation({
    mutationFn: ({ channelSku, productId, title }: Mapping) =>
      ask(
        api.DELETE("/api/v1/mappings", {
          params: {
            query: {
              connectionId,
              ...(channelSku ? { channelSku } : {}),
              ...(productId ? { productId } : {}),
              ...(title ? { title } : {}),
            },
          },
        }),
      ),
    onSuccess: () => {
      for (const key of ["connections", "orders", "mappings"]) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
      toast.good("Forgotten. Orders for it wait until it is known again.");
    },
    onError: toast.bad,
  });
  const rows = mappings.data?.pages.flatMap((page) => page.items) ?? [];
  const columns: Column<Mapping>[] = [
    {
      header: "In the channel",
      lead: true,
      cell: (mapping) => <code className="font-mono text-[13px] [overflow-wrap:anywhere]">{nameOf(mapping)}</code>,
    },
    {
      header: "Here",
      cell: (mapping) =>
        mapping.sku ? (
          <Link
            className="font-mono text-[13px] text-accent-ink hover:underline"
            to={`/inventory/item?sku=${encodeURIComponent(mapping.sku)}`}
          >
            {mapping.sku}
          </Link>
        ) : (
          <Badge>{USES[mapping.use]}</Badge>
        ),
    },
    { header: "Made", cell: (mapping) => <span className="text-ink-soft">{ORIGINS[mapping.origin]}</span> },
    {
      header: "",
      align: "right",
      cell: (mapping) => (
        <Button look="quiet" onClick={() => forget.mutate(mapping)}>
          Forget<span className="sr-only"> {nameOf(mapping)}</span>
        </Button>
      ),
    },
  ];
  return (
    <Card title="Mapped items" flush>
      {mappings.isPending ? (
        <LoadingRows rows={2} />
      ) : mappings.isError ? (
        <ErrorState what="Mappings" error={mappings.error} onRetry={() => void mappings.refetch()} />
      ) : rows.length === 0 ? (
        <Empty title="No mapping is needed so far">
          An item whose SKU is that of a product belongs to it by itself. Others stand here once they are mapped.
        </Empty>
      ) : (
        <>
          <Table label="Mapped items" columns={columns} rows={rows} keyOf={nameOf} />
          <MorePages
            shown={rows.length}
            one="mapping"
            hasMore={mappings.hasNextPage}
            loading={mappings.isFetchingNextPage}
            onMore={() => void mappings.fetchNextPage()}
          />
        </>
      )}
    </Card>
  );
}

const nameOf = (mapping: Mapping) => mapping.channelSku ?? mapping.productId ?? mapping.title ?? "";
