import { createBrowserRouter, type RouteObject } from "react-router";
import { CrashPage } from "./CrashPage";
import { HomePage } from "./HomePage";
import { NotFoundPage } from "./NotFoundPage";
import { Shell } from "./Shell";
import { SignedIn } from "./SignedIn";

/** Each screen is loaded when it is opened first. The first part of each path stands in pages.json too. */
export const routes: RouteObject[] = [
  {
    path: "sign-in",
    lazy: async () => ({ Component: (await import("@/features/signin/SignInPage")).SignInPage }),
  },
  {
    path: "sign-up",
    lazy: async () => ({ Component: (await import("@/features/signin/SignUpPage")).SignUpPage }),
  },
  {
    path: "forgot-password",
    lazy: async () => ({ Component: (await import("@/features/signin/ForgotPasswordPage")).ForgotPasswordPage }),
  },
  {
    path: "reset-password",
    lazy: async () => ({ Component: (await import("@/features/signin/ResetPasswordPage")).ResetPasswordPage }),
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
              { index: true, Component: HomePage },
              {
                path: "start",
                lazy: async () => ({ Component: (await import("@/features/start/StartPage")).StartPage }),
              },
              {
                path: "orders",
                lazy: async () => ({ Component: (await import("@/features/orders/OrdersPage")).OrdersPage }),
              },
              {
                path: "orders/:id",
                lazy: async () => ({ Component: (await import("@/features/orders/OrderPage")).OrderPage }),
              },
              {
                path: "inventory",
                lazy: async () => ({ Component: (await import("@/features/inventory/InventoryPage")).InventoryPage }),
              },
              {
                path: "inventory/item",
                lazy: async () => ({ Component: (await import("@/features/inventory/ItemPage")).ItemPage }),
              },
              {
                path: "inventory/low",
                lazy: async () => ({ Component: (await import("@/features/inventory/LowStockPage")).LowStockPage }),
              },
              {
                path: "inventory/import",
                lazy: async () => ({ Component: (await import("@/features/inventory/ImportPage")).ImportPage }),
              },
              {
                path: "inventory/locations",
                lazy: async () => ({ Component: (await import("@/features/inventory/LocationsPage")).LocationsPage }),
              },
              {
                path: "channels",
                lazy: async () => ({ Component: (await import("@/features/channels/ChannelsPage")).ChannelsPage }),
              },
              {
                path: "channels/connect/:platform",
                lazy: async () => ({ Component: (await import("@/features/channels/ConnectPage")).ConnectPage }),
              },
              {
                path: "channels/:id",
                lazy: async () => ({ Component: (await import("@/features/channels/ChannelPage")).ChannelPage }),
              },
              {
                path: "desk",
                lazy: async () => ({ Component: (await import("@/features/problems/ProblemsPage")).ProblemsPage }),
              },
              {
                path: "desk/:id",
                lazy: async () => ({ Component: (await import("@/features/problems/ProblemPage")).ProblemPage }),
              },
              {
                path: "flow",
                lazy: async () => ({ Component: (await import("@/features/flow/FlowPage")).FlowPage }),
              },
              {
                path: "settings/webhooks/:id",
                lazy: async () => ({ Component: (await import("@/features/settings/WebhookPage")).WebhookPage }),
              },
              {
                path: "channels/:id/mapper",
                lazy: async () => ({ Component: (await import("@/features/channels/MapperPage")).MapperPage }),
              },
              {
                path: "settings",
                lazy: async () => ({ Component: (await import("@/features/settings/SettingsPage")).SettingsPage }),
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
