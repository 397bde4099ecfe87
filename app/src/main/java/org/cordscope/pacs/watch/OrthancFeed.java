package org.cordscope.pacs.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
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
        return position(json("/changes?last"));
    }

    @Override
    public News after(String position) throws IOException, InterruptedException {
        String since = position.isEmpty() ? "0" : position.split(" ", 2)[0];
        JsonNode page = json("/changes?limit=" + PAGE + "&since=" + since);
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
        boolean more = !page.path("Done").asBoolean(true);
        if (page.path("Changes").isEmpty() && !more) {
            return nothingAfter(position);
        }
        return new News(studies.stream().toList(), position(page), more, "");
    }

    /** Number and date of the last of some changes. */
    private static String position(JsonNode page) {
        JsonNode changes = page.path("Changes");
        String date = changes.path(changes.size() - 1).path("Date").asText();
        return (page.path("Last").asLong() + " " + date).strip();
    }

    /**
     * Orthanc's last change may have a lower number than the position: its last study was deleted, or a backup restored, and
     * what has come since is behind that number; or else, where that change is later than the position's, its database is a new
     * one, of which nothing has been seen.
     */
    private News nothingAfter(String position) throws IOException, InterruptedException {
        String[] known = position.split(" ", 2);
        String last = end();
        String[] there = last.split(" ", 2);
        boolean lower = !position.isEmpty()
                && Long.parseLong(there[0]) > 0
                && Long.parseLong(there[0]) < Long.parseLong(known[0]);
        if (lower && known.length == 2 && there.length == 2 && there[1].compareTo(known[1]) > 0) {
            return new News(List.of(), "", true, "the archive counts its changes anew: all of it is looked at");
        }
        return new News(List.of(), lower ? last : position, false, "");
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        JsonNode answer = MissingNode.getInstance();
        try {
            answer = http.json(NEWS, path, JSON);
        } catch (ArchiveException e) {
            if (e.status() != NOT_FOUND) {
                throw e;
            }
        }
        if (!answer.path("Last").isNumber()) {
            throw ArchiveException.unexpected(
                    "the archive does not answer " + NEWS + " as an Orthanc does (others need --search)");
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
            throw ArchiveException.unexpected("the archive's changes are not Orthanc's");
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
