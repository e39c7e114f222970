import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { SearchX, ShoppingBag } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import { api, ask } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button, ButtonLink } from "@/ui/Button";
import { formatDateTime, formatMoney, formatShort } from "@/ui/format";
import { MorePages } from "@/ui/MorePages";
import { Card, Page } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { useChannelNames } from "../channels/useConnections";
import { ExportButton } from "./ExportButton";
import { filterIn, isFiltered } from "./filter";
import { OrderFilters } from "./OrderFilters";
import { SavedViews } from "./SavedViews";
import { FLAGS, type Order, PAYMENTS, STATUSES } from "./words";

const PAGE = 50;
const LOOK_MS = 5_000;

export function OrdersPage() {
  const [search, setSearch] = useSearchParams();
  const filter = filterIn(search);
  const names = useChannelNames();
  const orders = useInfiniteQuery({
    queryKey: ["orders", "list", filter],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/orders", {
          params: { query: { ...filter, limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 1 ? false : LOOK_MS),
  });
  const rows = orders.data?.pages.flatMap((page) => page.items) ?? [];

  return (
    <Page title="Orders" lead="All orders of all channels, newest first." actions={<ExportButton filter={filter} />}>
      <SavedViews />
      <OrderFilters />
      <Card flush>
        {orders.isPending ? (
          <LoadingRows label="Loading orders…" />
        ) : orders.isError && rows.length === 0 ? (
          <ErrorState what="Orders" error={orders.error} onRetry={() => void orders.refetch()} />
        ) : rows.length === 0 ? (
          isFiltered(filter) ? (
            <Empty
              icon={<SearchX aria-hidden />}
              title="No order matches"
              action={<Button onClick={() => setSearch({})}>Show all orders</Button>}
            >
              Try fewer words or a longer time.
            </Empty>
          ) : (
            <Empty
              icon={<ShoppingBag aria-hidden />}
              title="No orders yet"
              action={
                <ButtonLink look="primary" to="/channels">
                  Connect a channel
                </ButtonLink>
              }
            >
              Connect a shop or hand in a file, and its orders appear here by themselves.
            </Empty>
          )
        ) : (
          <>
            <Table
              label="Orders"
              columns={columns(names)}
              rows={rows}
              keyOf={(order) => order.id}
              faded={orders.isPlaceholderData}
            />
            <MorePages
              shown={rows.length}
              one="order"
              hasMore={orders.hasNextPage}
              loading={orders.isFetchingNextPage}
              onMore={() => void orders.fetchNextPage()}
            />
          </>
        )}
      </Card>
    </Page>
  );
}

function columns(names: Map<string, string>): Column<Order>[] {
  return [
    {
      header: "Order",
      lead: true,
      cell: (order) => (
        // the whole row is the link's target for the mouse
        <Link
          to={`/orders/${order.id}`}
          className="font-medium text-accent-ink after:absolute after:inset-0 hover:underline"
        >
          {order.number || order.externalId}
        </Link>
      ),
    },
    {
      header: "Placed",
      cell: (order) => (
        <time
          dateTime={order.placedAt}
          title={formatDateTime(order.placedAt)}
          className="whitespace-nowrap text-ink-soft"
        >
          {formatShort(order.placedAt)}
        </time>
      ),
    },
    {
      header: "Customer",
      className: "max-w-56 truncate",
      cell: (order) => order.customer?.name || order.shippingAddress?.name || order.customer?.email || "–",
    },
    {
      header: "Channel",
      className: "max-w-44 truncate",
      cell: (order) => names.get(order.connectionId) ?? order.channel,
    },
    {
      header: "Status",
      cell: (order) => (
        <span className="inline-flex flex-wrap gap-1">
          <Badge tone={STATUSES[order.status].tone}>{STATUSES[order.status].label}</Badge>
          {order.flags.slice(0, 2).map((flag) => (
            <Badge key={flag.code} tone={FLAGS[flag.code].tone} title={flag.detail}>
              {FLAGS[flag.code].label}
            </Badge>
          ))}
          {order.flags.length > 2 && <Badge>+{order.flags.length - 2}</Badge>}
        </span>
      ),
    },
    {
      header: "Payment",
      wide: true,
      cell: (order) => (
        <Badge tone={PAYMENTS[order.financialStatus].tone}>{PAYMENTS[order.financialStatus].label}</Badge>
      ),
    },
    {
      header: "Items",
      align: "right",
      wide: true,
      cell: (order) => order.lines.reduce((sum, line) => sum + line.quantity, 0),
    },
    { header: "Total", align: "right", cell: (order) => formatMoney(order.totals.grandTotal) },
  ];
}
