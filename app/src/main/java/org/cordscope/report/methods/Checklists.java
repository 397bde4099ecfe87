package org.cordscope.report.methods;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cordscope.report.table.Table;

/**
 * Items of CLAIM 2024, TRIPOD+AI and STARD-AI in short words of our own, each with what the software knows of it; what only
 * the authors know is marked open.
 */
public final class Checklists {
    /** Stands where only the authors can answer. */
    public static final String OPEN = "open";

    private Checklists() {}

    /** Before what the authors have to add to an answer. */
    private static final String REST = "!";

    /**
     * One guideline as the resource has it: each item is its number, what it asks, and optionally the names of answers and,
     * after a {@code !}, what none of them says.
     */
    private record Guideline(String name, String source, List<List<String>> items) {}

    /**
     * One table for each guideline.
     *
     * @param answers sentences by the names that {@code checklists.yaml} uses
     */
    public static List<Table> of(Map<String, String> answers) {
        return guidelines().stream().map(g -> table(g, answers)).toList();
    }

    private static Table table(Guideline guideline, Map<String, String> answers) {
        List<List<String>> rows = new ArrayList<>();
        int whole = 0;
        int part = 0;
        for (List<String> item : guideline.items()) {
            List<String> rest = item.subList(2, item.size());
            String known = rest.stream()
                    .map(name -> answers.getOrDefault(name, ""))
                    .filter(answer -> !answer.isEmpty())
                    .collect(Collectors.joining(" "));
            String missing = rest.stream()
                    .filter(name -> name.startsWith(REST))
                    .map(name -> name.substring(REST.length()))
                    .findFirst()
                    .orElse("");
            whole += !known.isEmpty() && missing.isEmpty() ? 1 : 0;
            part += !known.isEmpty() && !missing.isEmpty() ? 1 : 0;
            String open = missing.isEmpty() ? OPEN : OPEN + ": " + missing;
            rows.add(List.of(
                    item.get(0),
                    item.get(1),
                    known.isEmpty() ? open : missing.isEmpty() ? known : known + " Open: " + missing + "."));
        }
        return new Table(
                guideline.name() + ": of " + rows.size() + " items " + whole + " have an answer here, " + part
                        + " a part of one; " + (rows.size() - whole - part) + " are open",
                List.of("Item", "Asks for", "Known to the software"),
                rows,
                List.of(guideline.source()
                        + " The words are ours: read the guideline itself before you submit. An answer"
                        + " here is a help for writing, not proof that an item is fulfilled."));
    }

    private static List<Guideline> guidelines() {
        try (InputStream yaml = Checklists.class.getResourceAsStream("checklists.yaml")) {
            if (yaml == null) {
                throw new IllegalStateException("checklists.yaml is missing from the class path");
            }
            return new ObjectMapper(new YAMLFactory()).readValue(yaml, new TypeReference<List<Guideline>>() {});
        } catch (IOException e) {
            throw new IllegalStateException("checklists.yaml cannot be read from the class path", e);
        }
    }
}
