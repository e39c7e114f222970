package io.quayside.connectors.rest;

import java.util.List;

/** An order that can't be taken as it is; tells everything that is wrong with it at once. */
public final class InvalidOrder extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<Problem> problems;

    /**
     * @param field where, such as {@code lines[2].quantity}; empty for the body as a whole
     * @param message what is wrong, for the program's author
     */
    public record Problem(String field, String message) {}

    InvalidOrder(List<Problem> problems) {
        super("%d fields can't be read, first %s: %s"
                .formatted(
                        problems.size(),
                        problems.get(0).field(),
                        problems.get(0).message()));
        this.problems = List.copyOf(problems);
    }

    /** At least one, in the order of the fields. */
    public List<Problem> problems() {
        return problems;
    }
}
