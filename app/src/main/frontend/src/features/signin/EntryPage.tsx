import type { ReactNode } from "react";
import { Logo } from "@/app/Logo";
import { usePageTitle } from "@/ui/usePageTitle";

/** The frame of the pages before the sign-in. */
export function EntryPage({ title, children, foot }: { title: string; children: ReactNode; foot?: ReactNode }) {
  usePageTitle(title);
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="flex w-full max-w-sm flex-col gap-6">
        <div className="flex justify-center">
          <Logo />
        </div>
        <div className="rounded-xl border border-line bg-surface p-6 shadow-sm">
          <h1 className="mb-4 text-lg font-semibold tracking-tight">{title}</h1>
          {children}
        </div>
        {foot && <div className="text-center text-sm text-ink-soft">{foot}</div>}
      </div>
    </main>
  );
}
