package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClinicalTableTest {
    private static final int PATIENTS = 16;

    @TempDir
    Path folder;

    private StudyFolder study;

    @BeforeEach
    void fill() throws IOException {
        StudySettings settings = StudySettings.named("trial");
        study = StoredStudy.of(folder.resolve("study"), settings, PATIENTS, 3);
    }

    @Test
    void patients_are_joined_by_pseudonym_and_get_the_papers_subgroups() throws IOException {
        ClinicalResult result = load(
                "patient_id,age,sex,weight,mjoa,site,region,phone\nP1,39,male,70.5,12,Kyoto,Asia Pacific,555\nX9,50,F,,,,,\n");
        assertEquals(1, result.patients());
        assertEquals(List.of(3L), result.unknownRows());
        assertEquals(PATIENTS - 1, result.withoutRow());
        assertEquals(Set.of("phone"), result.refusedColumns().keySet());
        assertEquals(
                Map.of(
                        "age",
                        "< 40",
                        "mjoa",
                        "12-14",
                        "manufacturer",
                        "Siemens",
                        "sex",
                        "M",
                        "site",
                        "Kyoto",
                        "region",
                        "Asia Pacific"),
                groups("P1"));
    }

    @Test
    void problems_are_listed_by_row_all_of_them_and_nothing_is_stored() throws IOException {
        ClinicalResult result =
                load("patient_id,age,sex,mjoa\nP1,55,F,14\nP2,300,V,19\nP1,55,F,14\n,1,F,1\nP3,5x,,13.5\n");
        assertEquals(
                List.of(
                        "row 3: age must be years from 0 to 120",
                        "row 3: sex must be M, F or O",
                        "row 3: mjoa must be a whole number from 0 to 18",
                        "row 4: this patient has a row already",
                        "row 5: patient_id is empty",
                        "row 6: age must be years from 0 to 120",
                        "row 6: mjoa must be a whole number from 0 to 18"),
                result.problems());
        assertEquals(0, result.patients());
        assertEquals(Map.of(), stored("P1"));
    }

    @ParameterizedTest
    @CsvSource({
        "weight, 70.5, weight_kg, 70.5",
        "weight, '70,5', weight_kg, 70.5",
        "Weight (kg), 70, weight_kg, 70",
        "weight_lb, 154, weight_kg, 69.85",
        "height, 175, height_cm, 175",
        "height_m, '1,75', height_cm, 175",
        "Height [inches], 69, height_cm, 175.26",
        "age, 054Y, age, 54",
        "age, 97, age, 90",
        "Gender, männlich, sex, M",
        "sex, Femme, sex, F",
        "sex, mujer, sex, F",
        "sex, 女, sex, F",
        "mJOA score, '14,0', mjoa, 14",
    })
    void values_are_stored_in_one_unit_and_one_spelling(String column, String value, String field, String expected)
            throws IOException {
        ClinicalResult result = load("patient_id;\"" + column + "\"\nP1;" + value + "\n");
        assertEquals(List.of(), result.problems());
        assertEquals(Map.of(field, expected), stored("P1"));
    }

    @ParameterizedTest
    @CsvSource({
        "height, 1.75, make sense in m: call the column height_m",
        "height, 69, make sense in in: call the column height_in",
        "height_m, 175, make sense in cm: call the column height_cm",
        "weight, 0.08, make sense in t:",
        "weight, 70500, make sense in g:",
        "weight, NaN1, kilograms from 20 to 300",
        "weight, 0x50, kilograms from 20 to 300",
        "weight, -70, kilograms from 20 to 300",
        "sex, 1, 'M, F or O'",
        "mjoa, 13.5, a whole number from 0 to 18",
    })
    void a_value_that_makes_no_sense_is_a_problem_that_says_where_it_would(String column, String value, String said)
            throws IOException {
        ClinicalResult result = load("patient_id;" + column + "\nP1;" + value + "\n");
        assertEquals(1, result.problems().size());
        assertTrue(
                result.problems().get(0).startsWith("row 2: " + column + " must be"),
                result.problems().get(0));
        assertTrue(result.problems().get(0).contains(said), result.problems().get(0));
    }

    @Test
    void two_columns_for_one_fact_are_a_problem() throws IOException {
        assertEquals(
                List.of("row 1: weight and weight_lb say the same: keep one"),
                load("patient_id,weight,weight_lb\nP1,70,154\n").problems());
    }

    @Test
    void a_site_that_the_study_does_not_have_is_a_problem() throws IOException {
        StudySettings settings =
                new StudySettings("trial", 1, List.of("Kyoto", "Lyon"), List.of(), SplitShares.PAPER, List.of(), null);
        study = StoredStudy.of(folder.resolve("two"), settings, 2, 1);
        assertEquals(
                List.of("row 3: site must be a site of study.yaml: Kyoto, Lyon"),
                load("patient_id,site\nP1,Kyoto\nP2,Oslo\n").problems());
    }

    @Test
    void spreadsheets_write_marks_quotes_semicolons_and_empty_rows() throws IOException {
        ClinicalResult result =
                load("\ufeff\"Patient_ID\";\"mJOA\";\"Site; of trial\";\r\n P1 ;12;a;\r\n;;;\r\nP2\u00a0;99;b;\r\n");
        assertEquals(List.of("row 4: mjoa must be a whole number from 0 to 18"), result.problems());
    }

    @Test
    void a_table_that_is_no_text_or_has_ragged_rows_is_refused_in_words() throws IOException {
        assertRefused("a quoted value does not end", StandardCharsets.UTF_8, "patient_id,sex\n\"P1,F\n");
        assertRefused("a workbook", StandardCharsets.ISO_8859_1, "PK\u0003\u0004");
        assertRefused("2 (3), 4 (3)", StandardCharsets.UTF_8, "patient_id,weight\nP1,70,5\nP2,70\nP3,60,5\n");
        assertRefused("two columns are called age", StandardCharsets.UTF_8, "patient_id,age,Age\nP1,1,1\n");
        assertRefused("no column patient_id", StandardCharsets.UTF_8, "age\n1\n");
        assertRefused("it is empty", StandardCharsets.UTF_8, "");
    }

    @Test
    void text_is_read_in_the_encodings_of_spreadsheets() throws IOException {
        for (Charset charset :
                List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)) {
            Files.writeString(folder.resolve("c.csv"), "sep=;\r\npatient_id;site\r\nP1;Köln\r\n", charset);
            ClinicalTable.load(study, folder.resolve("c.csv"));
            assertEquals(Map.of("site", "Köln"), stored("P1"), charset.name());
        }
    }

    @Test
    void participants_of_bids_are_found_with_and_without_their_prefix() throws IOException {
        ClinicalResult result = load("participant_id\tage\tsex\nsub-P1\t50\tF\nP2\tn/a\tM\n");
        assertEquals(List.of(), result.problems());
        assertEquals(2, result.patients());
        assertEquals(Map.of("age", "50", "sex", "F"), stored("P1"));
        assertEquals(Map.of("sex", "M"), stored("P2"));
        assertEquals(
                List.of("row 3: this patient has a row already"),
                load("participant_id,age\nsub-P1,50\nP1,51\n").problems());
    }

    @ParameterizedTest
    @CsvSource({"P01, leading zeros", "p1, other letter case", "p0001, 'other letter case and'"})
    void an_id_that_is_almost_a_patients_is_a_problem_and_never_a_match(String id, String said) throws IOException {
        ClinicalResult result = load("patient_id,age\n" + id + ",50\n");
        assertEquals(1, result.problems().size());
        assertTrue(result.problems().get(0).contains(said), result.problems().get(0));
        assertFalse(result.problems().get(0).contains(id));
        assertEquals(Map.of(), stored("P1"));
    }

    @Test
    void an_id_that_is_almost_that_of_another_row_is_another_patient() throws IOException {
        ClinicalResult result = load("patient_id,age\nP1,50\nP01,60\n");
        assertEquals(List.of(), result.problems());
        assertEquals(List.of(3L), result.unknownRows());
    }

    @Test
    void further_columns_that_tell_nobody_become_variables() throws IOException {
        StringBuilder csv = new StringBuilder("patient_id,Smoker,ASIA grade,Nurick,duration months,arm\n");
        for (int i = 1; i <= PATIENTS; i++) {
            csv.append("P" + i + "," + (i % 2 == 0 ? "yes" : "no") + ",grade " + "ABCD".charAt(i % 4) + "," + i % 5
                    + "," + (3 + i * 7) + ",\n");
        }
        ClinicalResult result = load(csv.toString());
        assertEquals(Map.of(), result.refusedColumns());
        assertEquals(List.of("arm", "asia_grade", "duration_months", "nurick", "smoker"), result.variables());
        assertEquals(
                Map.of("smoker", "no", "asia_grade", "grade B", "nurick", "1", "duration_months", "10"), stored("P1"));
        Map<String, String> groups = groups("P1");
        assertEquals("no", groups.get("smoker"));
        assertEquals("1", groups.get("nurick"));
        assertFalse(groups.containsKey("duration_months"), "16 different numbers are a covariate, not a grouping");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name|yes",
                "Family name|yes",
                "MRN|1",
                "hospital id|1",
                "Date of birth|1",
                "address|x",
                "phone|1",
                "e-mail|x",
                "zip|1",
                "comment|x",
                "visit|2021-03-0#",
                "visit|0#.03.2021",
                "visit|2021030#",
                "visit|# March 2021",
                "seen|195#",
                "contact2|x@y.org",
                "code|P#",
                "code|case P# left",
                "code|+49 30 12345#",
                "group|Smith-#",
                "group|much more than a short word can say",
                "manufacturer|GE",
                "label|1",
            })
    void columns_that_could_tell_who_a_patient_is_are_refused_by_name(String column) throws IOException {
        String[] parts = column.split("\\|", -1);
        StringBuilder csv = new StringBuilder("patient_id;" + parts[0] + "\n");
        for (int i = 1; i <= 9; i++) {
            csv.append("P" + i + ";" + parts[1].replace("#", String.valueOf(i)) + "\n");
        }
        ClinicalResult result = load(csv.toString());
        assertEquals(
                Set.of(parts[0].toLowerCase(java.util.Locale.ROOT)),
                result.refusedColumns().keySet());
        assertEquals(List.of(), result.problems());
        assertEquals(Map.of(), stored("P1"));
    }

    @Test
    void a_later_row_may_have_a_value_that_the_study_knows() throws IOException {
        load("patient_id,arm\nP1,a\nP2,a\nP3,b\n");
        assertEquals(List.of("arm"), load("patient_id,arm\nP4,b\n").variables());
        assertEquals(
                Set.of("arm"),
                load("patient_id,arm\nP5,Smith\n").refusedColumns().keySet());
    }

    @Test
    void no_patient_id_is_stored_or_said() throws IOException {
        ClinicalResult result = load("patient_id,age,code\nP1,50,P1\nSECRET7,300,x\nP2,300,y\n");
        assertFalse((result.summary() + " " + result.problems() + result.ignoredColumns()).contains("SECRET7"));
        assertFalse(result.problems().toString().contains("P2"));
    }

    private ClinicalResult load(String text) throws IOException {
        return ClinicalTable.load(study, Files.writeString(folder.resolve("clinical.csv"), text));
    }

    private void assertRefused(String said, Charset charset, String text) throws IOException {
        Path file = Files.write(folder.resolve("clinical.csv"), text.getBytes(charset));
        UserFacingException refused = assertThrows(UserFacingException.class, () -> ClinicalTable.load(study, file));
        assertTrue(String.valueOf(refused.getMessage()).contains(said), String.valueOf(refused.getMessage()));
    }

    private Map<String, String> stored(String patient) throws IOException {
        Map<String, String> values = new HashMap<>();
        String subject = study.deidentifier().pseudonyms().subject(patient);
        study.catalogue()
                .jdbi()
                .useHandle(h -> h.createQuery("SELECT field, content FROM clinical_values WHERE subject = :s")
                        .bind("s", subject)
                        .map((row, context) -> values.put(row.getString(1), row.getString(2)))
                        .list());
        return values;
    }

    private Map<String, String> groups(String patient) throws IOException {
        Splitting.make(study, false);
        study.catalogue()
                .jdbi()
                .useHandle(h -> h.execute("INSERT INTO consensus_labels (sop_uid, frame, label, reason)"
                        + " SELECT sop_uid, frame, 1, 'test' FROM slices"));
        String subject = study.deidentifier().pseudonyms().subject(patient);
        return Cohort.load(study).slices().stream()
                .filter(s -> s.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .subgroups();
    }
}
