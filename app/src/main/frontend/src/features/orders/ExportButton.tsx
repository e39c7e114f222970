import { Menu, MenuButton, MenuItem, MenuItems } from "@headlessui/react";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { askRaw } from "@/api/client";
import { Problem } from "@/api/problem";
import { Spinner } from "@/ui/Spinner";
import { saveAs } from "@/ui/saveAs";
import { toast } from "@/ui/Toast";
import type { OrderFilter } from "./filter";

const WHAT = [
  ["orders", "Orders, one a line"],
  ["order-lines", "Order lines, one a line"],
] as const;

/** The orders that the list shows, as a file for a spreadsheet. */
export function ExportButton({ filter }: { filter: OrderFilter }) {
  const download = useMutation({
    mutationFn: async (what: string) => {
      const query = new URLSearchParams({ format: "csv" });
      for (const [name, value] of Object.entries(filter)) {
        for (const one of [value].flat()) {
          query.append(name, one);
        }
      }
      const response = await askRaw(`/api/v1/export/${what}?${query}`);
      if (!response.ok) {
        throw Problem.of(response.status, await response.json().catch(() => null));
      }
      saveAs(await response.blob(), `${what}-${new Date().toISOString().slice(0, 10)}.csv`);
    },
    onError: toast.bad,
  });
  return (
    <Menu as="div" className="relative">
      <MenuButton
        disabled={download.isPending}
        className="inline-flex min-h-9 items-center gap-1.5 rounded-md border border-line-strong/60 bg-surface px-3 text-sm font-medium hover:bg-sunken max-sm:min-h-11"
      >
        {download.isPending ? <Spinner /> : <Download aria-hidden className="size-4" />}
        Export
      </MenuButton>
      <MenuItems
        modal={false}
        className="absolute right-0 z-30 mt-1 w-60 rounded-lg border border-line bg-surface p-1 shadow-lg outline-none"
      >
        {WHAT.map(([what, label]) => (
          <MenuItem key={what}>
            <button
              type="button"
              className="flex min-h-9 w-full items-center rounded-md px-2 text-left text-sm data-focus:bg-sunken max-sm:min-h-11"
              onClick={() => download.mutate(what)}
            >
              {label} (CSV)
            </button>
          </MenuItem>
        ))}
      </MenuItems>
    </Menu>
  );
}
