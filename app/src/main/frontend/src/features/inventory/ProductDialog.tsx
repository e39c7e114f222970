import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";

const Entered = z.object({
  sku: z.string().check(z.refine((text) => text.trim() !== "", "Enter the SKU.")),
  title: z.string(),
  barcode: z.string(),
  onHand: z.string().check(z.regex(/^\d{0,7}$/, "Enter a whole number.")),
});
type Entered = z.infer<typeof Entered>;

/** A product by hand, with what is on the shelf. */
export function ProductDialog({ sku = "", onClose }: { sku?: string; onClose: () => void }) {
  const queries = useQueryClient();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm<Entered>({ resolver: zodResolver(Entered), defaultValues: { sku, title: "", barcode: "", onHand: "" } });
  const add = useMutation({
    mutationFn: async (entered: Entered) => {
      const made = await ask(
        api.POST("/api/v1/products", {
          body: {
            sku: entered.sku.trim(),
            ...(entered.title.trim() ? { title: entered.title.trim() } : {}),
            ...(entered.barcode.trim() ? { barcode: entered.barcode.trim() } : {}),
          },
        }),
      );
      if (entered.onHand !== "") {
        await ask(
          api.PUT("/api/v1/inventory/quantity", {
            params: { query: { sku: made.sku } },
            body: { onHand: Number(entered.onHand), reason: "First count" },
          }),
        );
      }
      return made;
    },
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["inventory"] });
      void queries.invalidateQueries({ queryKey: ["orders"] });
      toast.good(`${made.sku} was added. Orders that waited for it go on.`);
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title="Add product">
      <form noValidate onSubmit={handleSubmit((entered) => add.mutate(entered))}>
        <div className="flex flex-col gap-4">
          <TextField
            label="SKU"
            help="As it stands in your shops, letter by letter."
            autoComplete="off"
            spellCheck={false}
            error={errors.sku?.message}
            {...register("sku")}
          />
          <TextField label="Title" optional {...register("title")} />
          <TextField label="Barcode" optional inputMode="numeric" autoComplete="off" {...register("barcode")} />
          <TextField
            label="Units on hand"
            optional
            inputMode="numeric"
            help="Left empty, it starts with none."
            error={errors.onHand?.message}
            {...register("onHand")}
          />
          <Refusal error={add.error} />
        </div>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={add.isPending}>
            Add product
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
