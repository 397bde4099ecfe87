package org.cordscope.nifti;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Name of a file in the Brain Imaging Data Structure: entities {@code key-value}, then a suffix, underscores between them.
 *
 * @param subject value of {@code sub-}, of the folder where the name has none; empty where neither says
 * @param session value of {@code ses-}, likewise
 * @param entities all {@code key-value} of the name in their order
 * @param suffix last part of the name, as {@code T2w}
 */
record BidsName(String subject, String session, List<String> entities, String suffix) {
    private static final Pattern ENTITY = Pattern.compile("([A-Za-z]+)-([A-Za-z0-9+]+)");
    private static final Pattern NAMES_WEIGHTING = Pattern.compile("(acq|desc|rec)-(.+)");

    BidsName {
        entities = List.copyOf(entities);
    }

    static BidsName of(Path file) {
        List<String> entities = new ArrayList<>();
        String suffix = "";
        for (String part : NiftiName.stem(file).split("_", -1)) {
            if (ENTITY.matcher(part).matches()) {
                entities.add(part);
            } else {
                suffix = part;
            }
        }
        String subject = value(entities, "sub").or(() -> folder(file, "sub")).orElse("");
        String session = value(entities, "ses").or(() -> folder(file, "ses")).orElse("");
        return new BidsName(subject, session, entities, suffix);
    }

    /** The words of suffix and acquisition, as a scanner's description would have them. */
    String description() {
        StringBuilder words = new StringBuilder(suffix.replaceAll("(?i)^T2star(w|map)?$", "T2*"));
        for (String entity : entities) {
            Matcher named = NAMES_WEIGHTING.matcher(entity);
            if (named.matches()) {
                words.append(' ').append(named.group(2).replaceAll("(?<=[a-z])(?=[A-Z])", " "));
            }
        }
        return words.toString().strip();
    }

    private static Optional<String> value(List<String> entities, String key) {
        return entities.stream()
                .filter(e -> e.startsWith(key + "-"))
                .map(e -> e.substring(key.length() + 1))
                .findFirst();
    }

    private static Optional<String> folder(Path file, String key) {
        for (Path folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            String name = String.valueOf(folder.getFileName());
            if (name.startsWith(key + "-") && ENTITY.matcher(name).matches()) {
                return Optional.of(name.substring(key.length() + 1));
            }
        }
        return Optional.empty();
    }
}
