package io.quayside.connectors.csv;

/** The order of day, month and year in dates like 03/04/2026. */
public enum DateOrder {
    YMD,
    DMY,
    MDY
}
