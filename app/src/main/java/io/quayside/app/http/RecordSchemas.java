package io.quayside.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.OrderId;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says in the OpenAPI document what the types say: a record's component is required unless it is {@link Nullable}; what
 * is always written, known or not, may be null.
 */
final class RecordSchemas implements ModelConverter {
    /** Types that are plain values in JSON, or not what their fields say. */
    static final Map<Class<?>, String> NAMES = Map.of(
            Money.class, "Money",
            Sku.class, "Sku",
            Quantity.class, "Quantity",
            LocationId.class, "LocationId",
            Platform.class, "Platform",
            ConnectionId.class, "ConnectionId",
            OrderId.class, "OrderId",
            TenantId.class, "TenantId",
            JsonNode.class, "AnyJson");

    private final ObjectMapper json;
    private final SchemaNames names;

    RecordSchemas(ObjectMapper json, SchemaNames names) {
        this.json = json;
        this.names = names;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> resolved = chain.next().resolve(type, context, chain);
        JavaType java = json.constructType(type.getType());
        if (java != null && java.getRawClass().isRecord()) {
            Schema<?> known = context.getDefinedModels().get(names.nameForType(java));
            Schema<?> schema = known == null ? resolved : known;
            if (schema != null && schema.getProperties() != null) {
                complete(schema, java.getRawClass());
            }
        }
        return resolved;
    }

    private static void complete(Schema<?> schema, Class<?> type) {
        Set<String> required = new TreeSet<>(schema.getRequired() == null ? List.of() : schema.getRequired());
        for (RecordComponent component : type.getRecordComponents()) {
            String name = component.getName();
            Schema<?> property = schema.getProperties().get(name);
            if (property == null) {
                continue;
            }
            if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(name);
            } else if (alwaysWritten(type, component)) {
                required.add(name);
                schema.getProperties().put(name, orNull(property));
            }
        }
        schema.setRequired(List.copyOf(required));
    }

    private static boolean alwaysWritten(Class<?> type, RecordComponent component) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        JsonInclude said = own == null ? type.getAnnotation(JsonInclude.class) : own;
        return said != null && said.value() == JsonInclude.Include.ALWAYS;
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.getAnyOf() != null
                || (property.getTypes() != null && property.getTypes().contains("null"))) {
            return property;
        }
        if (property.getTypes() != null && property.getEnum() == null) {
            property.addType("null");
            return property;
        }
        return new Schema<>().anyOf(List.of(property, new Schema<>().types(Set.of("null"))));
    }

    /** What {@link #NAMES} means, and what a refusal looks like. */
    static Map<String, Schema<?>> named() {
        Schema<?> money = new Schema<>()
                .types(Set.of("object"))
                .description("An exact amount at the currency's own scale.")
                .addProperty("amount", text().example("199.00"))
                .addProperty("currency", text().example("USD"))
                .required(List.of("amount", "currency"));
        Schema<?> wrong = new Schema<>()
                .types(Set.of("object"))
                .addProperty("field", text().description("Empty when it is about the whole."))
                .addProperty("message", text())
                .required(List.of("field", "message"));
        Schema<?> problem = new Schema<>()
                .types(Set.of("object"))
                .description("A refusal (RFC 9457).")
                .addProperty("type", text().example("/problems/invalid-request"))
                .addProperty("title", text())
                .addProperty("status", new Schema<>().types(Set.of("integer")))
                .addProperty("detail", text())
                .addProperty("errors", new Schema<>().types(Set.of("array")).items(reference("FieldProblem")))
                .required(List.of("type", "title", "status"));
        Map<String, Schema<?>> named = new TreeMap<>();
        named.put("Money", money);
        named.put("FieldProblem", wrong);
        named.put("Problem", problem);
        named.put("Sku", text().example("MUG-BLUE"));
        named.put("Quantity", new Schema<>().types(Set.of("integer")).format("int32"));
        named.put("LocationId", text().example("MAIN"));
        named.put("Platform", text().example("shopify"));
        for (String id : List.of("ConnectionId", "OrderId", "TenantId")) {
            named.put(id, text().format("uuid"));
        }
        named.put("AnyJson", new Schema<>().description("Any JSON value."));
        return named;
    }

    static Schema<?> reference(String name) {
        return new Schema<>().$ref("#/components/schemas/" + name);
    }

    static Schema<?> text() {
        return new Schema<>().types(Set.of("string"));
    }
}
