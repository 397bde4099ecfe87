package org.cordscope.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.study.SliceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedcapFilesTest {
    @TempDir
    Path folder;

    private static CodedScan scan(String series, double... probabilities) {
        return new CodedScan(
                "1.2",
                series,
                IntStream.range(0, probabilities.length)
                        .mapToObj(i -> new CodedSlice(
                                new SliceKey(series + "." + i, 1),
                                i,
                                4.0 * i,
                                probabilities[i],
                                probabilities[i] >= 0.5))
                        .toList(),
                2);
    }

    private CSVParser read(String name) throws IOException {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(Files.newBufferedReader(folder.resolve(name)));
    }

    @Test
    void every_column_of_the_data_is_a_field_that_the_dictionary_defines_by_redcaps_rules() throws IOException {
        List<RedcapFiles.Row> rows = List.of(
                new RedcapFiles.Row("P1", scan("1.1", 0.1, 0.9, 0.8)),
                new RedcapFiles.Row("P1", scan("1.2", 0.2)),
                new RedcapFiles.Row("P2", scan("1.3", 0.7)));
        RedcapFiles.write(rows, "1.0", "ab", 0.5, folder);
        List<String> fields;
        try (CSVParser dictionary = read("redcap-dictionary.csv")) {
            assertEquals(18, dictionary.getHeaderNames().size());
            List<CSVRecord> records = dictionary.getRecords();
            fields = records.stream().map(row -> row.get(0)).toList();
            assertEquals("record_id", fields.get(0), "the first field names the records");
            for (CSVRecord row : records) {
                assertTrue(
                        row.get(0).matches("[a-z][a-z0-9]*(_[a-z0-9]+)*")
                                && row.get(0).length() <= 26,
                        row::toString);
                assertTrue(List.of("text", "yesno", "notes").contains(row.get("Field Type")), row::toString);
                assertTrue(row.get("Form Name").matches("[a-z_]+"), row::toString);
            }
        }
        try (CSVParser data = read("redcap.csv")) {
            List<String> columns = data.getHeaderNames();
            assertEquals(
                    List.of("record_id", "redcap_repeat_instrument", "redcap_repeat_instance"), columns.subList(0, 3));
            assertEquals(fields.subList(1, fields.size()), columns.subList(3, columns.size()));
            List<CSVRecord> records = data.getRecords();
            assertEquals(
                    List.of("P1 1", "P1 2", "P2 1"),
                    records.stream()
                            .map(row -> row.get("record_id") + " " + row.get("redcap_repeat_instance"))
                            .toList());
            assertEquals("2 3", records.get(0).get("cs_compressed_list"));
            assertEquals("0.666667", records.get(0).get("cs_longest_fraction"));
        }
    }
}
