import { Activity, Boxes, type LucideIcon, Plug, Rocket, Settings, ShoppingBag, TriangleAlert } from "lucide-react";
import { Suspense, useEffect, useRef } from "react";
import { NavLink, Outlet, useLocation, useNavigation } from "react-router";
import { cx } from "@/ui/cx";
import { AccountMenu } from "./AccountMenu";
import { Logo } from "./Logo";
import { useOpenProblems } from "./openProblems";

interface Place {
  to: string;
  label: string;
  icon: LucideIcon;
}

const PLACES: Place[] = [
  { to: "/start", label: "Get started", icon: Rocket },
  { to: "/orders", label: "Orders", icon: ShoppingBag },
  { to: "/inventory", label: "Inventory", icon: Boxes },
  { to: "/channels", label: "Channels", icon: Plug },
  { to: "/desk", label: "Problems", icon: TriangleAlert },
  { to: "/flow", label: "Flow", icon: Activity },
  { to: "/settings", label: "Settings", icon: Settings },
];

/** Where one is, where one can go, and how much needs a person. */
export function Shell() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const first = useRef(true);

  // a new page starts at its top, and the keyboard with it
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what makes it a new page
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return (
    <div className="min-h-dvh md:grid md:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-2 text-sm font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <SideBar />
      <div className="flex min-w-0 flex-col max-md:pb-16">
        <TopBar />
        <Progress />
        <main ref={main} id="main" tabIndex={-1} className="min-w-0 grow outline-none">
          <Suspense>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <BottomBar />
    </div>
  );
}

function SideBar() {
  return (
    <header className="sticky top-0 hidden h-dvh flex-col gap-4 border-r border-line bg-surface p-3 md:flex">
      <div className="px-2 pt-1.5">
        <Logo />
      </div>
      <nav aria-label="Main" className="grow">
        <ul className="flex flex-col gap-0.5">
          {PLACES.map((place) => (
            <li key={place.to}>
              <SideLink place={place} />
            </li>
          ))}
        </ul>
      </nav>
      <AccountMenu />
    </header>
  );
}

function SideLink({ place }: { place: Place }) {
  const Icon = place.icon;
  return (
    <NavLink
      to={place.to}
      className={({ isActive }) =>
        cx(
          "flex min-h-9 items-center gap-2.5 rounded-md px-2 text-sm font-medium transition-colors",
          isActive ? "bg-accent-soft text-accent-ink" : "text-ink-soft hover:bg-sunken hover:text-ink",
        )
      }
    >
      <Icon aria-hidden className="size-4.5 stroke-[1.8]" />
      <span className="grow">{place.label}</span>
      {place.to === "/desk" && <ProblemCount />}
    </NavLink>
  );
}

function TopBar() {
  return (
    <header className="sticky top-0 z-20 flex h-13 items-center justify-between gap-2 border-b border-line bg-surface px-4 md:hidden">
      <Logo />
      <AccountMenu compact />
    </header>
  );
}

/** On a phone: within reach of the thumb. Flow and settings are in the account's menu there. */
function BottomBar() {
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-5">
        {PLACES.slice(0, 5).map((place) => {
          const Icon = place.icon;
          return (
            <li key={place.to}>
              <NavLink
                to={place.to}
                className={({ isActive }) =>
                  cx(
                    "relative flex h-15 flex-col items-center justify-center gap-1 text-[11px] font-medium",
                    isActive ? "text-accent-ink" : "text-ink-soft",
                  )
                }
              >
                <Icon aria-hidden className="size-5 stroke-[1.8]" />
                {place.to === "/start" ? "Start" : place.label}
                {place.to === "/desk" && (
                  <span className="absolute top-1.5 left-1/2 ml-1.5">
                    <ProblemCount />
                  </span>
                )}
              </NavLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function ProblemCount() {
  const open = useOpenProblems();
  if (!open || open.all === "0") {
    return null;
  }
  return (
    <span className="inline-flex min-w-5 items-center justify-center rounded-full bg-bad px-1.5 py-px text-[11px] font-semibold text-surface">
      {open.all}
      <span className="sr-only"> open</span>
    </span>
  );
}

/** A page's file is on its way. */
function Progress() {
  const loading = useNavigation().state === "loading";
  return (
    <div aria-hidden className="h-0">
      {loading && <div className="h-0.5 w-full animate-pulse bg-accent" />}
    </div>
  );
}
