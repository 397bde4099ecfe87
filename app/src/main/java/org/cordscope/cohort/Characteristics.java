package org.cordscope.cohort;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a paper's Table 1 says of one patient; what is unknown is absent.
 *
 * @param numbers by name: age in years, mJOA, weight in kg, height in cm, slice thickness and pixel spacing in mm, slices
 * @param words by name: sex, manufacturer, site, region
 */
public record Characteristics(String subject, Part part, Map<String, Double> numbers, Map<String, String> words) {
    private static final Map<String, String> NUMBERS = Map.of(
            "age", "Age, years",
            "mjoa", "mJOA",
            "weight_kg", "Weight, kg",
            "height_cm", "Height, cm");
    private static final Map<String, String> WORDS = Map.of("sex", "Sex", "site", "Site", "region", "Region");
    private static final String SCANS = """
            SELECT scans.subject AS subject, MIN(scans.manufacturer) AS manufacturer,
                AVG(scans.slice_thickness_mm) AS thickness, AVG(slices.row_spacing_mm) AS spacing, COUNT(*) AS slices
            FROM scans JOIN slices ON slices.scan = scans.scan GROUP BY scans.subject""";

    public Characteristics {
        numbers = Map.copyOf(numbers);
        words = Map.copyOf(words);
    }

    /** Every patient of the split, by name; empty where the study is not split. */
    public static List<Characteristics> of(StudyFolder study) {
        return study.catalogue().jdbi().withHandle(handle -> {
            SortedMap<String, Part> parts =
                    SplitStore.current(handle).map(Split::parts).orElseGet(TreeMap::new);
            ClinicalValues clinical = ClinicalValues.read(handle);
            Map<String, Map<String, Double>> numbers = new LinkedHashMap<>();
            Map<String, String> makers = new LinkedHashMap<>();
            handle.createQuery(SCANS)
                    .map((row, context) -> {
                        Map<String, Double> own = new LinkedHashMap<>();
                        double thickness = row.getDouble("thickness");
                        if (!row.wasNull()) {
                            own.put("Slice thickness, mm", thickness);
                        }
                        own.put("Pixel spacing, mm", row.getDouble("spacing"));
                        own.put("Slices", row.getDouble("slices"));
                        makers.put(row.getString("subject"), row.getString("manufacturer"));
                        return numbers.put(row.getString("subject"), own);
                    })
                    .list();
            return parts.entrySet().stream()
                    .filter(e -> numbers.containsKey(e.getKey()))
                    .map(e -> of(
                            e.getKey(),
                            e.getValue(),
                            clinical.groupings(e.getKey()),
                            numbers.getOrDefault(e.getKey(), Map.of()),
                            makers.getOrDefault(e.getKey(), "")))
                    .toList();
        });
    }

    private static Characteristics of(
            String subject, Part part, Map<String, String> clinical, Map<String, Double> scan, String maker) {
        Map<String, Double> numbers = new LinkedHashMap<>(scan);
        NUMBERS.forEach((field, name) -> {
            String value = clinical.getOrDefault(field, "");
            if (!value.isBlank()) {
                numbers.put(name, Double.valueOf(value));
            }
        });
        Map<String, String> words = new LinkedHashMap<>();
        WORDS.forEach((field, name) -> words.put(name, clinical.getOrDefault(field, "")));
        words.put("Manufacturer", maker.isBlank() ? "" : Subgroups.maker(maker));
        words.values().removeIf(String::isBlank);
        return new Characteristics(subject, part, numbers, words);
    }
}
