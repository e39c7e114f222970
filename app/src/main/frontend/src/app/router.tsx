import { createBrowserRouter, Navigate, type RouteObject } from "react-router";
import { CrashPage } from "./CrashPage";
import { NotFoundPage } from "./NotFoundPage";
import { Shell } from "./Shell";
import { SignedIn } from "./SignedIn";

/** Each screen is loaded when it is opened first. The first part of each path stands in pages.json too. */
const routes: RouteObject[] = [
  {
    path: "sign-in",
    lazy: async () => ({ Component: (await import("@/features/signin/SignInPage")).SignInPage }),
  },
  {
    Component: SignedIn,
    children: [
      {
        Component: Shell,
        children: [
          {
            // so that a broken screen leaves the navigation standing
            ErrorBoundary: CrashPage,
            children: [
              { index: true, element: <Navigate to="/orders" replace /> },
              {
                path: "orders",
                lazy: async () => ({ Component: (await import("@/features/orders/OrdersPage")).OrdersPage }),
              },
              { path: "*", Component: NotFoundPage },
            ],
          },
        ],
      },
    ],
  },
];

export const router = createBrowserRouter([
  { ErrorBoundary: CrashPage, HydrateFallback: () => null, children: routes },
]);
