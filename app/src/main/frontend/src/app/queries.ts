import { QueryClient } from "@tanstack/react-query";
import { problemOf } from "@/api/problem";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (count, error) => count < 2 && problemOf(error).mayPass,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
