package io.quayside.connectors.csv;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * What the columns of an unknown file may mean: by the names that shops use in English, German, French, Spanish, Italian
 * and Dutch, by likeness to them, and by whether the values could be that at all. Each standard column is given once. A
 * suggestion for a person to look at, never used to import by itself.
 */
final class ColumnGuess {
    private static final double EXACT = 1;
    private static final double LEAST = 0.72;
    private static final double LEAST_LIKENESS = 0.92;
    private static final int SHORTEST_PART = 4;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NUMBER = Pattern.compile("[^0-9]*-?[0-9][0-9.,' \\u00a0]*[^0-9]*");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}([.,]0+)?");
    private static final JaroWinklerSimilarity LIKENESS = new JaroWinklerSimilarity();

    /** Standard column → names that it goes by, as {@link #key} writes them. */
    private static final Map<String, List<String>> NAMES = names();

    private ColumnGuess() {}

    private record Candidate(int position, String standard, double score) {}

    /**
     * @param columns as the file names them
     * @param rows the first rows, each with a cell for each column
     * @param taken standard columns that are given already
     * @return the file's column to the standard column, in the file's order
     */
    static Map<String, String> of(List<String> columns, List<List<String>> rows, Set<String> taken) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            for (String standard : StandardLayout.columnNames()) {
                double score = taken.contains(standard) ? 0 : score(columns.get(i), standard);
                if (score >= LEAST && couldBe(standard, i, rows)) {
                    candidates.add(new Candidate(i, standard, score));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::position));
        Map<Integer, String> chosen = new LinkedHashMap<>();
        Set<String> given = new HashSet<>(taken);
        for (Candidate candidate : candidates) {
            if (!chosen.containsKey(candidate.position()) && given.add(candidate.standard())) {
                chosen.put(candidate.position(), candidate.standard());
            }
        }
        Map<String, String> meaning = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (chosen.containsKey(i)) {
                meaning.put(columns.get(i), chosen.get(i));
            }
        }
        return meaning;
    }

    /** From 0 to 1. */
    private static double score(String column, String standard) {
        String key = key(column);
        if (key.isEmpty()) {
            return 0;
        }
        double best = 0;
        for (String name : NAMES.getOrDefault(standard, List.of())) {
            if (key.equals(name)) {
                return EXACT;
            }
            if (name.length() >= SHORTEST_PART && key.contains(name)) {
                best = Math.max(best, 0.7 + 0.25 * name.length() / key.length());
            }
            double likeness = LIKENESS.apply(key, name);
            if (likeness >= LEAST_LIKENESS) {
                best = Math.max(best, likeness * 0.9);
            }
        }
        return best;
    }

    private static boolean couldBe(String standard, int position, List<List<String>> rows) {
        List<String> values = rows.stream()
                .map(row -> row.get(position).strip())
                .filter(value -> !value.isEmpty())
                .toList();
        Predicate<String> fits =
                switch (standard) {
                    case "quantity" -> value -> WHOLE.matcher(value).matches();
                    case "unit_price", "line_total", "line_tax", "line_discount", "shipping", "shipping_tax" ->
                        value -> NUMBER.matcher(value).matches();
                    case "email" -> value -> value.contains("@");
                    case "currency" -> value -> value.length() <= 3;
                    case "ordered_at" -> value -> value.chars().anyMatch(Character::isDigit);
                    default -> value -> true;
                };
        // most of them: a bad value is what the preview is there to show
        return values.isEmpty() || 2 * values.stream().filter(fits).count() >= values.size();
    }

    /** As {@link Header#key}, without accents: {@code Prénom} is {@code prenom}, {@code Straße} is {@code strasse}. */
    private static String key(String name) {
        String plain = MARKS.matcher(Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFKD))
                .replaceAll("");
        return Header.key(plain);
    }

    private static Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put(
                "order_number",
                words("order number, order no, order id, order, order ref, order reference, po number,"
                        + " bestellnummer, bestellnr, bestell nr, bestellung, auftragsnummer, auftragsnr, auftrag, numero de commande,"
                        + " no commande, commande, numero de pedido, num pedido, pedido, numero ordine, ordine, ordernummer,"
                        + " bestelnummer, bestelling"));
        names.put(
                "ordered_at",
                words("ordered at, order date, date, ordered, created at, purchase date, placed at,"
                        + " bestelldatum, bestellt am, auftragsdatum, datum, kaufdatum, date de commande, date commande,"
                        + " fecha de pedido, fecha, data ordine, data, besteldatum, orderdatum"));
        names.put("currency", words("currency, currency code, wahrung, devise, moneda, divisa, valuta"));
        names.put(
                "email",
                words("email, e mail, mail, email address, buyer email, customer email, emailadresse,"
                        + " mailadresse, courriel, correo, correo electronico, indirizzo email"));
        names.put(
                "name",
                words("name, ship to name, recipient, recipient name, customer, customer name, buyer name,"
                        + " full name, kunde, kundenname, empfanger, liefername, nom, destinataire, nom du client, nombre,"
                        + " destinatario, cliente, nome, nome cliente, naam, klant, ontvanger"));
        names.put(
                "address1",
                words("address1, address, address line 1, street, street address, shipping address,"
                        + " strasse, strasse und hausnummer, strasse hausnummer, anschrift, adresse, lieferadresse, adresse1, rue,"
                        + " direccion, calle, indirizzo, via, adres, straat"));
        names.put(
                "address2",
                words("address2, address line 2, apartment, adresszusatz, zusatz, adresse2, complement,"
                        + " direccion2, indirizzo2, toevoeging"));
        names.put(
                "city",
                words("city, town, ship city, ort, stadt, wohnort, ville, ciudad, citta, plaats, stad, woonplaats"));
        names.put(
                "region",
                words("region, state, province, county, bundesland, kanton, departement, provincia, provincie"));
        names.put(
                "postal_code",
                words("postal code, postcode, zip, zip code, plz, postleitzahl, code postal,"
                        + " codigo postal, cp, cap"));
        names.put(
                "country", words("country, country code, ship country, land, lieferland, pays, pais, paese, nazione"));
        names.put(
                "phone",
                words("phone, telephone, phone number, mobile, tel, telefon, telefonnummer, handy, telefono,"
                        + " telefoon"));
        names.put(
                "sku",
                words(
                        "sku, item number, item no, item code, product code, product id, part number, article,"
                                + " article number, artikelnummer, artikelnr, artikel nr, art nr, artnr, produktnummer, reference,"
                                + " reference produit, ref, code article, referencia, codigo, codice articolo, codice prodotto, articolo"));
        names.put(
                "title",
                words("title, product name, product, item, item name, item title, description,"
                        + " product description, artikel, artikelname, artikelbezeichnung, bezeichnung, produkt, produktname,"
                        + " beschreibung, designation, produit, nom du produit, libelle, producto, descripcion, prodotto,"
                        + " descrizione, omschrijving, productnaam"));
        names.put(
                "quantity",
                words("quantity, qty, units, count, amount ordered, menge, anzahl, stuckzahl, stuck, stk,"
                        + " quantite, qte, cantidad, unidades, quantita, qta, aantal"));
        names.put(
                "unit_price",
                words("unit price, price, item price, price per unit, price each, preis, einzelpreis,"
                        + " stuckpreis, verkaufspreis, prix, prix unitaire, precio, precio unitario, prezzo, prezzo unitario, prijs,"
                        + " stukprijs"));
        names.put(
                "line_discount",
                words("line discount, discount, rabatt, nachlass, remise, descuento, sconto, korting"));
        names.put(
                "line_tax",
                words("line tax, tax, vat, item tax, steuer, mwst, ust, umsatzsteuer, tva, iva, impuesto," + " btw"));
        names.put(
                "shipping",
                words("shipping, shipping cost, shipping price, postage, freight, delivery cost, versand,"
                        + " versandkosten, porto, frais de port, livraison, gastos de envio, envio, spedizione, spese di spedizione,"
                        + " verzendkosten"));
        names.put(
                "shipping_method",
                words("shipping method, ship method, shipping service, delivery method, carrier,"
                        + " versandart, lieferart, versandmethode, mode de livraison, metodo de envio, metodo di spedizione,"
                        + " verzendmethode"));
        names.put(
                "note",
                words("note, notes, comment, comments, message, remark, bemerkung, anmerkung, kommentar, notiz,"
                        + " hinweis, commentaire, remarque, nota, comentario, commento, opmerking"));
        names.put(
                "line_total",
                words("line total, total price, item total, row total, subtotal, amount, gesamtpreis,"
                        + " positionssumme, zeilensumme, summe, betrag, total ligne, montant, importe, totale riga, importo,"
                        + " regeltotaal, bedrag"));
        names.put("shipping_tax", words("shipping tax, versandsteuer, tva livraison, iva envio, iva spedizione"));
        names.put(
                "tax_included",
                words("tax included, prices include tax, inkl mwst, brutto, ttc, iva incluido," + " iva inclusa"));
        names.put(
                "status",
                words("status, order status, payment status, financial status, zahlungsstatus, bestellstatus,"
                        + " statut, estado, stato"));
        return names;
    }

    private static List<String> words(String list) {
        return List.of(list.split(", *")).stream().map(ColumnGuess::key).toList();
    }
}
