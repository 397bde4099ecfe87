package org.cordscope.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.UserFacingException;
import org.cordscope.web.access.Accounts;
import org.cordscope.web.access.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Accounts of a team. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Accounts for serve --team.",
        subcommands = {ServeUser.Add.class, ServeUser.Remove.class, ServeUser.Listing.class})
final class ServeUser extends CommandGroup {

    /** Makes an account or changes its role and password. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes an account, or gives an existing one this role and password."
                    + " The password is asked for, or is the first line of stdin.")
    static final class Add implements Callable<Integer> {
        @Mixin
        private StudyOption study = new StudyOption();

        @Parameters(paramLabel = "NAME", description = "Name to sign in with; a rater's labels stand under it")
        private String name = "";

        @Option(names = "--role", required = true, description = "rater, adjudicator, coordinator or admin")
        private String role = "";

        @Override
        public Integer call() throws IOException {
            if (!List.of("rater", "adjudicator", "coordinator", "admin").contains(role.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("a role is rater, adjudicator, coordinator or admin: " + role);
            }
            try (StudyFolder folder = study.open()) {
                new Accounts(folder).put(name, Role.of(role), password());
            }
            System.out.println(name + " is " + role.toLowerCase(Locale.ROOT) + ".");
            return 0;
        }

        private static String password() throws IOException {
            Console console = System.console();
            if (console == null) {
                String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
                return text.lines().findFirst().orElse("");
            }
            char @Nullable [] typed = console.readPassword("Password: ");
            char @Nullable [] again = console.readPassword("Again: ");
            if (typed == null || again == null || !String.valueOf(typed).equals(String.valueOf(again))) {
                throw new UserFacingException("The passwords differ.", "Run the command again.");
            }
            return String.valueOf(typed);
        }
    }

    /** Takes an account away; its labels stay. */
    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes an account; its labels stay.")
    static final class Remove implements Callable<Integer> {
        @Mixin
        private StudyOption study = new StudyOption();

        @Parameters(paramLabel = "NAME", description = "Account")
        private String name = "";

        @Override
        public Integer call() throws IOException {
            try (StudyFolder folder = study.open()) {
                new Accounts(folder).remove(name);
            }
            return 0;
        }
    }

    /** Names and roles. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists accounts with their roles.")
    static final class Listing implements Callable<Integer> {
        @Mixin
        private StudyOption study = new StudyOption();

        @Override
        public Integer call() throws IOException {
            try (StudyFolder folder = study.open()) {
                for (Accounts.Account account : new Accounts(folder).all()) {
                    System.out.println(
                            account.name() + "  " + account.role().name().toLowerCase(Locale.ROOT));
                }
            }
            return 0;
        }
    }
}
