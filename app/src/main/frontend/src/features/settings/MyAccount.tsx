import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useNavigate } from "react-router";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { session } from "@/api/session";
import { useMe } from "@/app/session";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Fact, Facts } from "@/ui/Facts";
import { TextField } from "@/ui/Field";
import { Card } from "@/ui/Page";
import { LoadingRows, Refusal } from "@/ui/States";
import { NewPassword, PASSWORD_HELP } from "../signin/password";
import { OneTimePasswords } from "./OneTimePasswords";
import { ROLES } from "./roles";

export function MyAccount() {
  const me = useMe().data;
  if (!me) {
    return (
      <Card flush>
        <LoadingRows rows={3} />
      </Card>
    );
  }
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Card title="Account">
        <Facts>
          <Fact name="E-mail address">{me.name}</Fact>
          <Fact name="Business">{me.merchant.name}</Fact>
          <Fact name="Role">
            {ROLES[me.role].label}: {ROLES[me.role].may}
          </Fact>
        </Facts>
        <SignOutEverywhere />
      </Card>
      <OneTimePasswords on={me.oneTimePasswords} />
      <ChangePassword />
    </div>
  );
}

const Entered = z.object({
  currentPassword: z.string().check(z.minLength(1, "Enter your present password.")),
  password: NewPassword,
});

function ChangePassword() {
  const navigate = useNavigate();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({ resolver: zodResolver(Entered), defaultValues: { currentPassword: "", password: "" } });
  const change = useMutation({
    mutationFn: (entered: z.infer<typeof Entered>) => ask(api.POST("/api/v1/me/password", { body: entered })),
    onSuccess: async () => {
      await session.signOut();
      void navigate("/sign-in", { state: { told: "Your password is changed. Sign in with the new one." } });
    },
  });
  return (
    <Card title="Password">
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => change.mutate(entered))}>
        <TextField
          label="Present password"
          type="password"
          autoComplete="current-password"
          error={errors.currentPassword?.message}
          {...register("currentPassword")}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          help={PASSWORD_HELP}
          error={errors.password?.message}
          {...register("password")}
        />
        <Refusal error={change.error} />
        <div>
          <Button type="submit" busy={change.isPending}>
            Change password
          </Button>
        </div>
        <p className="text-[13px] text-ink-soft">It ends all your sessions, this one too.</p>
      </form>
    </Card>
  );
}

function SignOutEverywhere() {
  const [asking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/me/sessions")),
    onSuccess: () => session.signOut(),
  });
  return (
    <div className="mt-4">
      <Button onClick={() => setAsking(true)}>Sign out everywhere</Button>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Sign out everywhere?"
        action="Sign out everywhere"
        busy={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate()}
      >
        <p>All your sessions on all devices end within fifteen minutes, this one at once.</p>
      </ConfirmDialog>
    </div>
  );
}
