package org.cordscope.phantom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.phantom.anatomy.TruthColumns;
import org.cordscope.study.Compression;
import org.cordscope.study.WholeFile;

/** The tables of a cohort, line by line; no value holds a comma or a quote. */
final class CohortTables {
    /** The lowest Kang grade that counts as compressed. */
    private static final int DEFORMED = 2;

    private final List<String> ratings = new ArrayList<>(List.of("rater,sop_instance_uid,frame,label,kang_grade"));
    private final List<String> consensus = new ArrayList<>(List.of("sop_instance_uid,frame,label,kang_grade"));
    private final List<String> truth = new ArrayList<>(List.of(
            "patient_id,series_uid,sop_instance_uid,frame,position_mm," + String.join(",", TruthColumns.titles())));
    private final List<String> screening = new ArrayList<>(List.of(Screening.HEADER));
    private final List<String> clinical = new ArrayList<>(List.of("patient_id,age,sex,weight,height,mjoa,site,region"));

    /** Lines of one patient, to be added in patient order. */
    static final class Part {
        private final List<String> ratings = new ArrayList<>();
        private final List<String> consensus = new ArrayList<>();
        private final List<String> truth = new ArrayList<>();
        private final List<String> clinical = new ArrayList<>();
        private final String patientId;
        private final String screening;

        /** A patient whose slices follow. */
        Part(String patientId, Subject subject) {
            this.patientId = patientId;
            this.screening = Screening.line(patientId, subject, "");
            clinical.add(format(
                    "%s,%d,%s,%.1f,%.0f,%d,%s,%s",
                    patientId,
                    subject.ageYears(),
                    subject.sex(),
                    subject.weightKg(),
                    subject.heightCm(),
                    subject.mjoa(),
                    subject.site(),
                    subject.region()));
        }

        /** A patient who has no slices, for a reason. */
        Part(String patientId, Subject subject, String reason) {
            this.patientId = patientId;
            this.screening = Screening.line(patientId, subject, reason);
        }

        void add(PhantomSlice slice, String seriesUid, SimulatedRaters raters, SeededDraw eyes) {
            String key = slice.image().key().sopInstanceUid() + ","
                    + slice.image().key().frame();
            SimulatedRaters.Reading reading = raters.read(slice.truth(), eyes);
            for (int i = 0; i < reading.labels().size(); i++) {
                String name = raters.raters().get(i).name();
                ratings.add(name + "," + key + "," + graded(reading.labels().get(i), slice.truth()));
            }
            consensus.add(key + "," + graded(reading.consensus(), slice.truth()));
            truth.add(truthLine(slice, seriesUid, key));
        }

        private String truthLine(PhantomSlice slice, String seriesUid, String key) {
            return format("%s,%s,%s,%.3f,", patientId, seriesUid, key, slice.positionMm())
                    + String.join(",", TruthColumns.values(slice.truth()));
        }
    }

    void add(Part part) {
        ratings.addAll(part.ratings);
        consensus.addAll(part.consensus);
        truth.addAll(part.truth);
        clinical.addAll(part.clinical);
        screening.add(part.screening);
    }

    void addLeftOut(List<String> lines) {
        screening.addAll(lines);
    }

    void write(Path folder) throws IOException {
        write(folder.resolve("ratings.csv"), ratings);
        write(folder.resolve("consensus.csv"), consensus);
        write(folder.resolve("truth.csv"), truth);
        write(folder.resolve("screening.csv"), screening);
        write(folder.resolve("clinical.csv"), clinical);
    }

    private static void write(Path target, List<String> lines) throws IOException {
        WholeFile.write(target, String.join("\n", lines) + "\n");
    }

    /** The label and the true grade, or that nearest to it which goes with a label that is wrong. */
    private static String graded(Compression label, Truth truth) {
        boolean compressed = label == Compression.COMPRESSED;
        int grade = compressed ? Math.max(DEFORMED, truth.kangGrade()) : Math.min(DEFORMED - 1, truth.kangGrade());
        return (compressed ? 1 : 0) + "," + grade;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
