import { useQuery } from "@tanstack/react-query";
import { Navigate } from "react-router";
import { api, ask } from "@/api/client";
import { LoadingRows } from "@/ui/States";

/** Who has just begun is led to what comes next; all others to their orders. */
export function HomePage() {
  const progress = useQuery({
    queryKey: ["onboarding"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/onboarding", { signal })),
  });
  if (progress.isPending) {
    return <LoadingRows rows={4} />;
  }
  return <Navigate to={progress.data && !progress.data.done ? "/start" : "/orders"} replace />;
}
