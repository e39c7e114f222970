import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { problemOf } from "@/api/problem";
import { IconButton } from "./Button";
import { cx } from "./cx";

interface Note {
  id: number;
  tone: "good" | "bad";
  text: string;
}

const SHOWN_MS = 6_000;
let notes: Note[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function change(next: Note[]) {
  notes = next;
  for (const listener of listeners) {
    listener();
  }
}

function add(tone: Note["tone"], text: string) {
  change([...notes.slice(-2), { id: nextId++, tone, text }]);
}

export const toast = {
  good: (text: string) => add("good", text),
  bad: (error: unknown) => {
    const problem = problemOf(error);
    add("bad", problem.message === problem.title ? problem.title : `${problem.title}: ${problem.message}`);
  },
};

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notes,
  );
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-20 z-50 flex flex-col items-center gap-2 sm:inset-x-auto sm:right-4 sm:bottom-4 sm:items-end"
    >
      {shown.map((note) => (
        <Toast key={note.id} note={note} />
      ))}
    </section>
  );
}

function Toast({ note }: { note: Note }) {
  const close = () => change(notes.filter((other) => other.id !== note.id));
  useEffect(() => {
    if (note.tone === "good") {
      const timer = setTimeout(() => change(notes.filter((other) => other.id !== note.id)), SHOWN_MS);
      return () => clearTimeout(timer);
    }
  }, [note]);
  const Icon = note.tone === "good" ? CircleCheck : CircleAlert;
  return (
    <div className="pointer-events-auto flex max-w-md items-center gap-2.5 rounded-lg border border-line bg-surface py-1 pr-1 pl-3 text-sm shadow-lg">
      <Icon aria-hidden className={cx("size-4.5 shrink-0", note.tone === "good" ? "text-good" : "text-bad")} />
      <p className="py-1.5">{note.text}</p>
      <IconButton label="Close notice" icon={<X aria-hidden className="size-4" />} onClick={close} />
    </div>
  );
}
