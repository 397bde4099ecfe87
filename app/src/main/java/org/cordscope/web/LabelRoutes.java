package org.cordscope.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordscope.labelling.Answer;
import org.cordscope.labelling.Assignment;
import org.cordscope.labelling.Assignments;
import org.cordscope.labelling.BlindedReading;
import org.cordscope.labelling.DiscLevel;
import org.cordscope.labelling.Submission;
import org.cordscope.study.SliceKey;
import org.cordscope.web.access.Permission;
import org.cordscope.web.access.Refusal;
import org.cordscope.web.page.Directions;
import org.cordscope.web.page.LabelPage;
import org.cordscope.web.page.Layout;
import org.cordscope.web.page.Texts;
import org.jspecify.annotations.Nullable;

/** A rater's screen: what is to be read, the rater's own answers, and the lock. */
final class LabelRoutes {
    private static final int MOST_ANSWERS = 200;
    private static final String SECOND = "/again";

    private final Site site;

    LabelRoutes(Site site) {
        this.site = site;
    }

    void register(RoutesConfig routes) {
        routes.get("/label", this::page, Permission.LABEL);
        routes.get("/api/label", this::state, Permission.LABEL);
        routes.post("/api/label/answers", this::answers, Permission.LABEL);
        routes.post("/label/lock", this::lock, Permission.LABEL);
    }

    private void page(Context context) {
        Optional<Assignment> assignment = Assignments.of(site.study(), Site.rater(context));
        context.html(LabelPage.of(site.visitor(context), assignment, Directions.of(site.study())));
    }

    private void state(Context context) {
        String rater = Site.rater(context);
        Assignment assignment = Assignments.of(site.study(), rater)
                .orElseThrow(() -> new Refusal(HttpStatus.CONFLICT, Texts.of("label.unassigned")));
        BlindedReading reading = BlindedReading.of(site.study(), rater);
        Map<Integer, Map<SliceKey, Answer>> answers = Map.of(1, reading.answers(1), 2, reading.answers(2));
        Map<String, @Nullable Object> state = new LinkedHashMap<>();
        state.put("rater", rater);
        state.put("mode", assignment.mode().name());
        state.put("locked", assignment.locked());
        state.put("last", reading.last().map(p -> name(p.slice(), p.reading())).orElse(""));
        state.put(
                "scans",
                reading.scans().stream()
                        .map(scan -> Map.of(
                                "scan",
                                scan.scan(),
                                "suffix",
                                suffix(scan.reading()),
                                "slices",
                                scan.slices().stream()
                                        .map(key -> slice(
                                                key,
                                                scan.reading(),
                                                answers.getOrDefault(scan.reading(), Map.of())
                                                        .get(key)))
                                        .toList()))
                        .toList());
        context.contentType("application/json").result(Layout.json(state));
    }

    /** Behind the name of a slice that is read a second time. */
    private static String suffix(int reading) {
        return reading == 1 ? "" : SECOND;
    }

    private static String name(SliceKey key, int reading) {
        return Site.name(key) + suffix(reading);
    }

    private static Map<String, @Nullable Object> slice(SliceKey key, int reading, @Nullable Answer answer) {
        Map<String, @Nullable Object> slice = new LinkedHashMap<>();
        slice.put("id", name(key, reading));
        slice.put("answer", answer);
        return slice;
    }

    /** What a screen sends. */
    record Sent(String rater, List<SentAnswer> answers) {
        Sent {
            answers = List.copyOf(answers);
        }
    }

    /** One answer of a screen. */
    record SentAnswer(
            String id,
            String slice,
            Answer.Kind kind,
            @Nullable Integer kangGrade,
            Answer.@Nullable Extent extent,
            @Nullable DiscLevel level,
            Answer.@Nullable Confidence confidence,
            long ms,
            String version) {

        Submission submission() {
            Answer.Confidence sure = confidence == null ? Answer.Confidence.SURE : confidence;
            boolean again = slice.endsWith(SECOND);
            String name = again ? slice.substring(0, slice.length() - SECOND.length()) : slice;
            Answer answer = new Answer(kind, kangGrade, extent, level, sure);
            return new Submission(id, Site.slice(name), again ? 2 : 1, answer, ms, version);
        }
    }

    private void answers(Context context) throws IOException {
        String rater = Site.rater(context);
        Sent sent = Site.body(context, Sent.class);
        if (!rater.equals(sent.rater())) {
            throw new Refusal(HttpStatus.FORBIDDEN, Texts.of("label.other", rater));
        }
        if (sent.answers().size() > MOST_ANSWERS) {
            throw new IllegalArgumentException("at most " + MOST_ANSWERS + " answers are taken at once");
        }
        List<Submission> submissions =
                sent.answers().stream().map(SentAnswer::submission).toList();
        BlindedReading.of(site.study(), rater).answer(submissions);
        context.contentType("application/json")
                .result(Layout.json(Map.of(
                        "stored", submissions.stream().map(Submission::id).toList())));
    }

    private void lock(Context context) {
        Assignments.lock(site.study(), Site.rater(context));
        context.redirect("/label", HttpStatus.SEE_OTHER);
    }
}
