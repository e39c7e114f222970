package io.quayside.sandbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What a simulated buyer puts together: one to three lines of the catalog that all simulated shops sell. */
public record Basket(Buyer buyer, List<Item> items, BigDecimal shipping) {
    /** SKU → title and price. */
    private static final Map<String, Item> CATALOG = catalog();

    private static final List<Buyer> BUYERS = List.of(
            new Buyer("Mary", "Jones", "12 Harbor Rd", "Portland", "OR", "Oregon", "97201"),
            new Buyer("Li", "Wei", "77 Pier Ave", "Seattle", "WA", "Washington", "98101"),
            new Buyer("Ana", "Silva", "5 Dock St", "Boston", "MA", "Massachusetts", "02110"),
            new Buyer("Tom", "Becker", "310 Quay Ln", "Austin", "TX", "Texas", "78701"));

    /** @param price of one unit, in US dollars */
    public record Item(String sku, String title, BigDecimal price, int quantity) {
        public BigDecimal sum() {
            return price.multiply(BigDecimal.valueOf(quantity));
        }
    }

    public record Buyer(
            String firstName, String lastName, String street, String city, String state, String stateName, String zip) {
        public String name() {
            return firstName + " " + lastName;
        }

        public String email() {
            return (firstName + "." + lastName + "@example.com").toLowerCase(Locale.ROOT);
        }
    }

    public static Basket drawn(Random dice) {
        List<Item> left = new ArrayList<>(CATALOG.values());
        List<Item> items = new ArrayList<>();
        for (int i = 0, count = 1 + dice.nextInt(3); i < count; i++) {
            Item item = left.remove(dice.nextInt(left.size()));
            items.add(new Item(item.sku(), item.title(), item.price(), 1 + dice.nextInt(3)));
        }
        return new Basket(BUYERS.get(dice.nextInt(BUYERS.size())), items, new BigDecimal("5.90"));
    }

    public BigDecimal goods() {
        return items.stream().map(Item::sum).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public BigDecimal total() {
        return goods().add(shipping);
    }

    /** The SKUs that a simulated shop sells. */
    public static List<Item> all() {
        return List.copyOf(CATALOG.values());
    }

    private static Map<String, Item> catalog() {
        Map<String, Item> catalog = new LinkedHashMap<>();
        String[][] rows = {
            {"MUG-RED", "Mug, red", "14.50"},
            {"MUG-BLUE", "Mug, blue", "14.50"},
            {"TEE-S", "T-shirt, S", "22.00"},
            {"TEE-M", "T-shirt, M", "22.00"},
            {"TEE-L", "T-shirt, L", "22.00"},
            {"POSTER-A2", "Poster, A2", "9.95"},
            {"CAP-BLACK", "Cap, black", "19.00"},
            {"TOTE-01", "Tote bag", "18.00"},
        };
        for (String[] row : rows) {
            catalog.put(row[0], new Item(row[0], row[1], new BigDecimal(row[2]), 1));
        }
        return catalog;
    }
}
