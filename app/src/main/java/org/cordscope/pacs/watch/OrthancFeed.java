package org.cordscope.pacs.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordscope.pacs.dicomweb.ArchiveException;
import org.cordscope.pacs.dicomweb.ArchiveHttp;

/**
 * Orthanc's {@code /changes}. New series count as well as studies that became stable, because an Orthanc that is killed never
 * says of what it was receiving that it is stable; whether a study is, is asked when it is looked at.
 */
public final class OrthancFeed implements Feed {
    private static final String JSON = "application/json";
    private static final String NEWS = "a request for changes";
    private static final String RESOURCE = "a request for a study";
    private static final int PAGE = 100;
    private static final int NOT_FOUND = 404;

    private final ArchiveHttp http;

    /** @param http whose root is that of Orthanc's REST API */
    public OrthancFeed(ArchiveHttp http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "orthanc";
    }

    /** The position behind everything that has happened. */
    public String end() throws IOException, InterruptedException {
        return Long.toString(json("/changes?last").path("Last").asLong());
    }

    @Override
    public News after(String position) throws IOException, InterruptedException {
        JsonNode page = json("/changes?limit=" + PAGE + "&since=" + (position.isEmpty() ? "0" : position));
        Set<String> studies = new LinkedHashSet<>();
        Map<String, Optional<String>> known = new HashMap<>();
        for (JsonNode change : page.path("Changes")) {
            String type = change.path("ChangeType").asText();
            String id = change.path("ID").asText();
            if (type.equals("StableStudy") || type.equals("NewStudy")) {
                study(id, known).ifPresent(studies::add);
            } else if (type.equals("NewSeries")) {
                series(id, known).ifPresent(studies::add);
            }
        }
        String last = Long.toString(page.path("Last").asLong());
        return new News(studies.stream().toList(), last, !page.path("Done").asBoolean(true));
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        JsonNode answer = http.json(NEWS, path, JSON);
        if (!answer.path("Last").isNumber()) {
            throw new IOException("the archive's answer to " + NEWS + " is not Orthanc's");
        }
        return answer;
    }

    /** Study Instance UID of a study by Orthanc's own name; empty where it has been deleted since. */
    private Optional<String> study(String id, Map<String, Optional<String>> known)
            throws IOException, InterruptedException {
        Optional<String> uid = known.get(id);
        if (uid == null) {
            uid = resource("/studies/" + id)
                    .map(study ->
                            study.path("MainDicomTags").path("StudyInstanceUID").asText());
            known.put(id, uid);
        }
        return uid;
    }

    private Optional<String> series(String id, Map<String, Optional<String>> known)
            throws IOException, InterruptedException {
        Optional<JsonNode> series = resource("/series/" + id);
        return series.isEmpty()
                ? Optional.empty()
                : study(series.get().path("ParentStudy").asText(), known);
    }

    private Optional<JsonNode> resource(String path) throws IOException, InterruptedException {
        if (!path.matches("/[a-z]+/[0-9a-f-]{1,64}")) {
            throw new IOException("the archive's changes are not Orthanc's");
        }
        try {
            return Optional.of(http.json(RESOURCE, path, JSON));
        } catch (ArchiveException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public boolean isComplete(String studyUid) throws IOException, InterruptedException {
        JsonNode found = http.post(RESOURCE, "/tools/lookup", studyUid);
        for (JsonNode resource : found) {
            if (resource.path("Type").asText().equals("Study")) {
                Optional<JsonNode> study =
                        resource("/studies/" + resource.path("ID").asText());
                return study.isEmpty() || study.get().path("IsStable").asBoolean(true);
            }
        }
        return true;
    }
}
