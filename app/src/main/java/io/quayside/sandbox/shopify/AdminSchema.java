package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.WiringFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The schema of the simulated Admin API and how its fields are read: those of the roots by {@link AdminApi}, all others
 * from JSON trees, where a connection is an array that is paged here.
 */
final class AdminSchema {
    private static final String FILE = "/sandbox/shopify-admin.graphqls";

    private AdminSchema() {}

    static GraphQLSchema load() {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring().wiringFactory(new Wiring());
        for (String scalar : List.of("DateTime", "Decimal", "Money", "UnsignedInt64", "URL")) {
            wiring.scalar(GraphQLScalarType.newScalar()
                    .name(scalar)
                    .coercing(new AsWritten())
                    .build());
        }
        return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text()), wiring.build());
    }

    static String text() {
        try (InputStream in = Objects.requireNonNull(AdminSchema.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Dates, amounts and addresses travel as the text that they are. */
    private static final class AsWritten implements Coercing<Object, Object> {
        @Override
        public Object serialize(Object result, GraphQLContext context, Locale locale) {
            return result;
        }

        @Override
        public Object parseValue(Object input, GraphQLContext context, Locale locale) {
            return input;
        }

        @Override
        public Object parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (input instanceof StringValue text) {
                return text.getValue();
            }
            if (input instanceof IntValue number) {
                return number.getValue().toString();
            }
            throw new CoercingParseLiteralException("must be a string");
        }

        @Override
        public Value<?> valueToLiteral(Object input, GraphQLContext context, Locale locale) {
            return new StringValue(input.toString());
        }
    }

    private static final class Wiring implements WiringFactory {
        @Override
        public boolean providesDataFetcher(FieldWiringEnvironment field) {
            return true;
        }

        @Override
        public DataFetcher<?> getDataFetcher(FieldWiringEnvironment field) {
            String parent = field.getParentType().getName();
            return parent.equals("QueryRoot") || parent.equals("Mutation") ? AdminSchema::ofRoot : AdminSchema::ofTree;
        }

        @Override
        public boolean providesTypeResolver(graphql.schema.idl.InterfaceWiringEnvironment type) {
            return true;
        }

        /** No field of ours is of an interface's type. */
        @Override
        public graphql.schema.TypeResolver getTypeResolver(graphql.schema.idl.InterfaceWiringEnvironment type) {
            return environment -> {
                throw new IllegalStateException(
                        type.getInterfaceTypeDefinition().getName());
            };
        }
    }

    private static @Nullable Object ofRoot(DataFetchingEnvironment field) {
        AdminApi api = Objects.requireNonNull(field.getRoot(), "the shop");
        return value(api.answer(field.getField().getName(), field), field);
    }

    private static @Nullable Object ofTree(DataFetchingEnvironment field) {
        JsonNode source = Objects.requireNonNull(field.getSource(), "a tree");
        String name = field.getField().getName();
        AdminApi api = Objects.requireNonNull(field.getRoot(), "the shop");
        if (name.equals("suggestedRefund")) {
            return api.suggestedRefund(source, field);
        }
        if (name.equals("fulfillmentOrders")) {
            return value(api.fulfillmentOrders(source), field);
        }
        if (name.equals("inventoryLevel")) {
            return value(AdminApi.levelAt(source, field.getArgumentOrDefault("locationId", "")), field);
        }
        if (name.equals("quantities") && field.containsArgument("names")) {
            List<String> names = field.getArgumentOrDefault("names", List.of());
            return StreamSupport.stream(source.path(name).spliterator(), false)
                    .filter(quantity -> names.contains(quantity.path("name").asText()))
                    .toList();
        }
        return value(source.path(name), field);
    }

    private static @Nullable Object value(JsonNode value, DataFetchingEnvironment field) {
        if (value.isArray()) {
            GraphQLNamedType type = GraphQLTypeUtil.unwrapAllAs(field.getFieldType());
            return type.getName().endsWith("Connection")
                    ? Connections.page(Connections.places(value), field, node -> node)
                    : StreamSupport.stream(value.spliterator(), false)
                            .limit(field.getArgument("first") instanceof Integer first ? first : Integer.MAX_VALUE)
                            .map(AdminSchema::scalar)
                            .toList();
        }
        return scalar(value);
    }

    private static @Nullable Object scalar(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        return value.isNumber() ? value.numberValue() : value;
    }
}
