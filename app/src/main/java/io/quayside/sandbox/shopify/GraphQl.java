package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.validation.ValidationError;
import io.quayside.sandbox.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Admin API's GraphQL side: documents are validated, only what is selected is answered, and every call has its cost.
 * What Shopify's formula makes of a query is not published whole: here an order asked for costs as much as a call.
 */
final class GraphQl {
    private static final Logger LOG = LoggerFactory.getLogger(GraphQl.class);
    private static final GraphQL ENGINE = GraphQL.newGraphQL(AdminSchema.load())
            .defaultDataFetcherExceptionHandler(GraphQl::failed)
            .build();
    private static final int COST_OF_A_CALL = 10;
    private static final int COST_OF_AN_ORDER = 10;
    private static final int HIGHEST_COST = 1_000;
    private final Shop shop;
    private final AdminApi api;

    GraphQl(Shop shop, AdminApi.Changes changes) {
        this.shop = shop;
        this.api = new AdminApi(shop, changes);
    }

    ObjectNode answer(ObjectNode request) {
        String document = request.path("query").asText("");
        Map<String, Object> variables = variables(request.path("variables"));
        int cost = cost(document, variables);
        if (cost > HIGHEST_COST) {
            return error(
                    "Query cost is %d, which exceeds the single query max cost limit (%d)."
                            .formatted(cost, HIGHEST_COST),
                    "MAX_COST_EXCEEDED");
        }
        if (!shop.graphQl.take(cost)) {
            return withCost(error("Throttled", "THROTTLED"), cost, null);
        }
        ExecutionInput.Builder input =
                ExecutionInput.newExecutionInput(document).variables(variables).root(api);
        if (request.hasNonNull("operationName")) {
            input.operationName(request.path("operationName").asText());
        }
        ExecutionResult result = ENGINE.execute(input.build());
        ObjectNode answer = Json.object();
        if (result.isDataPresent()) {
            answer.set("data", Json.MAPPER.valueToTree(result.getData()));
        }
        if (!result.getErrors().isEmpty()) {
            ArrayNode errors = answer.putArray("errors");
            result.getErrors().forEach(error -> errors.add(shown(error)));
        }
        if (!result.isDataPresent()) {
            shop.graphQl.giveBack(cost);
            return answer;
        }
        int orders = answer.path("data").path("orders").path("nodes").size()
                + answer.path("data").path("orders").path("edges").size();
        int actual = Math.min(cost, Math.max(COST_OF_A_CALL, orders * COST_OF_AN_ORDER));
        shop.graphQl.giveBack(cost - actual);
        return withCost(answer, cost, actual);
    }

    private static Map<String, Object> variables(JsonNode json) {
        Map<String, Object> variables = new java.util.LinkedHashMap<>();
        json.fields()
                .forEachRemaining(entry ->
                        variables.put(entry.getKey(), Json.MAPPER.convertValue(entry.getValue(), Object.class)));
        return variables;
    }

    /** By what the roots ask for; a document that can't be read costs nothing, for it is not run. */
    private static int cost(String document, Map<String, Object> variables) {
        int cost = 0;
        try {
            for (OperationDefinition operation :
                    Parser.parse(document).getDefinitionsOfType(OperationDefinition.class)) {
                for (Field field : operation.getSelectionSet().getSelectionsOfType(Field.class)) {
                    cost += field.getName().equals("orders")
                            ? costOfEach(field) * Math.max(1, size(field, variables))
                            : COST_OF_A_CALL;
                }
            }
        } catch (InvalidSyntaxException e) {
            return 0;
        }
        return cost;
    }

    /** Plain fields cost nothing beside the order itself, lists and objects within it do. */
    private static int costOfEach(Field orders) {
        boolean plain = orders.getSelectionSet().getSelectionsOfType(Field.class).stream()
                .filter(part -> part.getName().equals("nodes") || part.getName().equals("edges"))
                .allMatch(part -> part.getSelectionSet().getSelections().stream()
                        .allMatch(each -> each instanceof Field leaf && leaf.getSelectionSet() == null));
        return plain ? 1 : COST_OF_AN_ORDER;
    }

    private static int size(Field field, Map<String, Object> variables) {
        return field.getArguments().stream()
                .filter(argument -> List.of("first", "last").contains(argument.getName()))
                .map(graphql.language.Argument::getValue)
                .mapToInt(value -> {
                    if (value instanceof graphql.language.IntValue number) {
                        return number.getValue().intValue();
                    }
                    return value instanceof graphql.language.VariableReference reference
                                    && variables.get(reference.getName()) instanceof Number number
                            ? number.intValue()
                            : 0;
                })
                .max()
                .orElse(0);
    }

    private static CompletableFuture<DataFetcherExceptionHandlerResult> failed(
            DataFetcherExceptionHandlerParameters parameters) {
        Throwable failure = parameters.getException();
        if (failure instanceof Refusal refusal) {
            return CompletableFuture.completedFuture(
                    DataFetcherExceptionHandlerResult.newResult(refusal).build());
        }
        LOG.error("The sandbox failed at {}", parameters.getPath(), failure);
        return CompletableFuture.completedFuture(DataFetcherExceptionHandlerResult.newResult(new Refusal(
                        "Internal error. Looks like something went wrong on our end.", "INTERNAL_SERVER_ERROR"))
                .build());
    }

    private static ObjectNode shown(GraphQLError error) {
        ObjectNode shown = Json.object().put("message", error.getMessage());
        ArrayNode locations = shown.putArray("locations");
        if (error.getLocations() != null) {
            error.getLocations()
                    .forEach(at ->
                            locations.addObject().put("line", at.getLine()).put("column", at.getColumn()));
        }
        if (error.getPath() != null) {
            shown.set("path", Json.MAPPER.valueToTree(error.getPath()));
        }
        ObjectNode extensions = shown.putObject("extensions");
        if (error instanceof ValidationError invalid) {
            extensions.put("code", code(String.valueOf(invalid.getValidationErrorType())));
        }
        if (error.getExtensions() != null && error.getExtensions().get("code") instanceof String code) {
            extensions.put("code", code);
        }
        return shown;
    }

    /** Shopify's name for the most frequent mistake; the others are near enough. */
    private static String code(String type) {
        return type.equals("FieldUndefined")
                ? "undefinedField"
                : Character.toLowerCase(type.charAt(0)) + type.substring(1);
    }

    private static ObjectNode error(String message, String code) {
        ObjectNode answer = Json.object();
        answer.putArray("errors")
                .addObject()
                .put("message", message)
                .putObject("extensions")
                .put("code", code);
        return answer;
    }

    private ObjectNode withCost(ObjectNode answer, int requested, @Nullable Integer actual) {
        answer.putObject("extensions")
                .putObject("cost")
                .put("requestedQueryCost", requested)
                .put("actualQueryCost", actual)
                .putObject("throttleStatus")
                .put("maximumAvailable", shop.graphQl.size())
                .put("currentlyAvailable", Math.floor(shop.graphQl.free()))
                .put("restoreRate", shop.graphQl.leakPerSecond());
        return answer;
    }
}
