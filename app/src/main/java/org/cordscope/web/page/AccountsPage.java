package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.List;
import java.util.stream.Stream;
import org.cordscope.web.access.Accounts;
import org.cordscope.web.access.Role;

/** For the administrator: accounts of the team. */
public final class AccountsPage {
    private AccountsPage() {}

    public static String of(Visitor visitor, List<Accounts.Account> accounts) {
        List<Html> rows = accounts.stream().map(a -> row(visitor, a)).toList();
        return Layout.column(
                visitor,
                "/accounts",
                Texts.of("nav.accounts"),
                element("h1", Texts.of("nav.accounts")),
                element(
                        "div.wide",
                        element(
                                "table",
                                element(
                                        "thead",
                                        element(
                                                "tr",
                                                element("th", Texts.of("login.name")),
                                                element("th", Texts.of("accounts.role")),
                                                element("th", Texts.of("accounts.since")),
                                                element("th", element("span.unseen", Texts.of("accounts.remove"))))),
                                element("tbody", rows))),
                element("h2", Texts.of("accounts.new")),
                element("p.muted", Texts.of("accounts.new.text")),
                form(visitor));
    }

    private static Html row(Visitor visitor, Accounts.Account account) {
        boolean self = account.name().equals(visitor.person().name());
        return element(
                "tr",
                element("td", account.name()),
                element("td", Texts.of("role." + account.role().name())),
                element("td.muted", account.createdUtc().substring(0, 10)),
                element(
                        "td",
                        self
                                ? Html.NONE
                                : Layout.form(
                                        visitor,
                                        "/accounts/remove",
                                        attribute("data-confirm", Texts.of("accounts.remove.confirm", account.name())),
                                        element(
                                                "input",
                                                attribute("type", "hidden"),
                                                attribute("name", "name"),
                                                attribute("value", account.name())),
                                        Layout.button("quiet", Texts.of("accounts.remove")))));
    }

    private static Html form(Visitor visitor) {
        List<Html> roles = Stream.of(Role.values())
                .filter(role -> role != Role.OWNER)
                .map(role -> element("option", attribute("value", role.name()), Texts.of("role." + role.name())))
                .toList();
        return Layout.form(
                visitor,
                "/accounts",
                attribute("class", "inline"),
                element("label", Texts.of("login.name"), input("name", "text")),
                element("label", Texts.of("accounts.role"), element("select", attribute("name", "role"), roles)),
                element("label", Texts.of("login.password"), input("password", "password")),
                Layout.button("", Texts.of("accounts.save")));
    }

    private static Html input(String name, String type) {
        return element(
                "input",
                attribute("name", name),
                attribute("type", type),
                attribute("required", ""),
                attribute("autocomplete", type.equals("password") ? "new-password" : "off"));
    }
}
