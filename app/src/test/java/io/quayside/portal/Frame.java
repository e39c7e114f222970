package io.quayside.portal;

import com.microsoft.playwright.Page;

/** What the portal is looked at through. */
enum Frame {
    WIDE(1440, 900),
    DARK(1440, 900),
    PHONE(390, 844);

    private final int width;
    private final int height;

    Frame(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void apply(Page page) {
        page.setViewportSize(width, height);
        page.mouse().move(0, 0); // nothing is pointed at
    }
}
