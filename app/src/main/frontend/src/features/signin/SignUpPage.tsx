import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { Link, useNavigate } from "react-router";
import { z } from "zod/mini";
import { api, ask } from "@/api/client";
import { session } from "@/api/session";
import { Button } from "@/ui/Button";
import { TextField } from "@/ui/Field";
import { Refusal } from "@/ui/States";
import { EntryPage } from "./EntryPage";
import { useOptions } from "./options";
import { NewPassword, PASSWORD_HELP } from "./password";

const Entered = z.object({
  name: z.string().check(
    z.refine((text) => text.trim() !== "", "Enter your business's name."),
    z.maxLength(100, "Use at most 100 characters."),
  ),
  email: z.email("Enter an e-mail address, like anna@example.com."),
  password: NewPassword,
});

export function SignUpPage() {
  const navigate = useNavigate();
  const options = useOptions();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm({ resolver: zodResolver(Entered), defaultValues: { name: "", email: "", password: "" } });
  const signUp = useMutation({
    mutationFn: async (entered: z.infer<typeof Entered>) => {
      await ask(api.POST("/api/v1/signup", { body: entered }));
      await session.signIn(entered.email, entered.password);
    },
    onSuccess: () => navigate("/start", { replace: true }),
  });
  return (
    <EntryPage
      title="Make an account"
      foot={
        <p>
          You have one?{" "}
          <Link className="text-accent-ink underline" to="/sign-in">
            Sign in
          </Link>
        </p>
      }
    >
      {options && !options.signUp ? (
        <p className="text-sm">
          Accounts are given by the person who runs this installation. Ask there, or ask a colleague to invite you under
          Settings, Users.
        </p>
      ) : (
        <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => signUp.mutate(entered))}>
          <Refusal error={signUp.error} />
          <TextField
            label="Name of your business"
            autoComplete="organization"
            autoFocus
            error={errors.name?.message}
            {...register("name")}
          />
          <TextField
            label="E-mail address"
            type="email"
            autoComplete="username"
            error={errors.email?.message}
            {...register("email")}
          />
          <TextField
            label="Password"
            type="password"
            autoComplete="new-password"
            help={PASSWORD_HELP}
            error={errors.password?.message}
            {...register("password")}
          />
          <Button type="submit" look="primary" busy={signUp.isPending} className="min-h-10">
            Make account
          </Button>
        </form>
      )}
    </EntryPage>
  );
}
