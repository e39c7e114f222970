import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheckBig, Link2 } from "lucide-react";
import { useId, useState } from "react";
import { api, ask, type Schemas } from "@/api/client";
import { Problem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Select, TextField } from "@/ui/Field";
import { formatNumber, plural } from "@/ui/format";
import { MorePages } from "@/ui/MorePages";
import { Card } from "@/ui/Page";
import { Empty, ErrorState, LoadingRows, Refusal } from "@/ui/States";
import { Ago } from "@/ui/Time";
import { toast } from "@/ui/Toast";

type Unmapped = Schemas["UnmappedItem"];
type Use = NonNullable<Schemas["MappingBody"]["use"]>;

const REASONS: Record<Unmapped["suggestions"][number]["reason"], string> = {
  SAME_BARCODE: "same barcode",
  SIMILAR_SKU: "almost the same SKU",
  SAME_TITLE: "the same title",
};

/** Items of the channel that no product is known for, with the orders that wait for them. */
export function UnknownItems({ connectionId }: { connectionId: string }) {
  const [mapping, setMapping] = useState<Unmapped | null>(null);
  const items = useInfiniteQuery({
    queryKey: ["connections", "unmapped", connectionId],
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET("/api/v1/integrations/{id}/unmapped", {
          params: { path: { id: connectionId }, query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: 15_000,
  });
  const rows = items.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card title="Items that are not known here" flush>
      {items.isPending ? (
        <LoadingRows label="Loading items…" />
      ) : items.isError ? (
        <ErrorState what="Items" error={items.error} onRetry={() => void items.refetch()} />
      ) : rows.length === 0 ? (
        <Empty icon={<CircleCheckBig aria-hidden />} title="Every item is known">
          When an order names an item that no product is known for, it stands here until you say which product it is.
        </Empty>
      ) : (
        <>
          <ul className="divide-y divide-line">
            {rows.map((item) => (
              <li key={nameOf(item)} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 text-sm">
                <div className="min-w-0">
                  <p className="font-medium [overflow-wrap:anywhere]">{item.title || nameOf(item)}</p>
                  <p className="text-[13px] text-ink-soft">
                    <code className="font-mono">{nameOf(item)}</code> ·{" "}
                    {plural(item.orders, "order waits", "orders wait")} for {formatNumber(item.units)}{" "}
                    {item.units === 1 ? "unit" : "units"} since <Ago time={item.since} />
                  </p>
                  {item.suggestions[0] && (
                    <p className="text-[13px]">
                      Perhaps <code className="font-mono">{item.suggestions[0].sku}</code>:{" "}
                      {REASONS[item.suggestions[0].reason]}
                    </p>
                  )}
                </div>
                <Button icon={<Link2 aria-hidden className="size-4" />} onClick={() => setMapping(item)}>
                  Map<span className="sr-only"> {nameOf(item)}</span>
                </Button>
              </li>
            ))}
          </ul>
          <MorePages
            shown={rows.length}
            one="item"
            hasMore={items.hasNextPage}
            loading={items.isFetchingNextPage}
            onMore={() => void items.fetchNextPage()}
          />
        </>
      )}
      {mapping && <MapItem connectionId={connectionId} item={mapping} onClose={() => setMapping(null)} />}
    </Card>
  );
}

const nameOf = (item: Unmapped) => item.channelSku ?? item.productId ?? item.title;

function MapItem({ connectionId, item, onClose }: { connectionId: string; item: Unmapped; onClose: () => void }) {
  const queries = useQueryClient();
  const [use, setUse] = useState<Use>("PRODUCT");
  const [sku, setSku] = useState(item.suggestions[0]?.sku ?? "");
  const known = useId();
  const products = useQuery({
    queryKey: ["products", "names"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/products", { params: { query: { limit: 200 } }, signal })),
  }).data?.items;
  const map = useMutation({
    mutationFn: async () => {
      const { results } = await ask(
        api.POST("/api/v1/mappings", {
          body: {
            mappings: [
              {
                connectionId,
                ...(item.channelSku
                  ? { channelSku: item.channelSku }
                  : item.productId
                    ? { productId: item.productId }
                    : { title: item.title }),
                use,
                ...(use === "PRODUCT" ? { sku: sku.trim() } : {}),
              },
            ],
          },
        }),
      );
      const errors = results[0]?.errors ?? [];
      if (errors.length > 0) {
        throw new Problem(
          400,
          "invalid-request",
          "This can't be mapped",
          errors.map((wrong) => `${wrong.field} ${wrong.message}`).join("; "),
          errors,
        );
      }
    },
    onSuccess: () => {
      for (const key of ["connections", "orders", "inventory", "mappings"]) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
      toast.good("Mapped. Orders that waited for it go on.");
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={`What is ${item.title || nameOf(item)}?`}>
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          map.mutate();
        }}
      >
        <Select label="It is" value={use} onChange={(event) => setUse(event.target.value as Use)}>
          <option value="PRODUCT">a product or bundle of ours</option>
          <option value="SHIP_WITHOUT_STOCK">shipped, but not stocked</option>
          <option value="DO_NOT_SHIP">nothing to ship</option>
        </Select>
        {use === "PRODUCT" && (
          <>
            {item.suggestions.length > 0 && (
              <fieldset className="flex flex-col gap-1">
                <legend className="mb-1 text-sm font-medium">Suggestions</legend>
                {item.suggestions.map((suggestion) => (
                  <label
                    key={suggestion.sku}
                    className="flex min-h-9 items-center gap-2.5 rounded-md px-2 text-sm hover:bg-sunken max-sm:min-h-11"
                  >
                    <input
                      type="radio"
                      name="suggestion"
                      checked={sku === suggestion.sku}
                      onChange={() => setSku(suggestion.sku)}
                      className="accent-accent"
                    />
                    <span>
                      <code className="font-mono text-[13px]">{suggestion.sku}</code> {suggestion.title}{" "}
                      <span className="text-ink-soft">({REASONS[suggestion.reason]})</span>
                    </span>
                  </label>
                ))}
              </fieldset>
            )}
            <TextField
              label="Our SKU"
              help="Begin to type it, or the product's title."
              value={sku}
              list={known}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setSku(event.target.value)}
            />
            <datalist id={known}>
              {products?.map((product) => (
                <option key={product.sku} value={product.sku}>
                  {product.title}
                </option>
              ))}
            </datalist>
          </>
        )}
        <Refusal error={map.error} />
        <DialogActions>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="primary" busy={map.isPending} disabled={use === "PRODUCT" && sku.trim() === ""}>
            Map
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
