package org.cordscope.deid;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.cordscope.study.ParallelWork;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/**
 * Searches a folder of de-identified files, or a study, for every identifier that its private folder has recorded: in the bytes of
 * every file, in the names of files and folders, in every encoding, deflated and gzipped content inflated. Every DICOM file must
 * also read and say Patient Identity Removed YES.
 */
public final class Verification {
    private static final String NAMELESS = "a file whose name is not shown";

    private final Path root;
    private final Path secret;
    private final FileVerification each;
    private final Progress progress;
    private final List<Path> names = new ArrayList<>();
    private final List<Finding> findings = Collections.synchronizedList(new ArrayList<>());

    /**
     * Something that must not be.
     *
     * @param file path below the folder
     * @param what kind of the identifier found, or what the file fails; never the identifier
     */
    public record Finding(String file, String what) {}

    /**
     * What was searched.
     *
     * @param files number of files
     * @param dicomFiles those of them that are DICOM
     * @param identifiers number of identifiers looked for
     */
    public record Result(int files, int dicomFiles, int identifiers, List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    private Verification(Path root, Path secret, FileVerification each, Progress progress) {
        this.root = root;
        this.secret = secret;
        this.each = each;
        this.progress = progress;
    }

    /**
     * @param folder output of {@link FolderDeidentification}, or a study, whose private folder is left out
     * @param secret the private folder; null for the one beside or, in a study, inside {@code folder}
     * @throws UserFacingException where there is no private folder with a record of identifiers
     * @throws CancellationException where the thread is interrupted
     */
    public static Result run(Path folder, @Nullable Path secret, Progress progress) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            throw new UserFacingException("There is no folder " + folder, "Check the path.");
        }
        Path recorded =
                secret == null ? secretOf(root) : secret.toAbsolutePath().normalize();
        if (!Files.isRegularFile(recorded.resolve("identifiers"))) {
            throw new UserFacingException(
                    "There is no record of identifiers for " + folder,
                    "Name the private folder that was written with it: --private.");
        }
        IdentifierJournal.Content content = IdentifierJournal.read(recorded.resolve("identifiers"));
        FileVerification each = FileVerification.of(content, recorded.resolve("linking.csv"));
        Verification verification = new Verification(root, recorded, each, progress);
        return verification.run(content.identifiers().size());
    }

    private static Path secretOf(Path root) {
        Path beside = OutputFolder.secretBeside(root);
        return Files.isDirectory(beside) ? beside : root.resolve("private");
    }

    private Result run(int identifiers) throws IOException {
        List<Path> files = files();
        if (files.isEmpty()) {
            throw new UserFacingException("There is no file to search in " + root, "Check the folder.");
        }
        progress.begin("searching", files.size());
        int[] dicom = new int[1];
        try (ParallelWork work = ParallelWork.onAllProcessors()) {
            work.each(files.iterator(), this::verify, isDicom -> {
                dicom[0] += isDicom ? 1 : 0;
                progress.advance(1);
            });
        }
        for (Path name : names) {
            for (String what : each.verifyName(root.relativize(name).toString())) {
                findings.add(new Finding(NAMELESS, what));
            }
        }
        findings.sort(Comparator.comparing(Finding::file).thenComparing(Finding::what));
        return new Result(files.size(), dicom[0], identifiers, findings);
    }

    /** @return whether the file is DICOM */
    private boolean verify(Path file) throws IOException {
        String name = root.relativize(file).toString();
        FileVerification.Outcome outcome = each.verify(file, name);
        for (String what : outcome.problems()) {
            findings.add(new Finding(shown(name, outcome), what));
        }
        return outcome.dicom();
    }

    /** A name that holds an identifier is not told. */
    private static String shown(String name, FileVerification.Outcome outcome) {
        boolean inName = outcome.problems().stream().anyMatch(what -> what.endsWith(FileVerification.IN_NAME));
        return inName ? NAMELESS : name;
    }

    /** Those with content; of all else, folders and links, the names are remembered. */
    private List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        Set<Path> left = Set.copyOf(List.of(secret, root.resolve("private")));
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (left.contains(folder)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                names.add(folder);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                (attributes.isRegularFile() ? files : names).add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(files);
        return files;
    }
}
