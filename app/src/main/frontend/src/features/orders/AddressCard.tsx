import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { problemOf } from "@/api/problem";
import { Button, IconButton } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { Card } from "@/ui/Page";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";
import type { Order } from "./words";

type Address = NonNullable<Order["shippingAddress"]>;

const PARTS: { name: keyof Address; label: string; autoComplete: string; half?: boolean }[] = [
  { name: "name", label: "Name", autoComplete: "off" },
  { name: "company", label: "Company", autoComplete: "off" },
  { name: "line1", label: "Street and number", autoComplete: "off" },
  { name: "line2", label: "Addition", autoComplete: "off" },
  { name: "postalCode", label: "Postal code", autoComplete: "off", half: true },
  { name: "city", label: "City", autoComplete: "off", half: true },
  { name: "region", label: "State or region", autoComplete: "off", half: true },
  { name: "countryCode", label: "Country", autoComplete: "off", half: true },
  { name: "phone", label: "Phone", autoComplete: "off" },
];

const Entered = z.object({
  name: z.string(),
  company: z.string(),
  line1: z.string().check(z.refine((text) => text.trim() !== "", "Enter the street and number.")),
  line2: z.string(),
  postalCode: z.string(),
  city: z.string().check(z.refine((text) => text.trim() !== "", "Enter the city.")),
  region: z.string(),
  countryCode: z.string().check(z.regex(/^[A-Z]{2}$/, "Two capital letters, like DE or US.")),
  phone: z.string(),
});

export function AddressCard({ order }: { order: Order }) {
  const [editing, setEditing] = useState(false);
  const open = !["SHIPPED", "DELIVERED", "CANCELLED", "CLOSED"].includes(order.status);
  return (
    <Card
      title="Ship to"
      actions={
        open && (
          <IconButton
            label="Edit address"
            icon={<Pencil aria-hidden className="size-4" />}
            onClick={() => setEditing(true)}
          />
        )
      }
    >
      {order.shippingAddress ? (
        <Lines address={order.shippingAddress} />
      ) : (
        <p className="text-sm text-ink-soft">There is no address. Add one here or in the channel before you ship.</p>
      )}
      {order.billingAddress && !same(order.billingAddress, order.shippingAddress) && (
        <>
          <h3 className="mt-3 mb-1 text-[13px] font-medium text-ink-soft">Bill to</h3>
          <Lines address={order.billingAddress} />
        </>
      )}
      {editing && <EditAddress order={order} onClose={() => setEditing(false)} />}
    </Card>
  );
}

function Lines({ address }: { address: Address }) {
  const place = [address.postalCode, address.city, address.region].filter(Boolean).join(" ");
  return (
    <address className="flex flex-col text-sm not-italic [overflow-wrap:anywhere]">
      {[address.name, address.company, address.line1, address.line2, place, country(address.countryCode), address.phone]
        .filter(Boolean)
        .map((line) => (
          <span key={line}>{line}</span>
        ))}
    </address>
  );
}

const regions = new Intl.DisplayNames(typeof navigator === "undefined" ? "en" : navigator.language, { type: "region" });

function country(code: string | null): string | null {
  try {
    return code ? (regions.of(code) ?? code) : null;
  } catch {
    return code;
  }
}

function same(one: Address, other: Address | null): boolean {
  return other !== null && PARTS.every(({ name }) => one[name] === other[name]);
}

function EditAddress({ order, onClose }: { order: Order; onClose: () => void }) {
  const queries = useQueryClient();
  const start = Object.fromEntries(PARTS.map(({ name }) => [name, order.shippingAddress?.[name] ?? ""])) as z.infer<
    typeof Entered
  >;
  const { register, handleSubmit, formState } = useForm({ resolver: zodResolver(Entered), defaultValues: start });
  const save = useMutation({
    mutationFn: (entered: z.infer<typeof Entered>) =>
      ask(
        api.PUT("/api/v1/orders/{id}", {
          params: { path: { id: order.id } },
          body: {
            version: order.version,
            shippingAddress: Object.fromEntries(
              Object.entries(entered).map(([name, value]) => [name, value.trim() === "" ? null : value.trim()]),
            ),
          },
        }),
      ),
    onSuccess: (changed) => {
      queries.setQueryData(["orders", "one", order.id], changed);
      toast.good("The address was changed.");
      onClose();
    },
    onError: (error) => {
      if (problemOf(error).type === "stale-version") {
        void queries.invalidateQueries({ queryKey: ["orders", "one", order.id] });
      }
    },
  });
  return (
    <Dialog open onClose={onClose} title="Edit address">
      <form noValidate onSubmit={handleSubmit((entered) => save.mutate(entered))}>
        <div className="grid grid-cols-2 gap-3">
          {PARTS.map(({ name, label, autoComplete, half }) => (
            <div key={name} className={half ? "col-span-2 sm:col-span-1" : "col-span-2"}>
              <TextField
                label={label}
                autoComplete={autoComplete}
                error={formState.errors[name]?.message}
                {...register(name)}
              />
            </div>
          ))}
          <div className="col-span-2">
            <Refusal error={save.error} />
          </div>
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={save.isPending}>
            Save address
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
