import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserRoundPlus } from "lucide-react";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { z } from "zod/mini";
import { api, ask, type Schemas } from "@/api/client";
import { useMe } from "@/app/session";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Copyable } from "@/ui/CopyButton";
import { Dialog, DialogActions } from "@/ui/Dialog";
import { CONTROL, Select, TextField } from "@/ui/Field";
import { Card } from "@/ui/Page";
import { ErrorState, LoadingRows, Refusal } from "@/ui/States";
import { type Column, Table } from "@/ui/Table";
import { Ago } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { ROLES, type Role } from "./roles";

type User = Schemas["UserResponse"];
type Invitation = Schemas["UserInvitation"];

/** The people who sign in for this business. */
export function Users() {
  const queries = useQueryClient();
  const me = useMe().data;
  const [inviting, setInviting] = useState(false);
  const [removing, setRemoving] = useState<User | null>(null);
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const users = useQuery({
    queryKey: ["users"],
    queryFn: ({ signal }) => ask(api.GET("/api/v1/users", { signal })),
  });
  const changeRole = useMutation({
    mutationFn: ({ user, role }: { user: User; role: Role }) =>
      ask(api.PATCH("/api/v1/users/{id}", { params: { path: { id: user.id } }, body: { role } })),
    onSuccess: (_, { user, role }) => toast.good(`${user.email} is ${ROLES[role].label.toLowerCase()} from now on.`),
    onError: toast.bad,
    onSettled: () => void queries.invalidateQueries({ queryKey: ["users"] }),
  });
  const link = useMutation({
    mutationFn: (user: User) => ask(api.POST("/api/v1/users/{id}/link", { params: { path: { id: user.id } } })),
    onSuccess: setInvitation,
    onError: toast.bad,
  });
  const grantable = (Object.keys(ROLES) as Role[]).filter((role) => role !== "OPERATOR" || me?.role === "OPERATOR");

  const columns: Column<User>[] = [
    {
      header: "E-mail address",
      lead: true,
      cell: (user) => (
        <span className="flex flex-wrap items-center gap-2">
          <span className="[overflow-wrap:anywhere]">{user.email}</span>
          {user.id === me?.id && <Badge tone="info">You</Badge>}
          {user.invited && <Badge tone="warn">Invited</Badge>}
        </span>
      ),
    },
    {
      header: "Role",
      cell: (user) => (
        <select
          aria-label={`Role of ${user.email}`}
          className={CONTROL}
          value={user.role}
          disabled={!grantable.includes(user.role) || changeRole.isPending}
          onChange={(event) => changeRole.mutate({ user, role: event.target.value as Role })}
        >
          {(grantable.includes(user.role) ? grantable : [user.role]).map((role) => (
            <option key={role} value={role}>
              {ROLES[role].label}
            </option>
          ))}
        </select>
      ),
    },
    { header: "One-time passwords", cell: (user) => (user.oneTimePasswords ? <Badge tone="good">On</Badge> : "off") },
    {
      header: "Last sign-in",
      cell: (user) => (
        <span className="text-ink-soft">{user.lastLoginAt ? <Ago time={user.lastLoginAt} /> : "never"}</span>
      ),
    },
    {
      header: "",
      align: "right",
      cell: (user) =>
        user.id !== me?.id && (
          <span className="inline-flex gap-2">
            <Button busy={link.isPending && link.variables?.id === user.id} onClick={() => link.mutate(user)}>
              New link<span className="sr-only"> for {user.email}</span>
            </Button>
            <Button look="danger" onClick={() => setRemoving(user)}>
              Remove<span className="sr-only"> {user.email}</span>
            </Button>
          </span>
        ),
    },
  ];
  return (
    <>
      <Card
        title="People"
        flush
        actions={
          <Button
            look="primary"
            icon={<UserRoundPlus aria-hidden className="size-4" />}
            onClick={() => setInviting(true)}
          >
            Invite somebody
          </Button>
        }
      >
        {users.isPending ? (
          <LoadingRows rows={2} label="Loading people…" />
        ) : users.isError ? (
          <ErrorState what="People" error={users.error} onRetry={() => void users.refetch()} />
        ) : (
          <Table label="People" columns={columns} rows={users.data.items} keyOf={(user) => user.id} />
        )}
      </Card>
      {inviting && (
        <Invite
          roles={grantable}
          onClose={() => setInviting(false)}
          onInvited={(made) => {
            setInviting(false);
            setInvitation(made);
          }}
        />
      )}
      {invitation && <Invited invitation={invitation} onClose={() => setInvitation(null)} />}
      {removing && <RemoveUser user={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

const Entered = z.object({
  email: z.email("Enter an e-mail address, like anna@example.com."),
  role: z.enum(["MERCHANT", "STAFF", "VIEWER", "OPERATOR"]),
});

function Invite({
  roles,
  onClose,
  onInvited,
}: {
  roles: Role[];
  onClose: () => void;
  onInvited: (made: Invitation) => void;
}) {
  const queries = useQueryClient();
  const {
    register,
    handleSubmit,
    formState: { errors },
  } = useForm<z.infer<typeof Entered>>({ resolver: zodResolver(Entered), defaultValues: { email: "", role: "STAFF" } });
  const invite = useMutation({
    mutationFn: (entered: z.infer<typeof Entered>) => ask(api.POST("/api/v1/users", { body: entered })),
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ["users"] });
      onInvited(made);
    },
  });
  return (
    <Dialog open onClose={onClose} title="Invite somebody">
      <form noValidate className="flex flex-col gap-4" onSubmit={handleSubmit((entered) => invite.mutate(entered))}>
        <TextField
          label="E-mail address"
          type="email"
          autoComplete="off"
          error={errors.email?.message}
          {...register("email")}
        />
        <Select label="Role" {...register("role")}>
          {roles.map((role) => (
            <option key={role} value={role}>
              {ROLES[role].label}: {ROLES[role].may}
            </option>
          ))}
        </Select>
        <Refusal error={invite.error} />
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={invite.isPending}>
            Invite
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function Invited({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title={invitation.sent ? "The link is on its way" : "Hand over this link"}>
      {invitation.sent ? (
        <p className="text-sm">{invitation.email} gets an e-mail with a link to choose a password.</p>
      ) : (
        <div className="flex flex-col gap-3 text-sm">
          <p>
            This installation sends no e-mail. Give {invitation.email} this link to choose a password; it is shown this
            once.
          </p>
          <div className="rounded-md bg-sunken px-3 py-2">
            <Copyable text={invitation.link ?? ""} label="Copy the link" />
          </div>
        </div>
      )}
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function RemoveUser({ user, onClose }: { user: User; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => ask(api.DELETE("/api/v1/users/{id}", { params: { path: { id: user.id } } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["users"] });
      toast.good(`${user.email} was removed.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={`Remove ${user.email}?`}
      action="Remove"
      danger
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate()}
    >
      <p>
        They can't sign in any more; sessions that are open end within fifteen minutes. What they did stays in the log.
      </p>
    </ConfirmDialog>
  );
}
