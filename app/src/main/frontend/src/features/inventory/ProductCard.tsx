import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2, Pencil, Plus, X } from "lucide-react";
import { useState } from "react";
import { useFieldArray, useForm } from "react-hook-form";
import { Link } from "react-router";
import { api, ask, type Schemas } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button, IconButton } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { Fact, Facts } from "@/ui/Facts";
import { Select, TextField } from "@/ui/Field";
import { formatNumber } from "@/ui/format";
import { Card } from "@/ui/Page";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";
import { useChannelNames, useConnections } from "../channels/useConnections";

type Product = Schemas["ProductResponse"];

export function useProduct(sku: string) {
  return useQuery({
    queryKey: ["inventory", "product", sku],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/products/{sku}", { params: { path: { sku } }, signal })),
    retry: false,
    enabled: sku !== "",
  });
}

/** Title, barcode and what a bundle is made of. */
export function ProductCard({ product }: { product: Product }) {
  const [editing, setEditing] = useState(false);
  return (
    <Card
      title={product.components.length > 0 ? "Bundle" : "Product"}
      actions={
        <IconButton
          label="Edit product"
          icon={<Pencil aria-hidden className="size-4" />}
          onClick={() => setEditing(true)}
        />
      }
    >
      <Facts>
        <Fact name="Title">{product.title}</Fact>
        <Fact name="Barcode">{product.barcode ?? "none"}</Fact>
        {product.components.length > 0 && (
          <>
            <Fact name="Made of">
              <ul>
                {product.components.map((part) => (
                  <li key={part.sku}>
                    {formatNumber(part.quantity)} ×{" "}
                    <Link
                      className="font-mono text-[13px] text-accent-ink hover:underline"
                      to={`/inventory/item?sku=${encodeURIComponent(part.sku)}`}
                    >
                      {part.sku}
                    </Link>
                  </li>
                ))}
              </ul>
            </Fact>
            <Fact name="Can be promised">{formatNumber(product.available)} bundles</Fact>
          </>
        )}
      </Facts>
      {editing && <EditProduct product={product} onClose={() => setEditing(false)} />}
    </Card>
  );
}

interface Entered {
  title: string;
  barcode: string;
  components: { sku: string; quantity: number }[];
}

function EditProduct({ product, onClose }: { product: Product; onClose: () => void }) {
  const queries = useQueryClient();
  const {
    register,
    handleSubmit,
    control,
    formState: { errors },
  } = useForm<Entered>({
    defaultValues: {
      title: product.title,
      barcode: product.barcode ?? "",
      components: product.components.map(({ sku, quantity }) => ({ sku, quantity })),
    },
  });
  const parts = useFieldArray({ control, name: "components" });
  const save = useMutation({
    mutationFn: ({ title, barcode, components }: Entered) =>
      ask(
        api.PUT("/api/v1/products/{sku}", {
          params: { path: { sku: product.sku } },
          body: {
            title: title.trim() || product.sku,
            ...(barcode.trim() ? { barcode: barcode.trim() } : {}),
            components: components.map((part) => ({ sku: part.sku.trim(), quantity: part.quantity })),
          },
        }),
      ),
    onSuccess: () => {
      for (const key of ["inventory", "orders"]) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
      toast.good("Saved. Open orders follow at once.");
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title={`Edit ${product.sku}`}>
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => save.mutate(entered))}>
        <TextField label="Title" {...register("title")} />
        <TextField
          label="Barcode"
          optional
          help="Finds the channel's item where SKUs differ."
          autoComplete="off"
          {...register("barcode")}
        />
        <fieldset>
          <legend className="text-sm font-medium">Bundle</legend>
          <p className="mb-2 text-[13px] text-ink-soft">
            A bundle is sold under its own SKU and made of other products; it has no stock itself.
          </p>
          <ul className="flex flex-col gap-2">
            {parts.fields.map((field, index) => (
              <li key={field.id} className="flex items-start gap-2">
                <div className="grow">
                  <TextField
                    label={`Part ${index + 1}`}
                    placeholder="SKU"
                    spellCheck={false}
                    error={errors.components?.[index]?.sku?.message}
                    {...register(`components.${index}.sku`, {
                      validate: (text) => text.trim() !== "" || "Enter the part's SKU.",
                    })}
                  />
                </div>
                <div className="w-24">
                  <TextField
                    label="Units"
                    type="number"
                    min={1}
                    error={errors.components?.[index]?.quantity?.message}
                    {...register(`components.${index}.quantity`, {
                      valueAsNumber: true,
                      validate: (units) => (Number.isInteger(units) && units >= 1) || "At least 1.",
                    })}
                  />
                </div>
                <IconButton
                  label={`Remove part ${index + 1}`}
                  icon={<X aria-hidden className="size-4" />}
                  className="mt-6"
                  onClick={() => parts.remove(index)}
                />
              </li>
            ))}
          </ul>
          <Button
            look="quiet"
            icon={<Plus aria-hidden className="size-4" />}
            onClick={() => parts.append({ sku: "", quantity: 1 })}
          >
            Add a part
          </Button>
        </fieldset>
        <Refusal error={save.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={save.isPending}>
            Save
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** The names under which channels sell the product, besides its own SKU. */
export function ProductNames({ sku }: { sku: string }) {
  const [adding, setAdding] = useState(false);
  const queries = useQueryClient();
  const names = useChannelNames();
  const mappings = useQuery({
    queryKey: ["mappings", "product", sku],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/products/{sku}/mappings", { params: { path: { sku } }, signal })),
    retry: false,
  }).data?.items;
  const forget = useMutation({
    mutationFn: (item: Schemas["MappingBodyShown"]) =>
      ask(
        api.DELETE("/api/v1/products/{sku}/mappings", {
          params: {
            path: { sku },
            query: {
              connectionId: item.connectionId,
              ...(item.channelSku ? { channelSku: item.channelSku } : {}),
              ...(item.productId ? { productId: item.productId } : {}),
              ...(item.title ? { title: item.title } : {}),
            },
          },
        }),
      ),
    onSuccess: () => {
      for (const key of ["mappings", "orders", "connections"]) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
    },
    onError: toast.bad,
  });
  if (!mappings) {
    return null;
  }
  return (
    <Card
      title="Other names in channels"
      actions={
        <Button look="quiet" icon={<Link2 aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
          Map a name
        </Button>
      }
    >
      {mappings.length === 0 ? (
        <p className="text-sm text-ink-soft">
          Channels that sell it as <code className="font-mono">{sku}</code> need nothing. Map the name of those that
          call it otherwise.
        </p>
      ) : (
        <ul className="flex flex-col divide-y divide-line text-sm">
          {mappings.map((item) => {
            const name = item.channelSku ?? item.productId ?? item.title ?? "";
            return (
              <li key={item.connectionId + name} className="flex items-center justify-between gap-3 py-1.5">
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <code className="font-mono text-[13px]">{name}</code>{" "}
                  <Badge>{names.get(item.connectionId) ?? "a channel"}</Badge>
                </span>
                <IconButton
                  label={`Forget ${name}`}
                  icon={<X aria-hidden className="size-4" />}
                  onClick={() => forget.mutate(item)}
                />
              </li>
            );
          })}
        </ul>
      )}
      {adding && <AddName sku={sku} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function AddName({ sku, onClose }: { sku: string; onClose: () => void }) {
  const queries = useQueryClient();
  const connections = useConnections().data?.items ?? [];
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({ defaultValues: { connectionId: connections[0]?.id ?? "", channelSku: "" } });
  const add = useMutation({
    mutationFn: (entered: { connectionId: string; channelSku: string }) =>
      ask(
        api.PUT("/api/v1/products/{sku}/mappings", {
          params: { path: { sku } },
          body: { connectionId: entered.connectionId, channelSku: entered.channelSku.trim() },
        }),
      ),
    onSuccess: () => {
      for (const key of ["mappings", "orders", "connections"]) {
        void queries.invalidateQueries({ queryKey: [key] });
      }
      toast.good("Mapped. Orders that waited for it go on.");
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title="Map a channel's name">
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => add.mutate(entered))}>
        <Select label="Channel" {...register("connectionId")}>
          {connections.map((connection) => (
            <option key={connection.id} value={connection.id}>
              {connection.name}
            </option>
          ))}
        </Select>
        <TextField
          label="SKU in the channel"
          autoComplete="off"
          spellCheck={false}
          error={errors.channelSku?.message}
          {...register("channelSku", { validate: (text) => text.trim() !== "" || "Enter the channel's SKU." })}
        />
        <Refusal error={add.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={add.isPending}>
            Map
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
