package io.quayside.app.tenancy;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Page;
import io.quayside.app.http.Problem;
import io.quayside.app.integrations.PublicUrl;
import io.quayside.app.mail.Mail;
import io.quayside.app.security.AccountLinks;
import io.quayside.app.security.AccountLinks.Purpose;
import io.quayside.app.security.Merchant;
import io.quayside.app.security.Passwords;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.tenancy.EmailAddress;
import io.quayside.domain.tenancy.Role;
import io.quayside.domain.tenancy.User;
import io.quayside.domain.tenancy.Users;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The people of a merchant. Only who may do everything decides about them; somebody who may always stays. */
@RestController
@RequestMapping("/api/v1/users")
@Tag(name = "Users")
class UserController {
    private final Users users;
    private final UserFacts facts;
    private final AccountLinks links;
    private final Passwords passwords;
    private final Mail mail;
    private final PublicUrl publicUrl;
    private final Ids ids;
    private final Clock clock;

    UserController(
            Users users,
            UserFacts facts,
            AccountLinks links,
            Passwords passwords,
            Mail mail,
            PublicUrl publicUrl,
            Ids ids,
            Clock clock) {
        this.users = users;
        this.facts = facts;
        this.links = links;
        this.passwords = passwords;
        this.mail = mail;
        this.publicUrl = publicUrl;
        this.ids = ids;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "The people who sign in for this merchant")
    Page<UserResponse> list(Merchant who) {
        who.require(Merchant.ANY_SCOPE);
        Map<UUID, UserFacts.Facts> known = facts.of(who.tenant());
        return new Page<>(
                users.list(who.tenant()).stream()
                        .map(user -> UserResponse.of(user, known.getOrDefault(user.id(), UserFacts.Facts.NONE)))
                        .toList(),
                null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Invite somebody; the link goes by e-mail, or into the answer where no e-mail is sent")
    Invitation invite(@Valid @RequestBody InvitationRequest request, Merchant who) {
        who.require(Merchant.ANY_SCOPE);
        EmailAddress address = new EmailAddress(request.email());
        requireGrantable(request.role(), who);
        if (users.findByEmail(address).isPresent()) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "email-taken",
                    "Someone signs in with this address already",
                    "use another e-mail address",
                    List.of(new FieldProblem("email", "is taken")));
        }
        User user =
                new User(ids.next(), who.tenant(), address, passwords.hashOfNothing(), request.role(), clock.instant());
        users.add(user);
        return invitation(user, who);
    }

    @PostMapping("/{id}/link")
    @Operation(summary = "A new link with which somebody chooses a password; the older ones end")
    Invitation link(@PathVariable UUID id, Merchant who) {
        who.require(Merchant.ANY_SCOPE);
        return invitation(user(id, who), who);
    }

    private Invitation invitation(User user, Merchant who) {
        String link = "%s/reset-password?token=%s".formatted(publicUrl.base(), links.issue(user, Purpose.INVITATION));
        boolean sent = mail.send(
                user.email(),
                "Your access to Quayside",
                """
                %s gives you access to Quayside.

                Choose your password here within the next %d days:
                %s
                """
                        .formatted(who.name(), Purpose.INVITATION.life().toDays(), link));
        return new Invitation(user.id(), user.email().value(), user.role(), sent, sent ? null : link);
    }

    @PatchMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Give somebody another role")
    void changeRole(@PathVariable UUID id, @Valid @RequestBody RoleChange request, Merchant who) {
        who.require(Merchant.ANY_SCOPE);
        User user = user(id, who);
        requireGrantable(request.role(), who);
        if (user.role().leads() && !request.role().leads()) {
            requireAnotherLeader(user);
        }
        users.changeRole(user, request.role());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove somebody; ends their sessions within fifteen minutes")
    void remove(@PathVariable UUID id, Merchant who) {
        who.require(Merchant.ANY_SCOPE);
        User user = user(id, who);
        if (user.role().leads()) {
            requireAnotherLeader(user);
        }
        users.remove(user);
    }

    private User user(UUID id, Merchant who) {
        return users.list(who.tenant()).stream()
                .filter(user -> user.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("user"));
    }

    /** Nobody makes an operator but an operator. */
    private static void requireGrantable(Role role, Merchant who) {
        if (role == Role.OPERATOR && !who.operator()) {
            throw new AccessDeniedException("not an operator");
        }
    }

    private void requireAnotherLeader(User user) {
        boolean another = users.list(user.tenantId()).stream()
                .anyMatch(other -> other.role().leads() && !other.id().equals(user.id()));
        if (!another) {
            throw Problem.conflict(
                    "last-owner",
                    "Nobody would be left who may do everything",
                    "give somebody else the role MERCHANT first");
        }
    }

    /** @param invited whether they have yet to sign in for the first time */
    record UserResponse(
            UUID id,
            String email,
            Role role,
            Instant createdAt,
            @Nullable Instant lastLoginAt,
            boolean oneTimePasswords,
            boolean invited) {
        static UserResponse of(User user, UserFacts.Facts facts) {
            return new UserResponse(
                    user.id(),
                    user.email().value(),
                    user.role(),
                    user.createdAt(),
                    facts.lastLoginAt(),
                    facts.oneTimePasswords(),
                    facts.lastLoginAt() == null);
        }
    }

    record InvitationRequest(@NotBlank String email, @NotNull Role role) {}

    /** @param link to hand over in person, only where no e-mail could be sent */
    record Invitation(UUID id, String email, Role role, boolean sent, @Nullable String link) {
        /** Without the link. */
        @Override
        public String toString() {
            return "Invitation[" + id + "]";
        }
    }

    record RoleChange(@NotNull Role role) {}
}
