import { useOpenProblems } from "@/app/openProblems";
import { Page } from "@/ui/Page";
import { Tabs } from "@/ui/Tabs";
import { DeadLetters } from "./DeadLetters";
import { Reviews } from "./Reviews";

export function ProblemsPage() {
  const open = useOpenProblems();
  return (
    <Page
      title="Problems"
      lead="What could not be handled by itself. Nothing here is lost: mend it and replay it, or discard it with a reason."
    >
      <Tabs
        label="Kinds of problems"
        items={[
          {
            key: "messages",
            label: <Counted text="Messages" count={open?.messages} />,
            content: () => <DeadLetters />,
          },
          { key: "reviews", label: <Counted text="To decide" count={open?.reviews} />, content: () => <Reviews /> },
        ]}
      />
    </Page>
  );
}

function Counted({ text, count }: { text: string; count: string | undefined }) {
  return (
    <>
      {text}
      {count && count !== "0" && (
        <span className="ml-1.5 rounded-full bg-bad-soft px-1.5 py-px text-xs font-semibold text-bad">{count}</span>
      )}
    </>
  );
}
