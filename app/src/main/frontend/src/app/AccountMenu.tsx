import { Menu, MenuButton, MenuItem, MenuItems, MenuSection } from "@headlessui/react";
import {
  BookOpen,
  Check,
  ChevronsUpDown,
  LogOut,
  Monitor,
  Moon,
  Settings,
  SquareTerminal,
  Sun,
  UserRound,
} from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { api, ask } from "@/api/client";
import { session } from "@/api/session";
import { toast } from "@/ui/Toast";
import { useMe } from "./session";
import { setTheme, type Theme, useTheme } from "./theme";

const THEMES: { value: Theme; label: string; icon: ReactNode }[] = [
  { value: "system", label: "Like the system", icon: <Monitor aria-hidden className="size-4" /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden className="size-4" /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden className="size-4" /> },
];

const ITEM =
  "flex min-h-9 w-full items-center gap-2.5 rounded-md px-2 text-left text-sm text-ink data-focus:bg-sunken max-md:min-h-11";

export function AccountMenu({ compact = false }: { compact?: boolean }) {
  const me = useMe().data;
  const theme = useTheme();
  return (
    <Menu as="div" className="relative">
      {compact ? (
        <MenuButton
          aria-label="Account and settings"
          className="grid size-11 place-items-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink"
        >
          <UserRound aria-hidden className="size-5" />
        </MenuButton>
      ) : (
        <MenuButton className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-sunken">
          <span className="min-w-0 grow">
            <span className="block truncate text-sm font-medium">{me?.merchant.name ?? "Account"}</span>
            <span className="block truncate text-xs text-ink-soft">{me?.name ?? " "}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
        </MenuButton>
      )}
      <MenuItems
        modal={false}
        className={
          "absolute z-30 w-60 rounded-lg border border-line bg-surface p-1 shadow-lg outline-none " +
          (compact ? "top-full right-0 mt-1" : "bottom-full left-0 mb-1")
        }
      >
        {compact && me && (
          <p className="truncate px-2 py-1.5 text-xs text-ink-soft">
            {me.merchant.name} · {me.name}
          </p>
        )}
        {compact && (
          <MenuLink to="/settings" icon={<Settings aria-hidden className="size-4" />}>
            Settings
          </MenuLink>
        )}
        <MenuSection aria-label="Colors">
          {THEMES.map(({ value, label, icon }) => (
            <MenuItem key={value}>
              <button type="button" className={ITEM} aria-pressed={theme === value} onClick={() => setTheme(value)}>
                <span className="text-ink-soft">{icon}</span>
                <span className="grow">{label}</span>
                {theme === value && <Check aria-hidden className="size-4 text-accent-ink" />}
              </button>
            </MenuItem>
          ))}
        </MenuSection>
        <div className="my-1 border-t border-line" />
        {me?.role === "OPERATOR" && (
          <MenuItem>
            <button type="button" className={ITEM} onClick={() => void openConsole()}>
              <SquareTerminal aria-hidden className="size-4 text-ink-soft" />
              Operator's console
            </button>
          </MenuItem>
        )}
        <MenuItem>
          <a href="/docs" className={ITEM} target="_blank" rel="noreferrer">
            <BookOpen aria-hidden className="size-4 text-ink-soft" />
            API documentation
          </a>
        </MenuItem>
        <MenuItem>
          <button type="button" className={ITEM} onClick={() => void session.signOut()}>
            <LogOut aria-hidden className="size-4 text-ink-soft" />
            Sign out
          </button>
        </MenuItem>
      </MenuItems>
    </Menu>
  );
}

/** One sign-in for both: the access token becomes the console's session. */
async function openConsole() {
  try {
    await ask(api.POST("/api/v1/console-session"));
    window.location.assign("/console");
  } catch (refused) {
    toast.bad(refused);
  }
}

function MenuLink({ to, icon, children }: { to: string; icon: ReactNode; children: ReactNode }) {
  return (
    <MenuItem>
      <Link to={to} className={ITEM}>
        <span className="text-ink-soft">{icon}</span>
        {children}
      </Link>
    </MenuItem>
  );
}
