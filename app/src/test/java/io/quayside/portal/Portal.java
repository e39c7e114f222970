package io.quayside.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A person before the browser, who finds things by what they are called. */
public final class Portal {
    private final Page page;

    Portal(Page page) {
        this.page = page;
    }

    public Page page() {
        return page;
    }

    public void open(String path) {
        page.navigate(path);
    }

    /** On the sign-in page. */
    public void signsIn(String email, String password) {
        field("E-mail address").fill(email);
        field("Password").fill(password);
        press("Sign in");
    }

    public void signsOut() {
        opensAccountMenu();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        showsPage("Sign in");
    }

    public void opensAccountMenu() {
        page.getByRole(AriaRole.BANNER)
                .getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setVisible(true))
                .click();
    }

    public void press(String button) {
        button(button).click();
    }

    public void follow(String link) {
        link(link).click();
    }

    /** By the main navigation. */
    public void goTo(String place) {
        page.getByRole(AriaRole.NAVIGATION)
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(place))
                .click();
        showsPage(place);
    }

    public void showsPage(String heading) {
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(heading).setLevel(1)))
                .isVisible();
    }

    /** Somewhere, once it is there. */
    public void shows(String text) {
        assertThat(page.getByText(text).first()).isVisible();
    }

    public Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    public Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    public Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** The rows of a table, without its heading. */
    public Locator rows(String table) {
        return page.getByRole(
                        AriaRole.TABLE,
                        new Page.GetByRoleOptions().setName(table).setExact(true))
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHas(page.getByRole(AriaRole.CELL)));
    }

    /** Into a place for files, as if it had been dropped there. */
    public void handsIn(String place, String name, String content) {
        page.getByLabel(Pattern.compile("^" + place))
                .setInputFiles(new FilePayload(name, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
    }
}
