import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Card } from "@/ui/Page";
import { Refusal } from "@/ui/States";
import { toast } from "@/ui/Toast";

const Entered = z.object({ units: z.string().check(z.regex(/^\d{0,6}$/, "Enter a whole number.")) });

/** At how many units the product counts as low. */
export function ReorderPoint({ sku }: { sku: string }) {
  const point = useQuery({
    queryKey: ["reorder-points", "one", sku],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/reorder-points/{sku}", { params: { path: { sku } }, signal })),
  });
  if (!point.data) {
    return null;
  }
  return <Form key={String(point.data.units)} sku={sku} units={point.data.units} />;
}

function Form({ sku, units }: { sku: string; units: number | null }) {
  const queries = useQueryClient();
  const {
    register,
    handleSubmit,
    formState: { errors, isDirty },
  } = useForm({ resolver: zodResolver(Entered), defaultValues: { units: units === null ? "" : String(units) } });
  const path = { params: { path: { sku } } };
  const save = useMutation({
    mutationFn: ({ units: wanted }: z.infer<typeof Entered>) =>
      wanted === ""
        ? ask(api.DELETE("/api/v1/reorder-points/{sku}", path))
        : ask(api.PUT("/api/v1/reorder-points/{sku}", { ...path, body: { units: Number(wanted) } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["reorder-points"] });
      toast.good("Saved.");
    },
  });
  return (
    <Card title="Reorder point">
      <form
        noValidate
        className="flex flex-wrap items-start gap-3"
        onSubmit={handleSubmit((entered) => save.mutate(entered))}
      >
        <div className="w-full max-w-md">
          <TextField
            label="Low at"
            optional
            inputMode="numeric"
            help="When no more units than this are available, the product stands in the low-stock list."
            error={errors.units?.message}
            {...register("units")}
          />
        </div>
        <Button type="submit" busy={save.isPending} disabled={!isDirty} className="mt-6">
          Save
        </Button>
        <Refusal error={save.error} />
      </form>
    </Card>
  );
}
