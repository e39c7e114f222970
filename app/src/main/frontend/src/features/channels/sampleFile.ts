/** Two orders in the standard layout; the second has two lines. */
export const SAMPLE = `order_number,ordered_at,currency,email,name,address1,address2,city,region,postal_code,country,phone,sku,title,quantity,unit_price,line_discount,line_tax,shipping,shipping_method,note
S-1001,2026-01-15T09:30:00Z,EUR,anna@example.com,Anna Berg,Heidestr. 17,,Köln,,51147,DE,,MUG-BLUE,"Mug, blue",1,12.50,0.00,0.00,4.90,Parcel,
S-1002,2026-01-15T10:05:00Z,EUR,marc@example.com,Marc Petit,12 Rue de la Paix,,Paris,,75002,FR,,TOTE-01,Tote bag,2,18.00,0.00,0.00,6.50,Parcel,Gift wrap
S-1002,2026-01-15T10:05:00Z,EUR,marc@example.com,Marc Petit,12 Rue de la Paix,,Paris,,75002,FR,,MUG-RED,"Mug, red",1,14.50,1.50,0.00,,,
`;
