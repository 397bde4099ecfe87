package org.cordscope.phantom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.phantom.anatomy.TruthColumns;
import org.cordscope.study.Compression;
import org.cordscope.study.WholeFile;

/** The tables of a cohort, line by line; no value holds a comma or a quote. */
final class CohortTables {
    private final List<String> labels = new ArrayList<>(List.of("rater,sop_instance_uid,frame,label"));
    private final List<String> consensus = new ArrayList<>(List.of("sop_instance_uid,frame,label"));
    private final List<String> truth = new ArrayList<>(List.of(
            "patient_id,series_uid,sop_instance_uid,frame,position_mm," + String.join(",", TruthColumns.titles())));
    private final List<String> clinical = new ArrayList<>(List.of("patient_id,age,sex,weight,height,mjoa,site,region"));

    /** Lines of one patient, to be added in patient order. */
    static final class Part {
        private final List<String> labels = new ArrayList<>();
        private final List<String> consensus = new ArrayList<>();
        private final List<String> truth = new ArrayList<>();
        private final String patientId;
        private final String clinical;

        Part(String patientId, Subject subject) {
            this.patientId = patientId;
            this.clinical = format(
                    "%s,%d,%s,%.1f,%.0f,%d,%s,%s",
                    patientId,
                    subject.ageYears(),
                    subject.sex(),
                    subject.weightKg(),
                    subject.heightCm(),
                    subject.mjoa(),
                    subject.site(),
                    subject.region());
        }

        void add(PhantomSlice slice, String seriesUid, SeededDraw eyes) {
            String key = slice.image().key().sopInstanceUid() + ","
                    + slice.image().key().frame();
            SimulatedRaters.Reading reading = SimulatedRaters.read(slice.truth(), eyes);
            labels.add("rater1," + key + "," + number(reading.first()));
            labels.add("rater2," + key + "," + number(reading.second()));
            consensus.add(key + "," + number(reading.consensus()));
            truth.add(truthLine(slice, seriesUid, key));
        }

        private String truthLine(PhantomSlice slice, String seriesUid, String key) {
            return format("%s,%s,%s,%.3f,", patientId, seriesUid, key, slice.positionMm())
                    + String.join(",", TruthColumns.values(slice.truth()));
        }
    }

    void add(Part part) {
        labels.addAll(part.labels);
        consensus.addAll(part.consensus);
        truth.addAll(part.truth);
        clinical.add(part.clinical);
    }

    void write(Path folder) throws IOException {
        write(folder.resolve("labels.csv"), labels);
        write(folder.resolve("consensus.csv"), consensus);
        write(folder.resolve("truth.csv"), truth);
        write(folder.resolve("clinical.csv"), clinical);
    }

    private static void write(Path target, List<String> lines) throws IOException {
        WholeFile.write(target, String.join("\n", lines) + "\n");
    }

    private static int number(Compression compression) {
        return compression == Compression.COMPRESSED ? 1 : 0;
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
