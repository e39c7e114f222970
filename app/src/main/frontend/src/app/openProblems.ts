import { useQuery } from "@tanstack/react-query";
import { api, ask, type Schemas } from "@/api/client";
import { formatNumber } from "@/ui/format";

type Count = Schemas["OrderSummaryCount"];

export function useSummary() {
  return useQuery({
    queryKey: ["orders", "summary"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/orders/summary", { signal })),
    refetchInterval: 30_000,
    staleTime: 15_000,
  }).data;
}

/** What waits for a person; nothing while it is not known. */
export function useOpenProblems() {
  const summary = useSummary();
  if (!summary) {
    return null;
  }
  const { openDeadLetters, openReviews } = summary;
  return {
    messages: text(openDeadLetters),
    reviews: text(openReviews),
    all: text({
      count: openDeadLetters.count + openReviews.count,
      atLeast: openDeadLetters.atLeast || openReviews.atLeast,
    }),
  };
}

function text({ count, atLeast }: Count): string {
  return atLeast ? `${formatNumber(count)}+` : formatNumber(count);
}
