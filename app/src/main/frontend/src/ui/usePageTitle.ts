import { useEffect } from "react";

/** The tab's title; screen readers say it when a page opens. */
export function usePageTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · Quayside`;
  }, [title]);
}
