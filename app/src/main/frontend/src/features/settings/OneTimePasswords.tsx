import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { encode } from "uqr";
import { z } from "zod/mini";
import { api, ask, type Schemas } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Copyable } from "@/ui/CopyButton";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { TextField } from "@/ui/Field";
import { Card } from "@/ui/Page";
import { Refusal } from "@/ui/States";
import { saveAs } from "@/ui/saveAs";
import { toast } from "@/ui/Toast";

type Setup = Schemas["MeOtpSetup"];

/** A code of the authenticator app with each sign-in. */
export function OneTimePasswords({ on }: { on: boolean }) {
  const [removing, setRemoving] = useState(false);
  const begin = useMutation({
    mutationFn: () => ask(api.POST("/api/v1/me/otp")),
    onError: toast.bad,
  });
  return (
    <Card title="One-time passwords" actions={<Badge tone={on ? "good" : "neutral"}>{on ? "On" : "Off"}</Badge>}>
      <p className="mb-3 text-sm text-ink-soft">
        {on
          ? "Each sign-in asks for a code of your authenticator app."
          : "With them, a stolen password alone opens nothing: each sign-in asks for a code of an app on your phone."}
      </p>
      {on ? (
        <Button look="danger" onClick={() => setRemoving(true)}>
          Switch off
        </Button>
      ) : (
        <Button look="primary" busy={begin.isPending} onClick={() => begin.mutate()}>
          Set up
        </Button>
      )}
      {begin.data && <SetUp setup={begin.data} onClose={() => begin.reset()} />}
      {removing && <Remove onClose={() => setRemoving(false)} />}
    </Card>
  );
}

const Code = z.object({ code: z.string().check(z.regex(/^\s*\d{3}\s*\d{3}\s*$/, "Enter the six digits.")) });

function SetUp({ setup, onClose }: { setup: Setup; onClose: () => void }) {
  const queries = useQueryClient();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({ resolver: zodResolver(Code), defaultValues: { code: "" } });
  const confirm = useMutation({
    mutationFn: ({ code }: z.infer<typeof Code>) =>
      ask(api.POST("/api/v1/me/otp/confirm", { body: { code: code.replace(/\s/g, "") } })),
  });
  function done() {
    void queries.invalidateQueries({ queryKey: ["me"] });
    onClose();
  }
  if (confirm.data) {
    const codes = confirm.data.recoveryCodes;
    return (
      <Dialog open onClose={done} title="Keep your recovery codes">
        <p className="mb-3 text-sm">
          One-time passwords are on. Each of these codes signs you in once, should you lose your phone. They are not
          shown again.
        </p>
        <ul className="grid grid-cols-2 gap-1 rounded-md bg-sunken p-3 font-mono text-sm">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <DialogActions>
          <Button
            icon={<Download aria-hidden className="size-4" />}
            onClick={() =>
              saveAs(new Blob([`${codes.join("\n")}\n`], { type: "text/plain" }), "quayside-recovery-codes.txt")
            }
          >
            Download
          </Button>
          <Button look="primary" onClick={done}>
            I have kept them
          </Button>
        </DialogActions>
      </Dialog>
    );
  }
  return (
    <Dialog open onClose={onClose} title="Set up one-time passwords">
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => confirm.mutate(entered))}>
        <p className="text-sm">
          Scan this with an authenticator app, such as Aegis, Google Authenticator or 1Password, then enter the code
          that it shows.
        </p>
        <QrCode text={setup.uri} />
        <p className="text-center text-[13px] text-ink-soft">
          or type in <Copyable text={setup.secret} label="Copy the secret" />
        </p>
        <TextField
          label="Code"
          inputMode="numeric"
          autoComplete="one-time-code"
          error={errors.code?.message}
          {...register("code")}
        />
        <Refusal error={confirm.error} />
        <DialogActions>
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" look="primary" busy={confirm.isPending}>
            Switch on
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function QrCode({ text }: { text: string }) {
  const code = encode(text, { border: 2 });
  const path = code.data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return (
    <svg
      role="img"
      aria-label="QR code for the authenticator app"
      viewBox={`0 0 ${code.size} ${code.size}`}
      shapeRendering="crispEdges"
      className="mx-auto size-48 rounded-md bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

const Proof = z.object({ password: z.string().check(z.minLength(1, "Enter your password.")) });

function Remove({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({ resolver: zodResolver(Proof), defaultValues: { password: "" } });
  const remove = useMutation({
    mutationFn: (entered: z.infer<typeof Proof>) => ask(api.POST("/api/v1/me/otp/remove", { body: entered })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["me"] });
      toast.good("One-time passwords are off.");
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} title="Switch one-time passwords off?">
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => remove.mutate(entered))}>
        <p className="text-sm">From then on your password alone signs you in.</p>
        <TextField
          label="Your password"
          type="password"
          autoComplete="current-password"
          error={errors.password?.message}
          {...register("password")}
        />
        <Refusal error={remove.error} />
        <DialogActions>
          <Button onClick={onClose}>Keep them on</Button>
          <Button type="submit" look="danger" busy={remove.isPending}>
            Switch off
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
