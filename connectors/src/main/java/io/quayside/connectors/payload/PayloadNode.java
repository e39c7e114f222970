package io.quayside.connectors.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in a payload that knows its own path, so that every complaint names the field. What an order can't do without
 * is refused as {@link Unreadable}; an ornament of the wrong kind is set aside and {@linkplain Findings flagged}.
 */
public final class PayloadNode {
    private static final int LONGEST_TEXT = 10_000;
    private final JsonNode node;
    private final String path;
    private final Findings findings;

    public PayloadNode(JsonNode node, String path, Findings findings) {
        this.node = node;
        this.path = path;
        this.findings = findings;
    }

    public String path() {
        return path;
    }

    public Findings findings() {
        return findings;
    }

    public PayloadNode at(String name) {
        return new PayloadNode(node.path(name), path.isEmpty() ? name : path + "." + name, findings);
    }

    /** Whether the key is there at all, be it null: a platform may leave keys out that we may not see. */
    public boolean has(String name) {
        return node.has(name);
    }

    /** Missing, null, an empty text, or the empty list or object that PHP writes for them: all mean "nothing". */
    public boolean isAbsent() {
        return node.isMissingNode()
                || node.isNull()
                || (node.isContainerNode() && node.isEmpty())
                || (node.isTextual() && node.textValue().isBlank());
    }

    public boolean isObject() {
        return node.isObject();
    }

    @Nullable
    public String text() {
        if (isAbsent()) {
            return null;
        }
        if (!node.isValueNode()) {
            return setAside("is not a text");
        }
        return clean(node.asText());
    }

    /** Without characters that a database refuses: NUL and its kin, halves of surrogate pairs. */
    private static String clean(String text) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), LONGEST_TEXT));
        text.codePoints()
                .limit(LONGEST_TEXT)
                .filter(point -> !Character.isISOControl(point) || point == '\n' || point == '\t')
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    /**
     * An id as text, whatever its form: a number (beyond 2⁵³, so never by way of a double), a text, or the tail of a
     * {@code gid://shopify/Order/1}.
     */
    @Nullable
    public String id() {
        if (isAbsent()) {
            return null;
        }
        if (node.isTextual()) {
            String text = clean(node.textValue()).strip();
            String tail = text.startsWith("gid://") ? text.substring(text.lastIndexOf('/') + 1) : text;
            int query = tail.indexOf('?');
            String id = query < 0 ? tail : tail.substring(0, query);
            return id.isEmpty() || id.length() > 200 ? setAside("is not an id") : id;
        }
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue().stripTrailingZeros();
            boolean whole = number.scale() <= 0 && number.scale() > -30 && number.signum() > 0;
            return whole ? number.toBigInteger().toString() : setAside("is not a whole number");
        }
        return setAside("is not an id");
    }

    @Nullable
    public Boolean flag() {
        if (isAbsent()) {
            return null;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        String text = node.isValueNode() ? node.asText().strip() : "";
        if (text.equals("1") || text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equals("0") || text.equalsIgnoreCase("false")) {
            return false;
        }
        setAside("is neither true nor false");
        return null;
    }

    public boolean isTrue() {
        return Boolean.TRUE.equals(flag());
    }

    @Nullable
    public Instant time() {
        String text = isAbsent() ? null : text();
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(iso(text)).toInstant();
            // what a database can hold and a person can mean
            boolean plausible = isPlausible(time);
            if (plausible) {
                return time;
            }
        } catch (DateTimeException e) {
            // told below, in the words of the payload
        }
        setAside("is not a time such as 2026-01-02T08:59:11+01:00 ('%s')".formatted(InvalidValue.excerpt(text)));
        return null;
    }

    /** {@code 2026-01-02 08:59:11 +0100}, as PHP and exports write it, in the form of ISO 8601. */
    private static String iso(String text) {
        return text.strip().replaceFirst("(?<=\\d) (?=\\d)", "T").replaceFirst(" ?([+-]\\d\\d):?(\\d\\d)$", "$1:$2");
    }

    /** @throws Unreadable when it is there but no whole number from 0 to a billion */
    @Nullable
    public Integer quantity() {
        if (isAbsent()) {
            return null;
        }
        BigDecimal number = number();
        if (number.signum() < 0) {
            throw new Unreadable(path, "is negative (%s): a quantity is 0 or more".formatted(shown(number)));
        }
        if (number.stripTrailingZeros().scale() > 0) {
            throw new Unreadable(path, "is not a whole number (%s)".formatted(shown(number)));
        }
        if (number.compareTo(BigDecimal.valueOf(Quantity.MOST)) > 0) {
            throw new Unreadable(path, "is more than a billion units (%s)".formatted(shown(number)));
        }
        return number.intValueExact();
    }

    /**
     * An amount in the order's currency. Platforms send as many decimals as they like ({@code "0.0"}, {@code "1100000"});
     * more than the currency has are rounded and flagged.
     *
     * @throws Unreadable when it is there but no number
     */
    @Nullable
    public Money money(Currency currency) {
        if (isAbsent()) {
            return null;
        }
        BigDecimal amount = number();
        try {
            if (amount.stripTrailingZeros().scale() <= Money.scaleOf(currency)) {
                return new Money(amount, currency);
            }
            if (amount.precision() > 40 || amount.scale() > 40) {
                throw new Unreadable(path, "is no amount of money (%s)".formatted(shown(amount)));
            }
            Money rounded = Money.rounded(amount, currency, RoundingMode.HALF_UP);
            findings.setAside(
                    path,
                    "has more decimals (%s) than %s knows and was read as %s"
                            .formatted(shown(amount), currency.getCurrencyCode(), rounded));
            return rounded;
        } catch (InvalidValue e) {
            throw new Unreadable(path, String.valueOf(e.getMessage()));
        }
    }

    /**
     * An amount beside which Shopify may put the same one in two currencies ({@code price} and {@code price_set}):
     * always the shop's.
     */
    @Nullable
    public Money moneyOrSet(String name, Currency currency) {
        Money plain = at(name).money(currency);
        return plain != null ? plain : at(name + "_set").shopMoney(currency);
    }

    /** The shop's half of a money set, by either of its spellings. */
    @Nullable
    public Money shopMoney(Currency currency) {
        PayloadNode shop = either("shop_money", "shopMoney");
        String code = shop.either("currency_code", "currencyCode").text();
        if (code != null && !code.equals(currency.getCurrencyCode())) {
            findings.setAside(
                    shop.path,
                    "is in %s, the order in %s, and was left out"
                            .formatted(InvalidValue.excerpt(code), currency.getCurrencyCode()));
            return null;
        }
        return shop.at("amount").money(currency);
    }

    public PayloadNode either(String first, String second) {
        return node.has(first) ? at(first) : at(second);
    }

    private BigDecimal number() {
        if (node.isNumber()) {
            return node.decimalValue();
        }
        String text = node.isTextual() ? node.textValue().strip() : "";
        if (!text.isEmpty() && text.length() <= 64) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                // told below, in the words of the payload
            }
        }
        throw new Unreadable(path, "is not a number ('%s')".formatted(InvalidValue.excerpt(node.asText(kind()))));
    }

    private static String shown(BigDecimal number) {
        return InvalidValue.excerpt(number.toString());
    }

    /** As {@link #id}, where 0 says that there is none. */
    @Nullable
    public String idOrNone() {
        return node.asText("").strip().equals("0") ? null : id();
    }

    /** An amount of which the platform keeps more decimals than the currency has, as a matter of course. */
    @Nullable
    public Money rounded(Currency currency) {
        BigDecimal amount = decimal();
        if (amount == null) {
            return null;
        }
        if (amount.precision() > 40 || amount.scale() > 40) {
            throw new Unreadable(path, "is no amount of money (%s)".formatted(shown(amount)));
        }
        try {
            return Money.rounded(amount, currency, RoundingMode.HALF_UP);
        } catch (InvalidValue e) {
            throw new Unreadable(path, String.valueOf(e.getMessage()));
        }
    }

    /** As {@link #rounded}, nothing being zero. */
    public Money roundedOrZero(Currency currency) {
        Money amount = rounded(currency);
        return amount == null ? Money.zero(currency) : amount;
    }

    /** @throws Unreadable when it is there but no number */
    @Nullable
    public BigDecimal decimal() {
        return isAbsent() ? null : number();
    }

    /** A count that may be odd: of a fraction the next whole number, of a negative one none, each flagged. */
    public int units() {
        if (isAbsent()) {
            return 0;
        }
        BigDecimal number = number();
        if (number.signum() < 0) {
            findings.setAside(path, "is negative (%s) and was read as 0".formatted(shown(number)));
            return 0;
        }
        if (number.compareTo(BigDecimal.valueOf(Quantity.MOST)) > 0) {
            throw new Unreadable(path, "is more than a billion units (%s)".formatted(shown(number)));
        }
        BigDecimal whole = number.setScale(0, RoundingMode.CEILING);
        if (whole.compareTo(number) != 0) {
            findings.setAside(path, "is not a whole number (%s) and was read as %s".formatted(shown(number), whole));
        }
        return whole.intValueExact();
    }

    /** As {@link #units}, where nothing is no usual way to say 0 and is flagged as well. */
    public int unitsTold() {
        if (isAbsent()) {
            setAside("is missing and was read as 0");
        }
        return units();
    }

    /**
     * A time that may come without its zone.
     *
     * @param zone of times that name none
     */
    @Nullable
    public Instant time(ZoneId zone) {
        String text = isAbsent() ? null : text();
        if (text == null) {
            return null;
        }
        try {
            Instant time = LocalDateTime.parse(text.strip().replaceFirst("(?<=\\d) (?=\\d)", "T"))
                    .atZone(zone)
                    .toInstant();
            return isPlausible(time) ? time : null;
        } catch (DateTimeException e) {
            return time();
        }
    }

    /** Seconds since the epoch, or a time in the words of an e-mail (RFC 2822), or as {@link #time()}. */
    @Nullable
    public Instant looseTime() {
        String text = isAbsent() ? null : text();
        if (text == null) {
            return null;
        }
        try {
            Instant time = text.matches("\\d{1,11}")
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip(), Instant::from);
            return isPlausible(time) ? time : null;
        } catch (DateTimeException e) {
            return time();
        }
    }

    private static boolean isPlausible(Instant time) {
        return time.isAfter(Instant.parse("1970-01-02T00:00:00Z"))
                && time.isBefore(Instant.parse("9999-12-31T00:00:00Z"));
    }

    /** Its place in the tree, for what this class does not offer. */
    public JsonNode json() {
        return node;
    }

    /** The elements of a list; of a GraphQL connection its nodes, spelled as {@code nodes} or {@code edges}. */
    public List<PayloadNode> elements() {
        if (node.isObject() && (node.has("nodes") || node.has("edges"))) {
            return node.has("nodes")
                    ? at("nodes").elements()
                    : at("edges").elements().stream()
                            .map(edge -> edge.at("node"))
                            .toList();
        }
        if (isAbsent()) {
            return List.of();
        }
        if (isGappedList()) {
            List<PayloadNode> values = new ArrayList<>();
            node.fieldNames().forEachRemaining(index -> values.add(at(index)));
            return values;
        }
        if (!node.isArray()) {
            setAside("is not a list");
            return List.of();
        }
        List<PayloadNode> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new PayloadNode(node.get(i), path + "[" + i + "]", findings));
        }
        return elements;
    }

    /** PHP writes a list from which something was taken as an object of what is left by its index. */
    private boolean isGappedList() {
        return node.isObject()
                && node.properties().stream().allMatch(entry -> entry.getKey().matches("\\d{1,9}"));
    }

    /** As {@link #elements}, but leaves out and flags what is no object. */
    public List<PayloadNode> objects() {
        return elements().stream()
                .filter(element -> element.node.isObject() || element.setAside("is not an object") != null)
                .toList();
    }

    /** The texts of a list, or of one text with commas: the two ways to send tags. */
    public List<String> texts() {
        List<String> texts = node.isTextual()
                ? List.of(clean(node.textValue()).split(","))
                : elements().stream()
                        .map(PayloadNode::text)
                        .filter(Objects::nonNull)
                        .toList();
        return texts.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
    }

    /**
     * Names and values, from a list of {@code {name,value}} or {@code {key,value}} or from an object: all of them
     * are sent. Of two equal names both values are kept, joined by a comma.
     */
    public Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(name -> put(pairs, clean(name), at(name)));
        } else {
            for (PayloadNode pair : objects()) {
                String name = pair.either("name", "key").text();
                if (name != null) {
                    put(pairs, name, pair.at("value"));
                }
            }
        }
        return pairs;
    }

    private static void put(Map<String, String> pairs, String name, PayloadNode value) {
        String text = value.node.isContainerNode() ? clean(value.node.toString()) : value.text();
        if (text != null && !name.isBlank()) {
            pairs.merge(name, text, (first, second) -> first + ", " + second);
        }
    }

    private @Nullable String setAside(String problem) {
        findings.setAside(path, problem);
        return null;
    }

    private String kind() {
        return node instanceof MissingNode ? "nothing" : node.isObject() ? "an object" : "a list";
    }
}
