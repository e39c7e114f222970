package io.quayside.app.deadletters.web;

import io.quayside.app.deadletters.persistence.JpaDeadLetters;
import io.quayside.app.deadletters.persistence.StoredLetter;
import io.quayside.app.http.Problem;
import io.quayside.app.security.Merchant;
import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.integrations.DeadLetter.Status;
import io.quayside.domain.integrations.DeadLetters.Filter;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.deadletter.Replays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people do with dead letters. */
@Component
class Desk {
    /** Letters that one call replays at most; the answer says when more are left. */
    private static final int MOST_REPLAYS = 10_000;

    private static final int PAGE = 200;

    private final UnitOfWork unitOfWork;
    private final JpaDeadLetters letters;
    private final Replays replays;

    Desk(UnitOfWork unitOfWork, JpaDeadLetters letters, Replays replays) {
        this.unitOfWork = unitOfWork;
        this.letters = letters;
        this.replays = replays;
    }

    List<DeadLetter> page(TenantId tenant, Filter filter, JpaDeadLetters.@Nullable After after, int limit) {
        return unitOfWork.run(tenant, () -> letters.page(tenant, filter, after, limit));
    }

    Optional<StoredLetter> show(TenantId tenant, UUID id) {
        return unitOfWork.run(tenant, () -> letters.show(tenant, id));
    }

    /** The letter stays open; it is replayed by a call of its own. */
    void mend(TenantId tenant, UUID id, byte[] payload) {
        unitOfWork.execute(tenant, () -> {
            DeadLetter letter = open(tenant, id);
            letters.save(tenant, letter.withPayload(payload));
        });
    }

    /**
     * Sent within the unit of work that notes it: should its commit fail, the letter is open although it was sent, and
     * a second replay is harmless because the import knows the delivery; the other way round it would be lost.
     */
    void replay(Merchant who, UUID id) {
        unitOfWork.execute(who.tenant(), () -> {
            DeadLetter replayed = replayable(who.tenant(), id).replayed();
            letters.resolve(who.tenant(), replayed, who.name());
            replays.replay(who.tenant(), replayed);
        });
    }

    /** @param more whether letters that match were left for another call */
    record Replayed(int count, boolean more) {}

    /** Each letter in a unit of work of its own, so that one which the broker refuses does not take back the others. */
    Replayed replayAll(Merchant who, Filter filter) {
        int count = 0;
        JpaDeadLetters.After after = null;
        while (count < MOST_REPLAYS) {
            List<DeadLetter> page = page(who.tenant(), filter, after, PAGE);
            for (DeadLetter letter : page) {
                replay(who, letter.id());
                after = new JpaDeadLetters.After(letter.parkedAt(), letter.id());
                count++;
            }
            if (page.size() < PAGE) {
                return new Replayed(count, false);
            }
        }
        return new Replayed(count, !page(who.tenant(), filter, after, 1).isEmpty());
    }

    JpaDeadLetters.Groups groups(TenantId tenant) {
        return unitOfWork.run(tenant, () -> letters.groups(tenant));
    }

    /** @param more whether letters that match were left for another call */
    record Discarded(int count, boolean more) {}

    /** Letters that somebody replays meanwhile stay replayed. */
    Discarded discardAll(Merchant who, Filter filter, String why) {
        int count = 0;
        JpaDeadLetters.After after = null;
        while (count < MOST_REPLAYS) {
            List<DeadLetter> page = page(who.tenant(), filter, after, PAGE);
            if (page.isEmpty()) {
                return new Discarded(count, false);
            }
            count += unitOfWork.run(who.tenant(), () -> {
                int discarded = 0;
                for (DeadLetter letter : page) {
                    DeadLetter now = existing(who.tenant(), letter.id());
                    if (now.status() == Status.OPEN) {
                        letters.resolve(who.tenant(), now.discarded(why), who.name());
                        discarded++;
                    }
                }
                return discarded;
            });
            DeadLetter last = page.get(page.size() - 1);
            after = new JpaDeadLetters.After(last.parkedAt(), last.id());
        }
        return new Discarded(count, !page(who.tenant(), filter, after, 1).isEmpty());
    }

    void discard(Merchant who, UUID id, String why) {
        unitOfWork.execute(
                who.tenant(),
                () -> letters.resolve(who.tenant(), open(who.tenant(), id).discarded(why), who.name()));
    }

    private DeadLetter replayable(TenantId tenant, UUID id) {
        DeadLetter letter = existing(tenant, id);
        if (letter.status() == Status.DISCARDED) {
            throw Problem.conflict("discarded", "The letter was discarded", "a discarded letter can't be replayed");
        }
        return letter;
    }

    private DeadLetter open(TenantId tenant, UUID id) {
        DeadLetter letter = existing(tenant, id);
        if (letter.status() != Status.OPEN) {
            throw Problem.conflict(
                    "not-open",
                    "The letter is not open any more",
                    letter.status() == Status.REPLAYED
                            ? "it was replayed; should it fail again it opens again"
                            : "it was discarded");
        }
        return letter;
    }

    private DeadLetter existing(TenantId tenant, UUID id) {
        return letters.find(tenant, id).orElseThrow(DeadLetterController::noSuchLetter);
    }
}
