package io.quayside.connectors.rest;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quayside.connectors.rest.InvalidOrder.Problem;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestOrderTranslatorTest {
    private static final Instant RECEIVED = Instant.parse("2026-09-10T12:00:00Z");
    private static final String LINE = "{'sku':'MUG-1','quantity':2,'unitPrice':'9.90'}";

    private static CanonicalOrder read(String json) {
        return new RestOrderTranslator().read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), RECEIVED);
    }

    private static List<Problem> problems(String json) {
        InvalidOrder invalid = catchThrowableOfType(InvalidOrder.class, () -> read(json));
        return invalid.problems();
    }

    private static String withLine(String line) {
        return "{'externalId':'A-1','currency':'USD','lines':[" + line + "]}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything", "least"})
    void translates(String name) throws IOException {
        String in = resource(name + ".in.json");
        String out = resource(name + ".out.json");

        CanonicalOrder order = new RestOrderTranslator().read(in.getBytes(StandardCharsets.UTF_8), RECEIVED);

        assertThatJson(json(order))
                .whenIgnoringPaths("cancelled", "shippingAddress.deliverable", "billingAddress.deliverable")
                .isEqualTo(out);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = RestOrderTranslatorTest.class.getResourceAsStream("/rest/orders/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String json(CanonicalOrder order) throws JsonProcessingException {
        return CanonicalJson.mapper().writeValueAsString(order);
    }

    @Test
    void computesWhatTheClientLeavesOut() {
        CanonicalOrder order = read("{'number':'A-1','currency':'JPY','lines':[{'sku':'X','quantity':3,'unitPrice':100,"
                + "'discount':20,'tax':28}],'shippingLines':[{'title':'Post','price':50}]}");

        assertThat(order.externalId()).isEqualTo("A-1");
        assertThat(order.totals().grandTotal()).hasToString("358 JPY");
        assertThat(order.placedAt()).isEqualTo(RECEIVED);
        assertThat(order.financialStatus()).isEqualTo(FinancialStatus.UNKNOWN);
        assertThat(order.flags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'9.90'", "9.90", "9.9", "{'amount':'9.90','currency':'USD'}", "{'amount':9.9}"})
    void takesMoneyInEveryUsualForm(String money) {
        CanonicalOrder order = read(withLine("{'sku':'X','quantity':2,'unitPrice':" + money + "}"));

        assertThat(order.totals().grandTotal()).hasToString("19.80 USD");
    }

    @Test
    void flagsATotalThatDoesNotAddUp() {
        CanonicalOrder order =
                read("{'externalId':'A-1','currency':'USD','lines':[" + LINE + "],'totals':{'grandTotal':'20.00'}}");

        assertThat(order.totals().grandTotal()).hasToString("20.00 USD");
        assertThat(order.flags()).extracting(Flag::code).containsExactly(Flag.Code.TOTAL_MISMATCH);
    }

    @Test
    void tellsEveryMistakeAtOnceWithItsPlace() {
        List<Problem> problems = problems("{'currency':'DOLLAR','placedAt':'yesterday','lines':["
                + "{'quantity':-1,'unitPrice':'9.999'},'mug'],'shippingAddress':{'countryCode':'Narnia'},'test':'no'}");

        assertThat(problems)
                .extracting(Problem::field)
                .containsExactlyInAnyOrder(
                        "externalId",
                        "currency",
                        "placedAt",
                        "lines[0].quantity",
                        "lines[0].sku",
                        "lines[1]",
                        "shippingAddress.countryCode",
                        "test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "{'sku':'X','quantity':-1,'unitPrice':'1'}; lines[0].quantity; can't be negative",
                "{'sku':'X','quantity':0,'unitPrice':'1'}; lines[0].quantity; must be at least 1",
                "{'sku':'X','quantity':1.5,'unitPrice':'1'}; lines[0].quantity; must be a whole number",
                "{'sku':'X','quantity':99999999999,'unitPrice':'1'}; lines[0].quantity; is more than 1,000,000,000",
                "{'sku':'X','quantity':1e999999999,'unitPrice':'1'}; lines[0].quantity; is more than 1,000,000,000",
                "{'sku':'X','quantity':true,'unitPrice':'1'}; lines[0].quantity; must be a decimal number",
                "{'sku':'X','unitPrice':'1'}; lines[0].quantity; is required",
                "{'sku':'X','quantity':1,'unitPrice':'1.005'}; lines[0].unitPrice; more than 2 decimals",
                "{'sku':'X','quantity':1,'unitPrice':1e999999999}; lines[0].unitPrice; not money",
                "{'sku':'X','quantity':1,'unitPrice':'-1'}; lines[0].unitPrice; can't be negative",
                "{'sku':'X','quantity':1,'unitPrice':{'amount':'1','currency':'EUR'}}; lines[0].unitPrice; one currency",
                "{'sku':'X','quantity':1}; lines[0].unitPrice; is required",
                "{'quantity':1,'unitPrice':'1'}; lines[0].sku; is required",
                "{'sku':['X'],'quantity':1,'unitPrice':'1'}; lines[0].sku; must be text",
                "{'sku':'X','quantity':1,'unitPrice':'1','discount':'2'}; lines[0].discount; more than the price"
            })
    void refusesALineByItsField(String line, String field, String message) {
        List<Problem> problems = problems(withLine(line));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).field()).isEqualTo(field);
        assertThat(problems.get(0).message()).contains(message);
    }

    @Test
    void refusesTwoLinesWithOneIdAndMoreThanAThousand() {
        String twin = "{'externalId':'1','sku':'X','quantity':1,'unitPrice':'1'}";

        assertThat(problems(withLine(twin + "," + twin)))
                .extracting(Problem::field)
                .containsExactly("lines[1].externalId");
        assertThat(problems(withLine((LINE + ",").repeat(1_000) + LINE)))
                .extracting(Problem::field)
                .contains("lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "'text'", "{}{}", "{'externalId':'1','externalId':'2'}", "{'externalId':", "nul"})
    void refusesWhatIsNoOrderAtAll(String body) {
        assertThat(problems(body)).isNotEmpty().allSatisfy(problem -> assertThat(problem.message())
                .doesNotContain("Exception", "jackson"));
    }

    @Test
    void refusesSumsBeyondAllMeasure() {
        assertThat(problems(withLine("{'sku':'X','quantity':1000000000,'unitPrice':'99999999999999999999.99'}")))
                .extracting(Problem::field)
                .containsExactly("lines");
    }

    @Test
    void unwrapsTheEnvelopeOfStandardWebhooksAndNamesFieldsInIt() {
        String envelope = "{'type':'order.created','timestamp':'2026-09-10T11:59:00Z','data':%s}";

        assertThat(read(envelope.formatted(withLine(LINE))).externalId()).isEqualTo("A-1");
        assertThat(problems(envelope.formatted(withLine("{'sku':'X','quantity':1}"))))
                .extracting(Problem::field)
                .containsExactly("data.lines[0].unitPrice");
    }

    @Test
    void takesAnAddressOfEmptyTextsForNone() {
        CanonicalOrder order = read("{'externalId':'A-1','currency':'USD','lines':[" + LINE
                + "],'shippingAddress':{'name':'','line1':' '},'billingAddress':{'line1':'1 Elm','countryCode':'us'}}");

        assertThat(order.shippingAddress()).isNull();
        assertThat(order.billingAddress())
                .isNotNull()
                .extracting(Address::countryCode)
                .isEqualTo("US");
    }

    @Test
    void cancelsByStatus() {
        CanonicalOrder order = read("{'externalId':'A-1','currency':'USD','status':'CANCELLED',"
                + "'updatedAt':'2026-09-10T10:00:00+02:00','lines':[" + LINE + "]}");

        assertThat(order.cancellation()).isNotNull();
        assertThat(order.changedAt()).isEqualTo(Instant.parse("2026-09-10T08:00:00Z"));
    }

    @Test
    void refusesNulCharactersThatNoDatabaseTakes() {
        assertThat(problems("{'externalId':'A-1','currency':'USD','note':'a\\u0000b','lines':[" + LINE + "]}"))
                .extracting(Problem::field)
                .containsExactly("note");
    }
}
