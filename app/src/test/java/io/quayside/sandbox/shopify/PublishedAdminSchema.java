package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.core.type.TypeReference;
import graphql.introspection.IntrospectionResultToSchema;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import io.quayside.sandbox.ClientLibraries;
import io.quayside.sandbox.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Shopify's Admin API as Shopify publishes it: over three thousand types, in {@code @shopify/dev-mcp}. */
public final class PublishedAdminSchema {
    private PublishedAdminSchema() {}

    /** @param version such as {@code 2026-07} */
    public static GraphQLSchema of(String version) {
        byte[] json = ClientLibraries.ofShopifySchemas("dist/data/admin_%s.json.gz".formatted(version));
        try {
            Map<String, Object> introspection =
                    Json.MAPPER.convertValue(Json.MAPPER.readTree(json).path("data"), new TypeReference<>() {});
            return UnExecutableSchemaGenerator.makeUnExecutableSchema(new SchemaParser()
                    .buildRegistry(new IntrospectionResultToSchema().createSchemaDefinition(introspection)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
