package io.quayside.app.http;

/**
 * What is wrong with one field of a request.
 *
 * @param field its path in the request, {@code lines[0].sku}
 * @param message what is wrong and how to mend it; repeats no more of the input than a short, cleaned excerpt
 */
public record FieldProblem(String field, String message) {}
