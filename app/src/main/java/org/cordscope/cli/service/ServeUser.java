package org.cordscope.cli.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.CommandGroup;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cohort.StudyFolder;
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
                    + " The password is asked for with --password, or is the first line of stdin.")
    static final class Add implements Callable<Integer> {
        @Mixin
        private StudyOption study = new StudyOption();

        @Parameters(paramLabel = "NAME", description = "Name to sign in with; a rater's labels stand under it")
        private String name = "";

        @Option(names = "--role", required = true, description = "rater, adjudicator, coordinator or admin")
        private String role = "";

        @Option(names = "--password", interactive = true, description = "Asks for the password, without showing it")
        private char @Nullable [] password;

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

        private String password() throws IOException {
            if (password != null) {
                return String.valueOf(password);
            }
            System.err.println("Password, then Enter:");
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = lines.readLine();
            return line == null ? "" : line;
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
