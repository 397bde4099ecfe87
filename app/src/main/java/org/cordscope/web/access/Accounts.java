package org.cordscope.web.access;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.UserFacingException;

/** Accounts of a team, in the study's catalogue. Passwords are kept as Argon2id hashes with OWASP's parameters. */
public final class Accounts {
    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
    private static final int SHORTEST_PASSWORD = 10;
    private static final int LONGEST_PASSWORD = 200;

    private static final Semaphore CHECKS =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    /** What an unknown name is checked against, so that it takes as long as a known one. */
    private static final String NOBODY = hash("nobody has this password");

    private final StudyFolder study;

    public Accounts(StudyFolder study) {
        this.study = study;
    }

    /** One account, without its hash. */
    public record Account(String name, Role role, String createdUtc) {}

    public List<Account> all() {
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT name, role, created_utc FROM accounts ORDER BY name")
                        .map((row, context) -> new Account(
                                row.getString("name"),
                                Role.valueOf(row.getString("role")),
                                row.getString("created_utc")))
                        .list());
    }

    /**
     * Makes an account, or gives an existing one this role and password.
     *
     * @throws UserFacingException where the name or the password cannot be used
     */
    public void put(String name, Role role, String password) {
        checkName(name, role);
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw new UserFacingException(
                    "A password has " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters.",
                    "Give another one; several words are good.");
        }
        String hash = hash(password); // takes a while, in which nobody should wait for the database
        study.catalogue()
                .jdbi()
                .useTransaction(handle -> handle.createUpdate("""
                                INSERT INTO accounts (name, role, password_hash, created_utc)
                                VALUES (:name, :role, :hash, :at) ON CONFLICT (name)
                                DO UPDATE SET role = excluded.role, password_hash = excluded.password_hash""")
                        .bind("name", name)
                        .bind("role", role.name())
                        .bind("hash", hash)
                        .bind("at", study.clock().instant().toString())
                        .execute());
    }

    private static void checkName(String name, Role role) {
        if (!name.matches("[\\p{L}\\p{N}._@-]{1,40}") || name.equals("consensus") || role == Role.OWNER) {
            throw new UserFacingException(
                    "An account has a name of 1 to 40 letters, digits, dots, dashes, underscores and at signs.",
                    "Give another name.");
        }
    }

    /**
     * The person whom a provider has signed in, in the role that it says now. Keeps the name of the first time, under which
     * labels may stand.
     *
     * @param subject by which the provider knows the person
     * @throws UserFacingException where the name cannot be used, or is somebody else's
     */
    public Person provided(String subject, String name, Role role) {
        return study.catalogue().jdbi().inTransaction(handle -> {
            Optional<String> earlier = handle.createQuery("SELECT name FROM accounts WHERE subject = :subject")
                    .bind("subject", subject)
                    .mapTo(String.class)
                    .findOne();
            if (earlier.isPresent()) {
                handle.execute("UPDATE accounts SET role = ? WHERE name = ?", role.name(), earlier.get());
                return Person.of(earlier.get(), role);
            }
            checkName(name, role);
            int made = handle.createUpdate("INSERT INTO accounts (name, role, password_hash, created_utc, subject)"
                            + " VALUES (:name, :role, '', :at, :subject) ON CONFLICT (name) DO NOTHING")
                    .bind("name", name)
                    .bind("role", role.name())
                    .bind("at", study.clock().instant().toString())
                    .bind("subject", subject)
                    .execute();
            if (made == 0) {
                throw new UserFacingException(
                        "The name " + name + " belongs to another account.",
                        "An administrator can remove that account, or the provider can give another name.");
            }
            return Person.of(name, role);
        });
    }

    private static String hash(String password) {
        return Password.hash(password).addRandomSalt().with(ARGON2ID).getResult();
    }

    /** @throws UserFacingException where there is no such account */
    public void remove(String name) {
        int removed = study.catalogue()
                .jdbi()
                .inTransaction(handle -> handle.execute("DELETE FROM accounts WHERE name = ?", name));
        if (removed == 0) {
            throw new UserFacingException(
                    "There is no account of this name.", "See them with: cordscope serve user list");
        }
    }

    /** The person of this name and password; a wrong name takes as long as a wrong password. */
    public Optional<Person> verify(String name, String password) {
        Optional<Stored> stored = stored(name);
        String hash = stored.map(Stored::hash).filter(h -> !h.isEmpty()).orElse(NOBODY);
        boolean right = password.length() <= LONGEST_PASSWORD && check(password, hash);
        return right && !hash.equals(NOBODY)
                ? stored.map(account -> Person.of(name, account.role()))
                : Optional.empty();
    }

    /** What changes with an account's role and password; empty where there is no such account. */
    public String standing(String name) {
        return stored(name).map(s -> s.role() + " " + s.hash()).orElse("");
    }

    private Optional<Stored> stored(String name) {
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT role, password_hash FROM accounts WHERE name = :name")
                        .bind("name", name)
                        .map((row, context) -> new Stored(Role.valueOf(row.getString(1)), row.getString(2)))
                        .findOne());
    }

    private record Stored(Role role, String hash) {}

    /** A few at a time: each takes a core and 19 MB for a while, which whoever guesses must not get many of. */
    private static boolean check(String password, String hash) {
        CHECKS.acquireUninterruptibly();
        try {
            return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        } finally {
            CHECKS.release();
        }
    }
}
