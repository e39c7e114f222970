package io.quayside.connectors.spi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.OrderId;
import java.io.IOException;
import java.util.function.Function;

/**
 * The JSON of canonical orders and other core types: money as {@code {"amount":"199.00","currency":"USD"}}, times as
 * RFC 3339 in UTC, ids and SKUs as text, quantities as numbers.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** Jackson's limits for anything from outside: 100 levels, strings of 1 MiB, numbers of 100 digits. */
    public static JsonFactory hardenedFactory() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(100)
                        .maxStringLength(1 << 20)
                        .maxNumberLength(100)
                        .maxNameLength(1_000)
                        .build())
                .build();
    }

    /** A new mapper for core types; ignores what it does not know, so that versions can differ over a restart. */
    public static ObjectMapper mapper() {
        return JsonMapper.builder(hardenedFactory())
                .addModules(new ParameterNamesModule(), new Jdk8Module(), new JavaTimeModule(), module())
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS) // isCancelled() is derived, not a part of the order
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .build();
    }

    /** The core types' forms, for other mappers. */
    public static SimpleModule module() {
        SimpleModule module = new SimpleModule("quayside");
        module.addSerializer(Money.class, new MoneyWriter());
        module.addDeserializer(Money.class, new MoneyReader());
        text(module, Sku.class, Sku::value, Sku::new);
        text(module, Platform.class, Platform::name, Platform::new);
        text(module, LocationId.class, LocationId::value, LocationId::new);
        text(module, TenantId.class, TenantId::toString, TenantId::of);
        text(module, ConnectionId.class, ConnectionId::toString, ConnectionId::of);
        text(module, OrderId.class, OrderId::toString, OrderId::of);
        module.addSerializer(Quantity.class, new JsonSerializer<Quantity>() {
            @Override
            public void serialize(Quantity value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeNumber(value.value());
            }
        });
        module.addDeserializer(Quantity.class, new JsonDeserializer<Quantity>() {
            @Override
            public Quantity deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return Quantity.of(in.getIntValue());
            }
        });
        return module;
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new JsonSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return read.apply(in.getText());
            }
        });
    }

    private static final class MoneyWriter extends JsonSerializer<Money> {
        @Override
        public void serialize(Money value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartObject();
            out.writeStringField("amount", value.amount().toPlainString());
            out.writeStringField("currency", value.currency().getCurrencyCode());
            out.writeEndObject();
        }
    }

    private static final class MoneyReader extends JsonDeserializer<Money> {
        @Override
        public Money deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode node = in.readValueAsTree();
            JsonNode amount = node.path("amount");
            JsonNode currency = node.path("currency");
            if (!amount.isTextual() && !amount.isNumber() || !currency.isTextual()) {
                throw new InvalidValue("money is written as {\"amount\":\"199.00\",\"currency\":\"USD\"}");
            }
            return Money.of(amount.asText(), currency.asText());
        }
    }
}
