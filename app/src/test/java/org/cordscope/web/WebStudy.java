package org.cordscope.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cordscope.cohort.ImportRequest;
import org.cordscope.cohort.Importing;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.cohort.StudySettings;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.MadeFile;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;
import org.cordscope.service.telemetry.EventLog;
import org.cordscope.study.Progress;
import org.cordscope.web.access.Accounts;
import org.cordscope.web.access.Role;

/** A small imported study and a server for it. Names of patients, series and the study try to be markup. */
final class WebStudy implements AutoCloseable {
    static final String MARKUP = "<img src=x onerror=alert(1)>";
    static final String PASSWORD = "three quiet words";

    final StudyFolder folder;
    final WebApp app;

    /** Lines of the server's log. */
    final List<String> log = new CopyOnWriteArrayList<>();

    private WebStudy(StudyFolder folder, WebSettings settings) {
        this(folder, settings, new BrightnessModels());
    }

    private WebStudy(StudyFolder folder, WebSettings settings, Models models) {
        this.folder = folder;
        this.app = WebApp.start(
                folder, settings, models, new EventLog("serve", EventLog.Format.TEXT, folder.clock(), log::add));
    }

    /** A study of one patient, reached as these settings say. */
    static WebStudy of(Path root, WebSettings settings) throws IOException {
        return new WebStudy(imported(root, 1, 3, Clock.systemUTC()), settings);
    }

    /** A study of patients with so many slices each, for one user. */
    static WebStudy single(Path root, int patients, int slices) throws IOException {
        return new WebStudy(imported(root, patients, slices, Clock.systemUTC()), WebSettings.defaults());
    }

    /** A study of one patient for one user, and models. */
    static WebStudy read(Path root, Models models) throws IOException {
        return new WebStudy(imported(root, 1, 3, Clock.systemUTC()), WebSettings.defaults(), models);
    }

    /** The same for a team with one account for each role, named like the role, and a second rater, named other. */
    static WebStudy team(Path root, int patients, int slices, Clock clock) throws IOException {
        StudyFolder folder = imported(root, patients, slices, clock);
        new Accounts(folder).put("other", Role.RATER, PASSWORD);
        for (String name : List.of("rater", "adjudicator", "coordinator", "admin")) {
            // The same password, so that a test need not hash it five times.
            folder.catalogue()
                    .jdbi()
                    .useHandle(h -> h.execute(
                            "INSERT INTO accounts (name, role, password_hash, created_utc)"
                                    + " SELECT ?, ?, password_hash, created_utc FROM accounts WHERE name = 'other'",
                            name,
                            name.toUpperCase(Locale.ROOT)));
        }
        return new WebStudy(folder, WebSettings.defaults().withTeam(true).withWorklist(root.resolve("watch")));
    }

    private static StudyFolder imported(Path root, int patients, int slices, Clock clock) throws IOException {
        Path input = root.resolve("in");
        for (int patient = 1; patient <= patients; patient++) {
            String study = "1.2." + patient;
            for (int i = 0; i < slices; i++) {
                DataSet slice = MadeFile.slice("SECRET" + patient, study, study + ".1", i)
                        .set(0x00100010, Vr.PN, "Secretname^" + MARKUP)
                        .set(0x0008103e, Vr.LO, "t2_tse_tra " + MARKUP);
                MadeFile.write(input.resolve(patient + "/" + i), slice);
                DataSet other = MadeFile.slice("SECRET" + patient, study, study + ".2", i)
                        .set(0x0008103e, Vr.LO, "t1_tse_tra " + MARKUP)
                        .set(0x00180080, Vr.DS, "500")
                        .set(0x00180081, Vr.DS, "10");
                MadeFile.write(input.resolve(patient + "/other" + i), other);
            }
        }
        StudyFolder folder = StudyFolder.init(root.resolve("study"), StudySettings.named("Trial " + MARKUP), clock);
        Importing.run(folder, ImportRequest.of(input), SeriesRules.defaults(), Progress.NONE);
        return folder;
    }

    /** A run whose predictions name every slice, and a report. */
    void addRun(String name) throws IOException {
        Path run = Files.createDirectories(folder.runs().resolve(name));
        Files.writeString(run.resolve("config.yaml"), "seed: 1\n");
        Path best = Files.createDirectories(run.resolve("checkpoints").resolve("best"));
        Files.writeString(best.resolve("model.safetensors"), "opened by a mapper that reads no file");
        Files.writeString(run.resolve("metrics.csv"), """
            epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,validation_auc,seconds
            1,0.7,0.5,0.6,0.6,0.7,1
            2,0.5,0.7,0.55,0.7,0.8,1
            """);
        StringBuilder rows = new StringBuilder("patient_id,slice_id,label,probability\n");
        folder.catalogue()
                .jdbi()
                .useHandle(h -> h.createQuery(
                                "SELECT subject, sop_uid, slice_index FROM slices JOIN scans ON scans.scan ="
                                        + " slices.scan")
                        .map((row, context) -> row.getString(1) + "," + row.getString(2) + "," + row.getInt(3) % 2
                                + ",0." + (1 + row.getInt(3) % 9) + "7654\n")
                        .forEach(rows::append));
        Files.writeString(run.resolve("predictions.csv"), rows);
        Files.writeString(folder.reports().resolve("report.html"), "<!DOCTYPE html><title>AUC 0.7654</title>");
    }

    URI at(String path) {
        return URI.create("http://127.0.0.1:" + app.port() + path);
    }

    @Override
    public void close() throws IOException {
        app.close();
        folder.close();
    }
}
