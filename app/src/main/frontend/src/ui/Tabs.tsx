import { Tab, TabGroup, TabList, TabPanel, TabPanels } from "@headlessui/react";
import type { ReactNode } from "react";
import { useLocation, useSearchParams } from "react-router";

export interface TabItem {
  key: string;
  label: ReactNode;
  content: () => ReactNode;
}

/** Parts of a page; the address remembers which one is open. */
export function Tabs({ items, label, name = "tab" }: { items: TabItem[]; label: string; name?: string }) {
  const [search, setSearch] = useSearchParams();
  const { state } = useLocation();
  const selected = Math.max(
    0,
    items.findIndex((item) => item.key === search.get(name)),
  );
  return (
    <TabGroup
      selectedIndex={selected}
      onChange={(index) =>
        setSearch(
          (before) => {
            const next = new URLSearchParams(before);
            next.set(name, items[index]?.key ?? "");
            return next;
          },
          { replace: true, preventScrollReset: true, state }, // what is told once stays over a look at another tab
        )
      }
    >
      <TabList aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line">
        {items.map((item) => (
          <Tab
            key={item.key}
            className="-mb-px min-h-10 border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap text-ink-soft hover:text-ink data-selected:border-accent data-selected:text-ink"
          >
            {item.label}
          </Tab>
        ))}
      </TabList>
      <TabPanels className="pt-4">
        {items.map((item) => (
          <TabPanel key={item.key}>{item.content()}</TabPanel>
        ))}
      </TabPanels>
    </TabGroup>
  );
}
